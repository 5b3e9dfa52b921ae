/// A stretch of one day, in minutes since midnight.
package struct TimeWindow: Hashable, Sendable {
    /// 0..<1440
    package let from: Int
    /// Later than `from`, up to 1440.
    package let until: Int

    package init(_ from: Int, _ until: Int) throws(CalendarMistake) {
        guard from >= 0, from < until, until <= 1440 else { throw .window(from, until) }
        (self.from, self.until) = (from, until)
    }

    /// Minutes.
    package var length: Int { until - from }

    /// Whether the other lies within this one.
    package func holds(_ other: TimeWindow) -> Bool { from <= other.from && other.until <= until }

    /// `09:00–12:00`
    package var german: String { "\(clockTime(from))–\(clockTime(until))" }
}

extension TimeWindow: Comparable {
    package static func < (left: TimeWindow, right: TimeWindow) -> Bool {
        (left.from, left.until) < (right.from, right.until)
    }
}

/// When a place can be used, by weekday.
package struct WeeklyOpening: Hashable, Sendable {
    /// Of Monday to Sunday, each in order and apart.
    private let windows: [[TimeWindow]]

    /// Weekdays that are not named stay closed.
    package init(_ windows: [Weekday: [TimeWindow]]) throws(CalendarMistake) {
        var days: [[TimeWindow]] = []
        for weekday in Weekday.allCases {
            let sorted = windows[weekday, default: []].sorted()
            for (one, next) in zip(sorted, sorted.dropFirst()) where next.from < one.until {
                throw .overlap(weekday, one, next)
            }
            days.append(sorted)
        }
        guard days.contains(where: { !$0.isEmpty }) else { throw .neverOpen }
        self.windows = days
    }

    /// The same window on several days.
    package init(_ window: TimeWindow, on weekdays: [Weekday]) throws(CalendarMistake) {
        try self.init(Dictionary(weekdays.map { ($0, [window]) }) { one, _ in one })
    }

    /// In order, none that overlap; empty when closed.
    package func windows(on weekday: Weekday) -> [TimeWindow] { windows[weekday.rawValue - 1] }

    package func isOpen(on weekday: Weekday) -> Bool { !windows(on: weekday).isEmpty }

    /// Minutes of the longest window of a weekday; 0 when closed.
    package func longest(on weekday: Weekday) -> Int { windows(on: weekday).map(\.length).max() ?? 0 }
}

/// `08:30` for 510 minutes since midnight.
package func clockTime(_ minutes: Int) -> String { "\(filled(minutes / 60, 2)):\(filled(minutes % 60, 2))" }

/// What is wrong with a day, a window or an opening, and what is allowed.
package enum CalendarMistake: Error, Hashable, Sendable, CustomStringConvertible {
    case backwards(Day, Day)
    /// Minutes as given.
    case window(Int, Int)
    case overlap(Weekday, TimeWindow, TimeWindow)
    case neverOpen

    package var description: String {
        switch self {
        case .backwards(let first, let last):
            "Der Zeitraum endet am \(last.german), bevor er am \(first.german) beginnt. Tauschen Sie die Tage."
        case .window(let from, let until):
            "Das Zeitfenster von Minute \(from) bis \(until) gibt es an einem Tag nicht. Erlaubt ist 0 bis 1440, Anfang vor Ende."
        case .overlap(let weekday, let one, let next):
            "Am \(weekday.german) überschneiden sich die Zeitfenster \(one.german) und \(next.german). Fassen Sie sie zusammen."
        case .neverOpen: "Der Ort ist an keinem Wochentag offen. Nennen Sie mindestens ein Zeitfenster."
        }
    }
}
