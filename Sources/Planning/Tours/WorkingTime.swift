/// What the law on working time asks of a day (ArbZG). Minutes.
package enum WorkingTime {
    /// § 3 sentence 1: a working day, to be kept on average over 24 weeks …
    package static let usualDay = 480
    /// … and the longest single day.
    package static let longestDay = 600
    /// § 4: nobody works longer than this without a break.
    package static let longestStretch = 360
    /// § 4: the shortest part of a break that counts.
    package static let shortestBreak = 15
    /// § 5: from the end of one day's work to the beginning of the next.
    package static let rest = 660
    /// A pause between two appointments counts as break up to this in a day; the rest of it is waiting, and waiting is work.
    package static let mostBreak = 60

    /// § 4: 30 minutes for more than six hours of work, 45 for more than nine.
    package static func breakNeeded(for work: Int) -> Int { work > 540 ? 45 : work > 360 ? 30 : 0 }
}

/// The frame of every tour's day.
package struct TourFrame: Hashable, Sendable {
    /// Minutes since midnight: no tour begins earlier …
    package let earliest: Int
    /// … or ends later. At most 13 hours after `earliest`: whoever went out today may go out tomorrow (ArbZG § 5).
    package let latest: Int
    /// Minutes of work a tour may take without its breaks, 60...600.
    package let longestWork: Int
    /// Minutes to load before leaving, and the same to unload, 0...60.
    package let loading: Int
    /// Stops open to people at a multiple of so many minutes after midnight, 1...60: nobody announces 9:37.
    package let raster: Int

    package init(
        earliest: Int = 420, latest: Int = 1140, longestWork: Int = WorkingTime.longestDay, loading: Int = 10,
        raster: Int = 15
    ) throws(TourMistake) {
        guard 0 <= earliest, earliest < latest, latest <= 1440 else { throw .frame }
        guard latest - earliest <= 1440 - WorkingTime.rest else { throw .frameWithoutRest(latest - earliest) }
        guard (60...WorkingTime.longestDay).contains(longestWork) else { throw .longestWork(longestWork) }
        guard (0...60).contains(loading), (1...60).contains(raster) else { throw .frame }
        (self.earliest, self.latest, self.longestWork) = (earliest, latest, longestWork)
        (self.loading, self.raster) = (loading, raster)
    }
}

/// What a plan should spare, in cents. Assumptions, to be replaced by the town's own.
package struct TourCosts: Hashable, Sendable {
    /// Both clerks' time, a minute: 2 × 42 EUR an hour (assumption).
    package let minute: Int
    /// BRKG § 5: 0.30 EUR.
    package let kilometre: Int
    /// A date moved by one day: dear, so that no pattern is bent to save a drive. A day that a single visit has to wait costs a
    /// thirtieth of it.
    package let dayMoved: Int
    /// A stop or an errand that is not planned at all.
    package let unplanned: Int

    package init(minute: Int = 140, kilometre: Int = 30, dayMoved: Int = 30_000, unplanned: Int = 1_000_000) {
        (self.minute, self.kilometre) = (max(0, minute), max(0, kilometre))
        (self.dayMoved, self.unplanned) = (max(0, dayMoved), max(0, unplanned))
    }
}
