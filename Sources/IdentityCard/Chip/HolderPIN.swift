/// What the holder of a card may do with the PIN alone, without a terminal's certificate (TR-03110-2, 2.5).
package struct HolderPIN {
    private let channel: any CardChannel
    private let randomness: CardRandomness
    private let onStep: ((CardStep) -> Void)?

    package init(
        _ channel: any CardChannel, randomness: CardRandomness = .system, onStep: ((CardStep) -> Void)? = nil
    ) {
        (self.channel, self.randomness, self.onStep) = (channel, randomness, onStep)
    }

    /// Changes the PIN; the old one may be the transport PIN of five digits.
    ///
    /// - Parameters:
    ///   - old: nil asks for it on the reader's own keys.
    ///   - new: nil asks for it there too; then the old one is typed there as well.
    ///   - can: resumes a PIN whose last try is left.
    /// - Throws: `.pinSuspended` when the last try is left and no CAN was given.
    package func change(
        from old: SecretDigits?, to new: SecretDigits?, can: CardAccessNumber? = nil
    ) throws(CardProblem) {
        guard new != nil || channel.pad?.offer.takesNewPIN == true else { throw .padFailed }
        let link = CardLink(channel)
        link.onStep = onStep
        let info = try pace(link)
        let opening: CardPassword = if let old, new != nil { .pin(old) } else { .onPad(.pin) }
        // The way to the last try leads through the channel of the CAN: one side has to hold both.
        if let can {
            let isOnPad = if case .onPad = opening { true } else { false }
            try establish(isOnPad ? .canThroughPad(can) : .can(can), info, over: link)
        }
        try establish(opening, info, over: link)
        if let new { try PINCommand.set(new, over: link) } else { try PINCommand.setOnPad(over: link) }
    }

    /// Gives a blocked PIN its tries back; the PUK can do that ten times.
    ///
    /// - Parameter puk: nil asks for it on the reader's own keys.
    package func unblock(puk: SecretDigits?) throws(CardProblem) {
        let link = CardLink(channel)
        link.onStep = onStep
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
