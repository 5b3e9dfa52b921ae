package import Casework

/// Days and numbers in the languages of the house.
extension Language {
    /// As it calls itself.
    package var name: String {
        switch self {
        case .german: "Deutsch"
        case .english: "English"
        case .plain: "Einfache Sprache"
        }
    }

    /// `Montag, 7. Dezember 2026`, `Monday, 7 December 2026`
    package func longDate(_ date: CalendarDate) -> String {
        guard self == .english else { return GermanText.longDate(date) }
        return "\(Self.weekdays[date.weekday - 1]), \(date.day) \(Self.months[date.month - 1]) \(date.year)"
    }

    /// `3,4 km`, `3.4 km`; whole kilometres from ten on.
    package func kilometres(_ distance: Double) -> String {
        let tenths = Int((distance * 10).rounded())
        guard tenths < 100 else { return "\((tenths + 5) / 10) km" }
        return "\(tenths / 10)\(self == .english ? "." : ",")\(tenths % 10) km"
    }

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
