/// What the holder of a card may do with the PIN alone, without a terminal's certificate (TR-03110-2, 2.5).
package struct HolderPIN {
    private let channel: any CardChannel
    private let randomness: CardRandomness

    package init(_ channel: any CardChannel, randomness: CardRandomness = .system) {
        (self.channel, self.randomness) = (channel, randomness)
    }

    /// Changes the PIN; the old one may be the transport PIN of five digits.
    ///
    /// - Parameters:
    ///   - old: nil asks for it on the reader's own keys.
    ///   - can: resumes a PIN whose last try is left.
    /// - Throws: `.pinSuspended` when the last try is left and no CAN was given.
    package func change(
        from old: SecretDigits?, to new: SecretDigits, can: CardAccessNumber? = nil
    ) throws(CardProblem) {
        let link = CardLink(channel)
        let info = try pace(link)
        if let can { try establish(.can(can), info, over: link) }
        try establish(old.map { .pin($0) } ?? .onPad(.pin), info, over: link)
        try PINCommand.set(new, over: link)
    }

    /// Gives a blocked PIN its tries back; the PUK can do that ten times.
    ///
    /// - Parameter puk: nil asks for it on the reader's own keys.
    package func unblock(puk: SecretDigits?) throws(CardProblem) {
        let link = CardLink(channel)
        try establish(puk.map { .puk($0) } ?? .onPad(.puk), try pace(link), over: link)
        try PINCommand.unblock(over: link)
    }

    private func pace(_ link: CardLink) throws(CardProblem) -> SecurityInfos.PACE {
        guard let info = try CardAccess.read(over: link).pace.first else { throw .protocolUnknown(.access) }
        return info
    }

    private func establish(
        _ password: CardPassword, _ info: SecurityInfos.PACE, over link: CardLink
    ) throws(CardProblem) {
        _ = try PACE(info: info, password: password, rights: nil, randomness: randomness).establish(over: link)
    }
}
