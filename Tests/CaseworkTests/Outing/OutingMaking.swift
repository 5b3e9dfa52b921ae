@testable import Casework

/// An outing of the tests with short ways to do things at it.
struct OutingDesk {
    var outing: Outing
    var minute = 0
    var journal: [(event: OutingEvent, at: Moment)] = []

    init() {
        outing = Outing(id: "outing1")
        append(
            .opened(
                OutingOpened(
                    outing: "outing1", day: CaseDesk.day, venue: "straach", venueTitle: "Straach", district: "Straach",
                    catalogue: "00", clerk: "mueller", offRota: false)))
    }

    mutating func append(_ event: OutingEvent) {
        let moment = Moment(milliseconds: CaseDesk.morning + Int64(minute) * 60_000)
        journal.append((event, moment))
        outing.apply(event, at: moment)
    }

    @discardableResult
    mutating func perform(
        _ act: OutingCommand.Act, by clerk: ClerkID = "mueller", seen: Int? = nil, token: String? = nil
    ) throws(OutingRefusal) -> [OutingEvent] {
        let events = try outing.decide(OutingCommand(by: clerk, seen: seen, token: token, act))
        for event in events { append(event) }
        return events
    }

    /// - Returns: the number that was called.
    mutating func callNext(by clerk: ClerkID, token: String? = nil) throws(OutingRefusal) -> TicketNumber? {
        guard case .ticketCalled(let called)? = try perform(.callNext, by: clerk, token: token).first else {
            return nil
        }
        return called.ticket
    }
}
