/// The chip of a card is about to be written. It is in the journal before the first byte is on the card, so that an interruption is
/// found and settled at the card's next contact.
package struct ChipChangeBegun: EventPayload {
    package static let type = "chip.changeBegun"
    /// What stood there and what shall stand there, as the change terminal writes it down; hexadecimal digits.
    package var change: String
    /// A simulated reader: nothing happened to a real document.
    package var isSimulated: Bool
    package var clerk: ClerkID

    package init(change: String, isSimulated: Bool, clerk: ClerkID) {
        self.change = change
        self.isSimulated = isSimulated
        self.clerk = clerk
    }
}

/// How a change that was begun ended.
package struct ChipChangeEnded: EventPayload {
    package enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        /// Written and read back.
        case written
        /// It stood there already, and was read.
        case same
        /// It had been interrupted; the rest was written and all of it read back.
        case finished
        /// It had been interrupted behind the last byte; all of it was read back.
        case complete
        /// What had been written was taken back.
        case undone
        /// Nothing had been written, and nothing was.
        case untouched
        /// The card is gone: nobody knows what its chip says.
        case unknown
    }

    package static let type = "chip.changeEnded"
    package var outcome: Outcome
    package var isSimulated: Bool
    package var clerk: ClerkID

    package init(outcome: Outcome, isSimulated: Bool, clerk: ClerkID) {
        self.outcome = outcome
        self.isSimulated = isSimulated
        self.clerk = clerk
    }
}

/// A new PIN is about to be set. Where nothing follows, it was cut off: the new one may be on the card, and is set once more.
package struct ChipPINBegun: EventPayload {
    package static let type = "chip.pinBegun"
    package var isSimulated: Bool
    package var clerk: ClerkID

    package init(isSimulated: Bool, clerk: ClerkID) {
        self.isSimulated = isSimulated
        self.clerk = clerk
    }
}

/// Something was done with the PIN of a card. Neither PIN nor CAN nor PUK is in it.
package struct ChipPINServed: EventPayload {
    package enum Act: String, Codable, Hashable, Sendable, CaseIterable {
        /// A new PIN was set and the online function switched on.
        case set
        /// A blocked PIN has its tries again.
        case unblocked
        /// Setting a new one was begun, and refused or given up: the old one stays.
        case unchanged
    }

    package static let type = "chip.pinServed"
    package var act: Act
    package var isSimulated: Bool
    package var clerk: ClerkID

    package init(act: Act, isSimulated: Bool, clerk: ClerkID) {
        self.act = act
        self.isSimulated = isSimulated
        self.clerk = clerk
    }
}

extension CaseEvent {
    /// As a line of the history; nil for an event that is about no chip.
    var chipGerman: String? {
        switch self {
        case .chipChangeBegun(let it): "Chip: Änderung der Anschrift begonnen" + it.isSimulated.simulatedNote
        case .chipChangeEnded(let it): "Chip: \(it.outcome.german)" + it.isSimulated.simulatedNote
        case .chipPINBegun(let it): "Chip: Setzen einer neuen PIN begonnen" + it.isSimulated.simulatedNote
        case .chipPINServed(let it): "Chip: \(it.act.german)" + it.isSimulated.simulatedNote
        default: nil
        }
    }
}

extension ChipChangeEnded.Outcome {
    /// The chip says what the case wants.
    package var isDone: Bool { self == .written || self == .same || self == .finished || self == .complete }

    package var german: String {
        switch self {
        case .written: "Anschrift geschrieben und gegengelesen"
        case .same: "Anschrift stand schon da, gelesen"
        case .finished: "unterbrochene Änderung zu Ende gebracht und gegengelesen"
        case .complete: "unterbrochene Änderung war ganz geschrieben, gegengelesen"
        case .undone: "unterbrochene Änderung zurückgenommen, die alte Anschrift gegengelesen"
        case .untouched: "unterbrochene Änderung hatte nichts geschrieben, die alte Anschrift steht noch da"
        case .unknown: "Änderung unterbrochen, Karte nicht mehr da, Stand des Chips ungeklärt"
        }
    }
}

extension ChipPINServed.Act {
    package var german: String {
        switch self {
        case .set: "neue PIN gesetzt, Online-Ausweis eingeschaltet"
        case .unblocked: "PIN entsperrt"
        case .unchanged: "keine neue PIN gesetzt, die alte gilt weiter"
        }
    }
}

extension Bool {
    fileprivate var simulatedNote: String { self ? " (simulierter Leser, kein echtes Dokument)" : "" }
}

/// A chip was read at the desk: what for and what came of it, nothing of what it said.
package struct DocumentChipRead: EventPayload {
    package enum Document: String, Codable, Hashable, Sendable, CaseIterable {
        /// A passport, or a card of another state made alike.
        case travelDocument
        /// A German identity card, by a terminal with the right.
        case identityCard
    }

    package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
        case genuine, signerUnknown, changed
    }

    package static let type = "document.chipRead"
    package var visit: VisitID
    package var document: Document
    package var verdict: Verdict
    package var isSimulated: Bool
    package var clerk: ClerkID

    package init(visit: VisitID, document: Document, verdict: Verdict, isSimulated: Bool, clerk: ClerkID) {
        self.visit = visit
        self.document = document
        self.verdict = verdict
        self.isSimulated = isSimulated
        self.clerk = clerk
    }
}
