/// Who goes where and when: tours in order of day and kit, and by name what could not be planned.
package struct TourPlan: Hashable, Sendable, Codable {
    package var tours: [Tour]
    package var unplanned: [Unplanned]

    package init(tours: [Tour], unplanned: [Unplanned]) {
        (self.tours, self.unplanned) = (tours, unplanned)
    }

    /// Of all tours together.
    package var metres: Int { tours.reduce(0) { $0 + $1.metres } }
    /// Minutes of work of all tours, for one clerk of each crew.
    package var work: Int { tours.reduce(0) { $0 + $1.work } }
}

/// One day's drive of one kit. Times are minutes since midnight.
package struct Tour: Hashable, Sendable, Codable {
    package var day: Day
    package var kit: String
    package var vehicle: String
    /// Loading begins.
    package var begin: Int
    /// Unloading ends.
    package var end: Int
    /// Stops and errands in the order of the way.
    package var calls: [Call]
    /// Breaks that count as such, in order.
    package var breaks: [Pause]
    /// Minutes at the wheel.
    package var driving: Int
    package var metres: Int

    /// Minutes between begin and end without the breaks.
    package var work: Int { end - begin - breaks.reduce(0) { $0 + $1.until - $1.from } }
    package var stops: [Call] { calls.filter { $0.kind == .stop } }
}

/// Minutes since midnight.
package struct Pause: Hashable, Sendable, Codable {
    package var from: Int
    package var until: Int
}

/// What a tour does at one place.
package struct Call: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case stop, errand
    }

    package var kind: Kind
    /// Of its series or errand.
    package var key: String
    /// A stop: the day of the pattern. An errand: the last day on which it is in time.
    package var due: Day
    /// Setting up begins.
    package var begin: Int
    /// Packing is done.
    package var end: Int
}

/// What is in no tour, and why not.
package struct Unplanned: Hashable, Sendable, Codable {
    package var kind: Call.Kind
    package var key: String
    /// As in `Call`; `nil` where the pattern gave no day at all.
    package var due: Day?
    /// One for each day that was looked at, or one for all.
    package var hindrances: [Hindrance]

    /// One sentence a reason, none twice.
    package var reasons: [String] {
        var seen: Set<String> = []
        return hindrances.map(\.description).filter { seen.insert($0).inserted }
    }
}
