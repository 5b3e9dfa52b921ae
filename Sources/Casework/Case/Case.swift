/// One application as its entries tell it: the fold of ``CaseEvent``. A value; nothing else keeps the state of a case.
package struct Case: Hashable, Sendable {
    /// An answer with the words it was given in, so that it can be read without the catalogue.
    package struct Answer: Hashable, Sendable {
        package let label: String
        /// `nil` when it was taken back.
        package let value: FieldValue?
        package let shown: String?
        package let source: CaseAnswered.Source
        package let clerk: ClerkID
        package let at: Moment
        /// The revision at which the field was first answered: the order of the form.
        package let first: Int
    }

    package struct Evidence: Hashable, Sendable {
        package internal(set) var title: String
        package internal(set) var isSeen: Bool
        package internal(set) var note: String?
        package internal(set) var scans: [Attachment]
        /// Its retention is over: what was seen or scanned is gone.
        package internal(set) var isErased = false
    }

    package struct Capture: Hashable, Sendable {
        package enum Outcome: Hashable, Sendable {
            case coded(String)
            case taken(Attachment, device: String, place: String)
            case impossible(reason: String)
            /// Its retention is over: "gelöscht, neu erfassen".
            case erased
        }
        package let title: String
        package let outcome: Outcome
        package let clerk: ClerkID
        package let at: Moment
    }

    package enum Signature: Hashable, Sendable {
        case signed(Attachment, statement: String, signer: PersonID?)
        case absent(reason: String, witness: String)
    }

    package struct Payment: Hashable, Sendable {
        package let receipt: ReceiptNumber
        /// Negative for a reversal.
        package let amount: Money
        /// Of a reversal: the receipt it takes back, when and why.
        package let reverses: ReceiptNumber?
        package let day: CalendarDate?
        package let reason: String?
    }

    package struct Note: Hashable, Sendable {
        package let text: String
        package let clerk: ClerkID
        package let at: Moment
    }

    /// A question of the office to the citizen, and what became of it.
    package struct Question: Hashable, Sendable {
        package let text: String
        package let due: CalendarDate
        package let telling: CaseAskedBack.Telling
        package let clerk: ClerkID
        package let at: Moment
        /// Calls made and letters posted.
        package internal(set) var told: [Note]
        package internal(set) var answeredBy: CaseNumber?
        package internal(set) var answeredOn: CalendarDate?

        package var isOpen: Bool { answeredBy == nil }
    }

    /// Whether its entries can be read.
    package enum Access: Hashable, Sendable {
        case readable
        /// This program has no key for it.
        case sealed
        /// The key is gone for good.
        case erased
    }

    /// A part of a case that two people can change at once.
    package enum Part: Hashable, Sendable {
        case field(FieldKey), evidence(EvidenceKey), capture(CaptureKey), person(PersonID), signature, fees, waiver
    }

    package let number: CaseNumber
    /// `nil` while no opening was read.
    package internal(set) var opening: CaseOpened?
    package internal(set) var openedAt: Moment?
    package internal(set) var access = Access.readable
    package internal(set) var state = CaseState.open
    /// How many events it has seen; pages carry it, so that a stale one is noticed.
    package internal(set) var revision = 0

    package internal(set) var answers: [FieldKey: Answer] = [:]
    package internal(set) var persons: [CaseRecord.Person] = []
    package internal(set) var evidence: [EvidenceKey: Evidence] = [:]
    package internal(set) var captures: [CaptureKey: Capture] = [:]
    /// A signature covers what was answered when it was given: a later change takes it away.
    /// Every file of evidence and captures that is still there, in the order in which they came.
    package internal(set) var partFiles: [PartFile] = []
    package internal(set) var signature: Signature?
    package internal(set) var waiver: CaseRecord.Waiver?
    /// The clerk went through the answers with the citizen, and nothing was changed since.
    package internal(set) var isChecked = false
    package internal(set) var wasReadByCitizen = false

    /// A change of the chip without an end: it was interrupted, or is being written now.
    package internal(set) var openChipChange: ChipChangeBegun?
    /// How the last one ended.
    package internal(set) var chipEnd: ChipChangeEnded?
    package internal(set) var pinServed: ChipPINServed?
    /// A new PIN was begun to be set, and nothing is known of its end.
    package internal(set) var openPIN: ChipPINBegun?

    package internal(set) var fees: [FeePosition] = []
    package internal(set) var payments: [Payment] = []
    package internal(set) var notes: [Note] = []

    package internal(set) var transfer: CaseTransferred?
    /// The case this one follows: opened for it, or named in an answer and given away so.
    package var follows: CaseNumber? { opening?.follows ?? transfer?.follows }
    package internal(set) var receivedAt: Moment?
    package internal(set) var unit: UnitKey?
    package internal(set) var fileNumber: String?
    package internal(set) var questions: [Question] = []
    /// Cases that name this one as the one they follow.
    package internal(set) var followers: [CaseNumber] = []
    /// Where the finished document waits.
    package internal(set) var collectAt: String?
    /// Day of the last state: handed out, withdrawn, rejected, done, or cancelled at the desk.
    package internal(set) var endedOn: CalendarDate?

    package internal(set) var history: [HistoryLine] = []
    /// Events that had no place in the state they met. They change nothing and stay in sight.
    package internal(set) var irregular: [HistoryLine] = []
    package internal(set) var tokens = FormTokens()

    /// At which revision a part was last changed.
    var revisions: [Part: Int] = [:]
    /// At which revision anything that the check page shows was last changed.
    var contentRevision = 0
    var stateBeforeQuestion = CaseState.new

    /// A case of which only the number is known yet, from an entry's header.
    package init(number: CaseNumber) { self.number = number }

    package init(opened: CaseOpened, at moment: Moment) {
        self.init(number: opened.number)
        apply(.opened(opened), at: moment)
    }
}

extension Case {
    /// The service's title, or the number where the opening cannot be read.
    package var title: String { opening?.title ?? number.text }

    /// Answers that stand, in the order in which they were first given.
    package var answersInOrder: [(field: FieldKey, answer: Answer)] {
        answers.filter { $0.value.value != nil }.map { ($0.key, $0.value) }
            .sorted { ($0.1.first, $0.0.text) < ($1.1.first, $1.0.text) }
    }

    /// Every attachment that belongs to it now: scans, captures, signature; sorted by identifier.
    package var attachments: [Attachment] {
        var all = evidence.values.flatMap(\.scans)
        for capture in captures.values {
            if case .taken(let attachment, _, _) = capture.outcome { all.append(attachment) }
        }
        if case .signed(let attachment, _, _) = signature { all.append(attachment) }
        return all.sorted { $0.id.text < $1.id.text }
    }

    /// What the citizen owes: the fees, or what a waiver left of them. Positions that the office sets are not in it.
    package var charge: Money {
        fees.due(after: waiver).reduce(.zero) { $0 + $1.amount }
    }

    package var paid: Money { payments.reduce(.zero) { $0 + $1.amount } }

    /// Negative when more was paid than is owed now.
    package var unpaid: Money { charge - paid }

    /// What was paid too much and is to be given back; `nil` where nothing is.
    package var overpaid: Money? { unpaid < .zero ? -unpaid : nil }

    /// Receipts that stand: given and not taken back.
    package var standingReceipts: [ReceiptNumber] {
        let reversed = Set(payments.compactMap(\.reverses))
        return payments.filter { $0.amount > .zero && !reversed.contains($0.receipt) }.map(\.receipt)
    }

    package var openQuestion: Question? { state == .askedBack ? questions.last { $0.isOpen } : nil }

    /// What the rules look at.
    package var record: CaseRecord {
        CaseRecord(
            answers: answers.compactMapValues(\.value),
            persons: persons,
            evidence: evidence.mapValues { .init(isSeen: $0.isSeen, scans: $0.scans.map(\.id)) },
            captures: captures.mapValues {
                switch $0.outcome {
                case .coded(let code): .coded(code)
                case .taken(let attachment, _, _): .taken(attachment.id)
                case .impossible(let reason): .impossible(reason: reason)
                case .erased: .erased
                }
            },
            signature: signature.map {
                switch $0 {
                case .signed(let attachment, _, _): .signed(attachment.id)
                case .absent(let reason, let witness): .absent(reason: reason, witness: witness)
                }
            },
            waiver: waiver,
            isChecked: isChecked)
    }

    // MARK: Deadlines

    /// The last day of the service's own deadline, counted from the transfer.
    package var deadline: CalendarDate? {
        guard let days = opening?.deadlineDays, (0...100_000).contains(days) else { return nil }
        return transfer?.on.adding(days: days)
    }

    /// Whether the office has let its own deadline pass without a decision.
    package func isOverdue(on day: CalendarDate) -> Bool {
        guard state.isAwaitingDecision, let deadline else { return false }
        return day > deadline
    }

    /// The day on which the case is erased, counted from its end.
    package var retentionEnd: CalendarDate? {
        guard let endedOn, let months = opening?.retentionMonths else { return nil }
        return endedOn.adding(months: months)
    }
}
