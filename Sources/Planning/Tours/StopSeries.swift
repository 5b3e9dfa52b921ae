/// The stops at one venue over a horizon: where, how often, how long.
package struct StopSeries: Hashable, Sendable {
    package let key: String
    /// A place of the driving table.
    package let place: String
    package let pattern: StopPattern
    /// When the room can be used; setting up and packing lie within.
    package let opening: WeeklyOpening
    /// Days on which the venue cannot be used, with what is told.
    package let closures: [Closure]
    /// Minutes to set up, 0...120, before the first person comes in.
    package let setUp: Int
    /// Minutes open to people, 15...600.
    package let serving: Int
    /// Minutes to pack, 0...120.
    package let packing: Int
    /// Days a single date may be moved when it cannot be held, 0 to the pattern's own widest shift.
    package let shift: Int
    /// What the kit must have, "Änderungsterminal"; empty for any kit.
    package let equipment: Set<String>

    package init(
        key: String, place: String, pattern: StopPattern, opening: WeeklyOpening, closures: [Closure] = [],
        setUp: Int, serving: Int, packing: Int, shift: Int = 0, equipment: Set<String> = []
    ) throws(TourMistake) {
        guard (0...120).contains(setUp), (15...600).contains(serving), (0...120).contains(packing) else {
            throw .duration(key)
        }
        guard (0...pattern.widestShift).contains(shift) else { throw .shift(key, pattern.widestShift) }
        if let weekday = pattern.weekday, !opening.isOpen(on: weekday) { throw .neverOpen(key, weekday) }
        let weekdays = pattern.weekday.map { [$0] } ?? Weekday.allCases
        let longest = weekdays.map { opening.longest(on: $0) }.max() ?? 0
        guard longest >= setUp + serving + packing else {
            throw .windowTooShort(key, longest: longest, needed: setUp + serving + packing)
        }
        guard setUp + serving + packing <= WorkingTime.longestStretch else {
            throw .stretch(key, setUp + serving + packing)
        }
        (self.key, self.place, self.pattern, self.opening) = (key, place, pattern, opening)
        (self.closures, self.setUp, self.serving, self.packing) = (closures, setUp, serving, packing)
        (self.shift, self.equipment) = (shift, equipment)
    }

    /// Minutes in the room.
    package var occupied: Int { setUp + serving + packing }

    package func closure(on day: Day) -> Closure? { closures.first { $0.span.contains(day) } }
}

/// Days on which something is not to be had, with the words that are told: "Wasserschaden", "in Reparatur", "Reformationstag".
package struct Closure: Hashable, Sendable {
    package let span: DaySpan
    package let reason: String

    package init(_ span: DaySpan, _ reason: String) { (self.span, self.reason) = (span, reason) }
}

/// Something else to be done on the way: the post, documents to deliver, an inspection. It rides along; no tour goes out for it alone.
package struct Errand: Hashable, Sendable {
    package enum Timing: Hashable, Sendable {
        /// Once within these days.
        case once(DaySpan)
        /// Once in each stretch of so many days, 1...180. Stretches begin on a Monday and are the same for every horizon (the
        /// first one began on 5 January 1970); one that the horizon cuts off asks for nothing.
        case every(days: Int)
    }

    package let key: String
    /// A place of the driving table.
    package let place: String
    /// Minutes there, 1...240.
    package let duration: Int
    package let opening: WeeklyOpening
    package let timing: Timing

    package init(key: String, place: String, duration: Int, opening: WeeklyOpening, timing: Timing)
        throws(TourMistake)
    {
        guard (1...240).contains(duration) else { throw .errandDuration(key, duration) }
        if case .every(let days) = timing, !(1...180).contains(days) { throw .errandRhythm(key, days) }
        let longest = Weekday.allCases.map { opening.longest(on: $0) }.max() ?? 0
        guard longest >= duration else { throw .windowTooShort(key, longest: longest, needed: duration) }
        (self.key, self.place, self.duration) = (key, place, duration)
        (self.opening, self.timing) = (opening, timing)
    }
}
