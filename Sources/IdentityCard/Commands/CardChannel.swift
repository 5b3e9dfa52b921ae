/// The way to one card: a reader with a card on it, or a virtual card in the same process.
package protocol CardChannel: AnyObject {
    /// Sends one command and gives the answer with its status word.
    ///
    /// - Throws: `.cardRemoved` when the card is gone, `.readerFailed` when the reader is.
    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8]

    /// The reader's own keys, where it has some.
    var pad: (any PINPad)? { get }
}

extension CardChannel {
    package var pad: (any PINPad)? { nil }
}

/// A reader that takes a PIN on its own keys and opens the protected channel itself (PC/SC part 10, EstablishPACEChannel).
package protocol PINPad: AnyObject {
    /// What its keys are good for.
    var offer: PadOffer { get }

    /// Runs PACE inside the reader; afterwards it protects every command itself.
    ///
    /// - Parameter printed: digits that are no secret, handed to the reader; nil has its holder type the password.
    func establish(
        _ password: PasswordKind, printed: CardAccessNumber?, rights: [UInt8]?
    ) throws(CardProblem) -> PACEOutcome

    /// Has the holder type a new PIN twice and sends it to the card, in the channel the reader opened.
    ///
    /// - Returns: what the card said.
    func setPIN() throws(CardProblem) -> StatusWord
}

/// What is typed on a reader's own keys and never reaches this machine.
package struct PadOffer: Hashable, Sendable {
    /// The PIN or PUK that opens the card.
    package let takesSecrets: Bool
    /// A new PIN.
    package let takesNewPIN: Bool

    package init(takesSecrets: Bool, takesNewPIN: Bool) {
        (self.takesSecrets, self.takesNewPIN) = (takesSecrets, takesNewPIN && takesSecrets)
    }

    /// A reader without keys.
    package static let nothing = PadOffer(takesSecrets: false, takesNewPIN: false)
}
