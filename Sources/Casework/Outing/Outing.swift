/// One outing as its entries tell it: the fold of ``OutingEvent``. The queue at the door and the visits at the desk.
package struct Outing: Hashable, Sendable {
    package let id: OutingID
    /// `nil` while no opening was read.
    package internal(set) var opening: OutingOpened?
    package internal(set) var openedAt: Moment?
    package internal(set) var closing: OutingClosed?
    package internal(set) var closedAt: Moment?
    package internal(set) var access = Case.Access.readable
    /// How many events it has seen.
    package internal(set) var revision = 0

    /// In the order in which the numbers were given out.
    package internal(set) var tickets: [Ticket] = []
    /// In the order in which they began.
    package internal(set) var visits: [Visit] = []
    /// Events of other releases and such that had no place in the state they met.
    package internal(set) var irregular = 0
    package internal(set) var unknown = 0
    package internal(set) var tokens = FormTokens()
    /// Appointments nobody came to; who comes late after all is not among them.
    package internal(set) var missed: Set<BookingID> = []

    var ticketIndex: [TicketNumber: Int] = [:]
    var visitIndex: [VisitID: Int] = [:]

    package init(id: OutingID) { self.id = id }

    package init(opened: OutingOpened, at moment: Moment) {
        self.init(id: opened.outing)
        apply(.opened(opened), at: moment)
    }

    package var isOpen: Bool { openedAt != nil && closedAt == nil }

    package func ticket(_ number: TicketNumber) -> Ticket? { ticketIndex[number].map { tickets[$0] } }
    /// The number that somebody with an appointment was given when she came.
    package func ticket(of booking: BookingID) -> Ticket? { tickets.first { $0.booking == booking } }
    package func visit(_ id: VisitID) -> Visit? { visitIndex[id].map { visits[$0] } }

    /// `A1`, `A2` … in the order of coming; counted within the outing.
    package var nextTicket: TicketNumber { TicketNumber(running: tickets.count + 1) }

    /// Who waits for this clerk: numbers nobody called yet, without those meant for somebody else.
    package func waiting(for clerk: ClerkID) -> [Ticket] {
        tickets.filter { $0.state == .waiting && ($0.meantFor == nil || $0.meantFor == clerk) }
    }

    /// The number that this clerk has called and that has not come yet.
    package func called(by clerk: ClerkID) -> Ticket? {
        tickets.first { ticket in
            if case .called(clerk, _) = ticket.state { true } else { false }
        }
    }

    package var openVisits: [Visit] { visits.filter { $0.endedAt == nil } }

    package func openVisits(of clerk: ClerkID) -> [Visit] { openVisits.filter { $0.clerk == clerk } }

    package func visit(with number: CaseNumber) -> Visit? { visits.last { $0.cases.contains(number) } }

    /// What is open, in words that name no person: what closing the outing has to tell.
    ///
    /// - Parameter untransferred: the cases of the outing that are still in the kit's hands.
    package func open(untransferred: [CaseNumber]) -> [String] {
        let waiting = tickets.filter { !$0.state.isSettled }
        return (waiting.isEmpty ? [] : ["wartende Nummern: \(waiting.map(\.number.text).joined(separator: ", "))"])
            + openVisits.map { $0.ticket.map { "offene Vorsprache \($0.text)" } ?? "offene Vorsprache ohne Nummer" }
            + untransferred.map { "nicht abgegebener Vorgang \($0.text)" }
    }
}

/// A number in the queue.
package struct Ticket: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case waiting
        /// `attempt` 1 to 3.
        case called(by: ClerkID, attempt: Int)
        case parked(reason: String?)
        case noShow
        case inVisit(VisitID)
        case done(VisitID)

        /// Nobody waits any more.
        package var isSettled: Bool {
            switch self {
            case .noShow, .done, .inVisit: true
            case .waiting, .called, .parked: false
            }
        }
    }

    package static let attempts = 3

    package let number: TicketNumber
    package let wish: String?
    package let takenAt: Moment
    /// The appointment she came to, and its minute of the day.
    package let booking: BookingID?
    package let appointment: Int?
    package internal(set) var state: State
    /// Forwarded to this clerk.
    package internal(set) var meantFor: ClerkID?
    /// When it was called the first time.
    package internal(set) var calledAt: Moment?
}

/// One call to the desk.
package struct Visit: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
        package let value: FieldValue?
        package let source: CaseAnswered.Source
        let revision: Int
    }

    package struct Person: Hashable, Sendable {
        package let id: PersonID
        package internal(set) var role: Role
        /// What is known; taken back where the value is `nil`.
        package internal(set) var attributes: [PersonAttribute: Attribute]
        /// The zones read from the person's documents, oldest first.
        package internal(set) var zones: [DocumentRead]

        /// What stands of the attributes.
        package var values: [PersonAttribute: FieldValue] { attributes.compactMapValues(\.value) }
    }

    package let id: VisitID
    package let ticket: TicketNumber?
    package internal(set) var clerk: ClerkID
    package let startedAt: Moment
    package internal(set) var endedAt: Moment?
    /// From taking the number to the visit's beginning; `nil` without a number.
    package let waitedMinutes: Int?
    package internal(set) var persons: [Person]
    package internal(set) var cases: [CaseNumber]
    /// How often a chip was read, and what came of it.
    package internal(set) var chipReadings: [DocumentChipRead] = []

    package func person(_ id: PersonID) -> Person? { persons.first { $0.id == id } }

    package var applicant: Person? { persons.first { $0.role == .applicant } }

    /// `nil` while it goes on.
    package var servedMinutes: Int? { endedAt?.minutes(since: startedAt) }
}
