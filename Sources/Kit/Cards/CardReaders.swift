package import IdentityCard

/// Where cards are laid on: the machine's readers in the program, a virtual card in the tests.
package protocol CardReaders: Sendable {
    /// What lies on it is no real document; every page that uses it says so, and so does the journal.
    var isSimulated: Bool { get }

    /// - Throws: `.serviceMissing` or `.readerMissing` where no card could be laid on.
    func check() throws(CardProblem)

    /// What the reader takes on keys of its own; asked without a card.
    func padOffer() throws(CardProblem) -> PadOffer

    /// The card that lies on a reader.
    ///
    /// - Throws: `.cardMissing` where none lies there.
    func card() throws(CardProblem) -> any CardChannel
}

/// The readers of this machine, by its own service (PC/SC), asked anew each time: they come and go.
package struct MachineReaders: CardReaders {
    package init() {}

    package var isSimulated: Bool { false }

    package func check() throws(CardProblem) {
        if try CardService().readers().isEmpty { throw .readerMissing }
    }

    package func padOffer() throws(CardProblem) -> PadOffer { try CardService().padOffer() }

    package func card() throws(CardProblem) -> any CardChannel { try CardService().card() }
}
