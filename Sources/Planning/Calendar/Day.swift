/// A day of the Gregorian calendar as a count of days, so that plans can reckon with it.
package struct Day: Hashable, Sendable {
    /// Days since 1 January 1970; 0 is a Thursday.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// - Returns: `nil` when the calendar has no such day, or outside the years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days from civil, after Howard Hinnant: years begin in March, so that the leap day comes last.
        let y = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (y / 400, y % 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(number: era * 146_097 + dayOfEra - 719_468)
        guard civil == (year, month, day) else { return nil }
    }

    /// Reads `2026-12-07`, nothing else.
    package init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    package var year: Int { civil.year }
    /// 1...12
    package var month: Int { civil.month }
    /// 1...31
    package var dayOfMonth: Int { civil.day }

    package var weekday: Weekday { Weekday.allCases[((number + 3) % 7 + 7) % 7] }

    /// How often its weekday has come in its month up to this day, 1...5: 2 for the second Monday.
    package var nthInMonth: Int { (dayOfMonth - 1) / 7 + 1 }

    package func adding(_ days: Int) -> Day { Day(number: number + days) }

    /// `2026-12-07`
    package var iso: String {
        let (year, month, day) = civil
        return "\(filled(year, 4))-\(filled(month, 2))-\(filled(day, 2))"
    }

    /// `Mo 07.12.2026`
    package var german: String {
        let (year, month, day) = civil
        return "\(weekday.short) \(filled(day, 2)).\(filled(month, 2)).\(filled(year, 4))"
    }
}

extension Day: Comparable {
    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = Day(iso: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no such day"))
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

/// A day of the week in the order of ISO 8601.
package enum Weekday: Int, Hashable, Sendable, CaseIterable, Codable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// `Mo`
    package var short: String { ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"][rawValue - 1] }

    /// `Montag`
    package var german: String {
        ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"][rawValue - 1]
    }
}

/// A stretch of days, both ends within.
package struct DaySpan: Hashable, Sendable {
    package let first: Day
    package let last: Day

    package init(_ first: Day, _ last: Day) throws(CalendarMistake) {
        guard first <= last else { throw .backwards(first, last) }
        (self.first, self.last) = (first, last)
    }

    package init(_ day: Day) { (first, last) = (day, day) }

    /// At least 1.
    package var count: Int { last.number - first.number + 1 }

    package var days: [Day] { (first.number...last.number).map(Day.init(number:)) }

    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}

func filled(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
