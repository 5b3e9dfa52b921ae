/// Nameless events (subject `statistics`, body in clear): numbers that name no person and no case.
package enum StatisticsEvent: Hashable, Sendable {
    case visitEnded(VisitCounted)
    case caseTransferred(CaseCounted)
    case taken(TakingsCounted)
    case outing(OutingCounted)
    case unknown(type: String, version: Int)
}

package struct OutingCounted: EventPayload {
    package static let type = "statistics.outing"
    package var outing: OutingID
    package var day: CalendarDate
    package var venue: VenueKey
    package var venueTitle: String
    package var closed: Bool

    package init(outing: OutingID, day: CalendarDate, venue: VenueKey, venueTitle: String, closed: Bool) {
        self.outing = outing
        self.day = day
        self.venue = venue
        self.venueTitle = venueTitle
        self.closed = closed
    }
}

package struct VisitCounted: EventPayload {
    package static let type = "statistics.visitEnded"
    package var outing: OutingID
    package var persons: Int
    package var cases: Int
    package var waitedMinutes: Int?
    package var servedMinutes: Int

    package init(outing: OutingID, persons: Int, cases: Int, waitedMinutes: Int? = nil, servedMinutes: Int) {
        self.outing = outing
        self.persons = persons
        self.cases = cases
        self.waitedMinutes = waitedMinutes
        self.servedMinutes = servedMinutes
    }
}

package struct CaseCounted: EventPayload {
    package static let type = "statistics.caseTransferred"
    package var outing: OutingID
    package var service: ServiceKey
    package var complete: Bool

    package init(outing: OutingID, service: ServiceKey, complete: Bool) {
        self.outing = outing
        self.service = service
        self.complete = complete
    }
}

package struct TakingsCounted: EventPayload {
    package static let type = "statistics.taken"
    package var outing: OutingID?
    package var amount: Money
    package var way: PaymentWay

    package init(outing: OutingID? = nil, amount: Money, way: PaymentWay) {
        self.outing = outing
        self.amount = amount
        self.way = way
    }
}
