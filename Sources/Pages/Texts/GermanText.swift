package import Casework

/// How the house writes numbers, days and times in German.
package enum GermanText {
    /// `10:42` from minutes since midnight.
    package static func time(minutes: Int) -> String { two(minutes / 60 % 24) + ":" + two(minutes % 60) }

    /// `10:42:07` from seconds since midnight.
    package static func time(seconds: Int) -> String { time(minutes: seconds / 60) + ":" + two(seconds % 60) }

    /// `Montag, 7. Dezember 2026`
    package static func longDate(_ date: CalendarDate) -> String {
        "\(weekdays[date.weekday - 1]), \(date.day). \(months[date.month - 1]) \(date.year)"
    }

    /// `Mo 7. Dez`, for the state bar.
    package static func shortDate(_ date: CalendarDate) -> String {
        "\(weekdays[date.weekday - 1].prefix(2)) \(date.day). \(shortMonths[date.month - 1])"
    }

    /// `7. Dezember 2026`
    package static func date(_ date: CalendarDate) -> String {
        "\(date.day). \(months[date.month - 1]) \(date.year)"
    }

    /// `20.000`
    package static func number(_ number: Int) -> String {
        var digits = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { digits.append(".") }
            digits.append(digit)
        }
        return (number < 0 ? "−" : "") + String(digits.reversed())
    }

    /// `1 Vorgang`, `3 Vorgänge`, `kein Vorgang` where a word for none is given.
    package static func count(_ number: Int, _ one: String, _ many: String, none: String? = nil) -> String {
        if number == 0, let none { return none }
        return number == 1 ? "1 \(one)" : "\(self.number(number)) \(many)"
    }

    /// `12 KB`, `3,4 MB`; a kilobyte is 1,000 bytes.
    package static func size(bytes: Int) -> String {
        switch bytes {
        case ..<1000: return "\(bytes) Byte"
        case ..<1_000_000: return "\((bytes + 500) / 1000) KB"
        default:
            let tenths = (bytes + 50_000) / 100_000
            return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10),\(tenths % 10) MB"
        }
    }

    /// `Angaben, Unterlagen und Erfassung`
    package static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " und " + last
    }

    static let weekdays = [
        "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
    ]
    static let months = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]
    static let shortMonths = [
        "Jan", "Feb", "Mär", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dez",
    ]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
