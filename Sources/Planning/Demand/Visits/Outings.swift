/// Where a suitcase stands, as the forecast sees it.
package struct DemandStop: Equatable, Sendable {
    /// As the town's `venues.yaml` names it.
    package let key: String
    /// Minutes there, one way, from each district in the order of the districts given; 0 to 600.
    package let minutes: [Double]

    package init(key: String, minutes: [Double]) throws(DemandMistake) {
        guard minutes.allSatisfy({ (0...600).contains($0) }) else { throw .travel(stop: key) }
        self.key = key
        self.minutes = minutes
    }
}

/// One opening of a suitcase at a stop, past or planned.
package struct DemandOuting: Equatable, Sendable {
    package let stop: String
    package let month: Month
    /// More than 0, at most 24.
    package let hours: Double
    package let isBookable: Bool
    package let isAnnounced: Bool

    package init(stop: String, month: Month, hours: Double, isBookable: Bool = true, isAnnounced: Bool = true)
        throws(DemandMistake)
    {
        guard hours > 0, hours <= 24 else { throw .outing }
        self.stop = stop
        self.month = month
        self.hours = hours
        self.isBookable = isBookable
        self.isAnnounced = isAnnounced
    }

    /// Visits so many clerks can take in.
    package func capacity(clerks: Int) -> Int { Int(hours * 60 / Assumptions.captureMinutes.value) * clerks }
}

/// What came of an outing.
package struct PastOuting: Equatable, Sendable {
    package let outing: DemandOuting
    /// Visits by the catalogue's key of the service; services of which none came may be missing.
    package let visits: [String: Int]
    /// Every slot was taken: more people might have come.
    package let wasFull: Bool

    package init(_ outing: DemandOuting, visits: [String: Int], wasFull: Bool = false) throws(DemandMistake) {
        guard visits.values.allSatisfy({ (0...10_000).contains($0) }) else { throw .outing }
        self.outing = outing
        self.visits = visits
        self.wasFull = wasFull
    }

    package var total: Int { visits.values.reduce(0, +) }
}
