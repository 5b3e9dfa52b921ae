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
    /// Runs PACE inside the reader; afterwards it protects every command itself.
    func establish(_ password: PasswordKind, rights: [UInt8]?) throws(CardProblem) -> PACEOutcome
}
