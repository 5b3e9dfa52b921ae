/// A conversation with one card: counts commands, protects them once keys are agreed, and ends at the first sign of
/// tampering.
package final class CardLink {
    let channel: any CardChannel
    /// Nil while commands go in the clear, and when the reader protects them itself.
    private(set) var messaging: SecureMessaging?
    /// Set for good once an answer was not what the card alone can say.
    private var ended: CardProblem?
    /// Commands sent so far.
    package private(set) var commandCount = 0
    /// Told at the beginning of every step.
    package var onStep: ((CardStep) -> Void)?
    /// The most bytes asked for at once; falls to what short commands carry when the card refuses more.
    private(set) var readLength: Int

    /// What fits a short protected answer: 223 bytes and padding, checksum, status.
    static let shortReadLength = 223

    /// Twice what the longest file needs in short answers.
    private static let mostReads = 300

    package init(_ channel: any CardChannel, readLength: Int = CardLink.shortReadLength) {
        self.channel = channel
        self.readLength = readLength
    }

    func begin(_ step: CardStep) { onStep?(step) }

    /// From here on commands are protected with these keys.
    func protect(with messaging: SecureMessaging) { self.messaging = messaging }

    /// Set when the reader itself agreed on keys with the card.
    var isProtectedByReader = false

    /// With keys of this machine.
    var isProtectedHere: Bool { messaging != nil }

    var isProtected: Bool { isProtectedHere || isProtectedByReader }

    /// Sends a command and gives the answer, whatever its status.
    func send(_ command: CardCommand, in step: CardStep) throws(CardProblem) -> CardAnswer {
        if let ended { throw ended }
        commandCount += 1
        guard messaging != nil else {
            let bytes = try channel.transmit(command.encoded)
            guard let answer = CardAnswer(bytes) else { throw end(.answerUnreadable(step)) }
            return answer
        }
        do throws(CardProblem) {
            let bytes = try channel.transmit(messaging!.protect(command).encoded)
            guard let answer = CardAnswer(bytes) else { throw .answerUnreadable(step) }
            return try messaging!.unprotect(answer, in: step)
        } catch {
            throw end(error)
        }
    }

    /// Sends a command that must end with 9000.
    @discardableResult
    func require(_ command: CardCommand, in step: CardStep) throws(CardProblem) -> [UInt8] {
        let answer = try send(command, in: step)
        guard answer.status.isDone else { throw .refused(step, answer.status) }
        return answer.data
    }

    private func end(_ problem: CardProblem) -> CardProblem {
        ended = problem
        messaging = nil
        return problem
    }

    /// Leaves every application, as a card that was just laid on.
    func selectMasterFile() throws(CardProblem) {
        try require(CardCommand(0x00, 0xA4, 0x00, 0x0C, [0x3F, 0x00]), in: .select)
    }

    /// Chooses an application by its identifier.
    func select(application: [UInt8]) throws(CardProblem) {
        try require(CardCommand(0x00, 0xA4, 0x04, 0x0C, application), in: .select)
    }

    /// Chooses a file and reads the one data object in it; nil when there is no such file.
    ///
    /// - Parameter most: files longer than this are refused (`.fileTooLong`), so that a card cannot keep the clerk waiting for ever.
    func readFile(_ identifier: UInt16, most: Int, in step: CardStep) throws(CardProblem) -> [UInt8]? {
        let select = CardCommand(
            0x00, 0xA4, 0x02, 0x0C, [UInt8(identifier >> 8), UInt8(identifier & 0xFF)])
        let answer = try send(select, in: step)
        switch answer.status.meaning {
        case .done: break
        case .notFound: return nil
        default: throw .refused(step, answer.status)
        }
        return try readSelected(firstP1: 0, most: most, in: step)
    }

    /// How many bytes a file has room for (file control parameters; ISO 7816-4, 7.4); nil where the card does not tell.
    func room(in identifier: UInt16, in step: CardStep) throws(CardProblem) -> Int? {
        let select = CardCommand(
            0x00, 0xA4, 0x02, 0x04, [UInt8(identifier >> 8), UInt8(identifier & 0xFF)], expecting: 256)
        let answer = try send(select, in: step)
        guard answer.status.isDone, let parts = try? DataObjectReader.one(0x62, in: answer.data).parts(),
            let size = parts.first(0x80)?.value, (1...4).contains(size.count)
        else { return nil }
        return size.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Reads the data object in the file with a short identifier (1...30), which becomes the chosen file.
    func readFile(short identifier: UInt8, most: Int, in step: CardStep) throws(CardProblem) -> [UInt8] {
        try readSelected(firstP1: 0x80 | identifier, most: most, in: step)
    }

    private func readSelected(firstP1: UInt8, most: Int, in step: CardStep) throws(CardProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var total = 2
        var reads = 0
        while bytes.count < total {
            // A card that gives byte by byte would keep the clerk waiting.
            guard reads < Self.mostReads else { throw .fileBroken(step) }
            reads += 1
            let wanted = min(bytes.isEmpty ? readLength : total - bytes.count, readLength)
            let p1 = bytes.isEmpty ? firstP1 : UInt8(bytes.count >> 8)
            let p2 = UInt8(bytes.count & 0xFF)
            var answer = try send(CardCommand(0x00, 0xB0, p1, p2, expecting: wanted), in: step)
            if case .otherLength(let length) = answer.status.meaning {
                answer = try send(CardCommand(0x00, 0xB0, p1, p2, expecting: length), in: step)
            } else if answer.status.meaning == .wrongLength, readLength > Self.shortReadLength {
                readLength = Self.shortReadLength
                continue
            }
            guard answer.status.isDone || answer.status.meaning == .endOfFile else {
                throw .refused(step, answer.status)
            }
            guard !answer.data.isEmpty else { throw .fileBroken(step) }
            bytes += answer.data
            do {
                // The heading may need more bytes than came; then the loop asks for more.
                total = try DataObjectReader.heading(of: bytes[...]).value.upperBound
            } catch .cutOff {
                total = bytes.count + 1
            } catch {
                throw .fileBroken(step)
            }
            guard total <= min(most, 0x7FFF) else { throw .fileTooLong(step) }
            if answer.status.meaning == .endOfFile, bytes.count < total { throw .fileBroken(step) }
        }
        return Array(bytes.prefix(total))
    }

    /// Writes over the beginning of the file with a short identifier, in pieces a short protected command carries.
    func updateFile(short identifier: UInt8, with bytes: [UInt8], in step: CardStep) throws(CardProblem) {
        var offset = 0
        while offset < bytes.count {
            let piece = Array(bytes[offset..<min(offset + Self.shortReadLength, bytes.count)])
            let p1 = offset == 0 ? 0x80 | identifier : UInt8(offset >> 8)
            try require(CardCommand(0x00, 0xD6, p1, UInt8(offset & 0xFF), piece), in: step)
            offset += piece.count
        }
    }
}
