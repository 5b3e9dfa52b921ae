/// The terminal proves to the card who it is (TR-03110-2, 3.3, version 2).
struct TerminalAuthentication {
    let key: any TerminalKey
    let path: TerminalPath
    let pace: PACEOutcome
    /// The terminal's ephemeral key for chip authentication, compressed.
    let ephemeral: [UInt8]

    func run(over link: CardLink) throws(CardProblem) {
        link.begin(.terminal)
        for certificate in path.certificates {
            try send(
                CardCommand(0x00, 0x22, 0x81, 0xB6, DataObject(0x83, certificate.authority).encoded), over: link)
            let data = certificate.body + DataObject(0x5F37, certificate.signature).encoded
            try send(CardCommand(0x00, 0x2A, 0x00, 0xBE, data), over: link)
        }
        let own = path.own
        guard let identifier = Self.identifiers[own.hash] else { throw .certificateUnreadable }
        let choice =
            DataObject(0x80, identifier.content).encoded + DataObject(0x83, own.holder).encoded
            + DataObject(0x91, ephemeral).encoded
        try send(CardCommand(0x00, 0x22, 0x81, 0xA4, choice), over: link)
        let challenge = try send(CardCommand(0x00, 0x84, 0x00, 0x00, expecting: 8), over: link)
        guard challenge.count == 8 else { throw .answerUnreadable(.terminal) }
        let signature = try key.sign(pace.chipIdentifier + challenge + ephemeral)
        try send(CardCommand(0x00, 0x82, 0x00, 0x00, signature), over: link)
    }

    private static let identifiers: [Hash: ObjectID] = [
        .sha1: .bsi(2, 2, 2, 2, 1), .sha224: .bsi(2, 2, 2, 2, 2), .sha256: .bsi(2, 2, 2, 2, 3),
        .sha384: .bsi(2, 2, 2, 2, 4), .sha512: .bsi(2, 2, 2, 2, 5),
    ]

    @discardableResult
    private func send(_ command: CardCommand, over link: CardLink) throws(CardProblem) -> [UInt8] {
        let answer = try link.send(command, in: .terminal)
        guard answer.status.isDone else { throw .terminalRefused(answer.status) }
        return answer.data
    }
}
