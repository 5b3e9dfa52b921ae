/// When a kit comes to a venue.
package struct StopPattern: Hashable, Sendable {
    enum Rhythm: Hashable, Sendable {
        /// Every so many weeks; on one weekday, which the plan chooses when none is named.
        case weeks(Int, Weekday?)
        /// The nth weekday of each month; the plan chooses what is not named and keeps to it.
        case monthly(nth: Int?, Weekday?)
        /// In order, none twice.
        case dates([Day])
        /// Once, on any day of the span, the sooner the better.
        case once(DaySpan)
        /// Like `once`, if enough people have booked.
        case onDemand(needed: Int, booked: Int, DaySpan)
    }

    let rhythm: Rhythm

    package static func weekly(on weekday: Weekday?) -> Self { Self(rhythm: .weeks(1, weekday)) }

    package static func fortnightly(on weekday: Weekday?) -> Self { Self(rhythm: .weeks(2, weekday)) }

    /// - Parameter weeks: 1...26
    package static func every(_ weeks: Int, on weekday: Weekday?) throws(PatternMistake) -> Self {
        guard (1...26).contains(weeks) else { throw .weeks(weeks) }
        return Self(rhythm: .weeks(weeks, weekday))
    }

    /// - Parameter nth: 1...5, `nil` where the plan may choose; a month without a fifth weekday has no stop.
    package static func monthly(_ nth: Int?, _ weekday: Weekday?) throws(PatternMistake) -> Self {
        guard nth.map((1...5).contains) ?? true else { throw .nth(nth ?? 0) }
        return Self(rhythm: .monthly(nth: nth, weekday))
    }

    /// Single dates as agreed: a market day, a home.
    package static func dates(_ days: [Day]) throws(PatternMistake) -> Self {
        let sorted = days.sorted()
        guard !sorted.isEmpty else { throw .noDates }
        if let twice = zip(sorted, sorted.dropFirst()).first(where: ==) { throw .twice(twice.0) }
        return Self(rhythm: .dates(sorted))
    }

    /// A visit at somebody's home or in a care home, on one of these days.
    package static func once(within span: DaySpan) -> Self { Self(rhythm: .once(span)) }

    /// On one of these days, once `needed` people have booked; 1 or more.
    package static func onDemand(needed: Int, booked: Int, within span: DaySpan) throws(PatternMistake) -> Self {
        guard needed >= 1, booked >= 0 else { throw .bookings(needed: needed, booked: booked) }
        return Self(rhythm: .onDemand(needed: needed, booked: booked, span))
    }

    /// The weekday it names, if it names one.
    package var weekday: Weekday? {
        switch rhythm {
        case .weeks(_, let weekday), .monthly(_, let weekday): weekday
        case .dates, .once, .onDemand: nil
        }
    }

    /// Days a single stop may be moved at most and still belong to its own turn.
    package var widestShift: Int {
        switch rhythm {
        case .weeks(let weeks, _): (7 * weeks - 1) / 2
        case .monthly: 13
        case .dates: 28
        case .once, .onDemand: 0
        }
    }
}

/// A pattern that cannot be, and what can.
package enum PatternMistake: Error, Hashable, Sendable, CustomStringConvertible {
    case weeks(Int)
    case nth(Int)
    case noDates
    case twice(Day)
    case bookings(needed: Int, booked: Int)

    package var description: String {
        switch self {
        case .weeks(let weeks):
            "Einen Halt alle \(weeks) Wochen kann es nicht geben. Erlaubt ist ein Abstand von 1 bis 26 Wochen."
        case .nth(let nth):
            "Einen \(nth). Wochentag im Monat kann es nicht geben. Erlaubt ist der 1. bis 5."
        case .noDates: "Für den Halt ist kein Tag genannt. Nennen Sie mindestens einen."
        case .twice(let day): "Der \(day.german) ist für den Halt zweimal genannt. Nennen Sie jeden Tag einmal."
        case .bookings(let needed, let booked):
            "Ein Halt ab \(needed) Anmeldungen bei \(booked) vorhandenen lässt sich nicht planen. Erlaubt ist ab 1 Anmeldung, vorhanden 0 oder mehr."
        }
    }
}
