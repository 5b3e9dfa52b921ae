/// Reads a date as people type it: three fields, or one of `12081983`, `120883`, `12.8.1983`, `12.8.83`, `1983-08-12`.
package enum DateReading {
    /// - Parameters:
    ///   - typed: One text, or day, month and year; one text in the first of three fields is taken as the whole date.
    ///   - past: `true` = on or before `today`, `false` = on or after it, `nil` = either.
    /// - Returns: `nil` when nothing was typed.
    package static func read(
        _ typed: [String], past: Bool?, today: CalendarDate
    ) -> Result<CalendarDate?, DateMistake> {
        let parts = typed.map { $0.filter { !$0.isWhitespace } }
        let filled = parts.filter { !$0.isEmpty }
        if filled.isEmpty { return .success(nil) }
        let pieces: Pieces
        if filled.count == 1, let whole = typed.first(where: { !$0.allSatisfy(\.isWhitespace) }) {
            guard let found = Pieces(whole: whole) else {
                return .failure(digits(filled[0]) == nil ? .unreadable : .incomplete)
            }
            pieces = found
        } else {
            guard parts.count == 3, filled.count == 3 else { return .failure(.incomplete) }
            guard let found = Pieces(day: parts[0], month: parts[1], year: parts[2]) else {
                return .failure(.unreadable)
            }
            pieces = found
        }
        return pieces.date(past: past, today: today).map { $0 }
    }

    /// What to do when a date is missing.
    static func request(for name: String) -> String {
        name.hasSuffix("datum")
            ? "Geben Sie das \(name) mit Tag, Monat und Jahr ein."
            : "Geben Sie bei „\(name)“ Tag, Monat und Jahr ein."
    }

    fileprivate static func digits(_ text: some StringProtocol) -> Int? {
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// Day, month and year as typed, before anything is known of the calendar.
    private struct Pieces {
        let day: Int
        let month: Int
        let year: Int
        let yearDigits: Int

        init?(day: some StringProtocol, month: some StringProtocol, year: some StringProtocol) {
            guard let day = digits(day), let month = digits(month), let number = digits(year) else { return nil }
            (self.day, self.month, self.year, yearDigits) = (day, month, number, year.utf8.count)
        }

        init?(whole text: String) {
            let parts = text.split { ".-/, ".contains($0) || $0.isWhitespace }
            switch parts.count {
            case 3 where parts[0].utf8.count == 4: self.init(day: parts[2], month: parts[1], year: parts[0])
            case 3: self.init(day: parts[0], month: parts[1], year: parts[2])
            case 1 where parts[0].utf8.count == 6 || parts[0].utf8.count == 8:
                let all = parts[0]
                guard digits(all) != nil else { return nil }
                self.init(day: all.prefix(2), month: all.dropFirst(2).prefix(2), year: all.dropFirst(4))
            default: return nil
            }
        }

        func date(past: Bool?, today: CalendarDate) -> Result<CalendarDate, DateMistake> {
            guard (1...12).contains(month) else { return .failure(.noSuchMonth(month)) }
            guard (1...31).contains(day) else { return .failure(.noSuchDay(day)) }
            var full = year
            switch yearDigits {
            case 1, 2: full = century(past: past, today: today)
            case 4: guard (1800...2199).contains(year) else { return .failure(.noSuchYear) }
            default: return .failure(.noSuchYear)
            }
            guard let date = CalendarDate(year: full, month: month, day: day) else {
                return .failure(.notInCalendar(day: day, month: month, year: full))
            }
            switch past {
            case true? where date > today: return .failure(.inFuture(date))
            case false? where date < today: return .failure(.inPast(date))
            default: return .success(date)
            }
        }

        /// A year of two digits is one of the hundred years that fit: for a past date the hundred up to today, else those up
        /// to 50 years (a date to come) or 20 years (either) from now.
        private func century(past: Bool?, today: CalendarDate) -> Int {
            let candidate = today.year / 100 * 100 + year
            let last: Int
            switch past {
            case true?:
                let isLater = (candidate, month, day) > (today.year, today.month, today.day)
                return isLater ? candidate - 100 : candidate
            case false?: last = today.year + 50
            case nil: last = today.year + 20
            }
            if candidate > last { return candidate - 100 }
            return candidate + 100 <= last ? candidate + 100 : candidate
        }
    }
}

/// Why what was typed is no date.
package enum DateMistake: Error, Hashable, Sendable {
    case incomplete
    case unreadable
    case noSuchMonth(Int)
    case noSuchDay(Int)
    case noSuchYear
    case notInCalendar(day: Int, month: Int, year: Int)
    case inFuture(CalendarDate)
    case inPast(CalendarDate)

    func message(for name: String) -> String {
        switch self {
        case .incomplete: return DateReading.request(for: name)
        case .unreadable:
            return DateReading.request(for: name) + " Es gehen Ziffern wie 12.8.1983 oder 12081983."
        case .noSuchMonth(let month):
            return "Einen Monat \(month) gibt es nicht. Geben Sie bei „\(name)“ einen Monat von 1 bis 12 ein."
        case .noSuchDay(let day):
            return "Einen \(day). Tag hat kein Monat. Geben Sie bei „\(name)“ einen Tag von 1 bis 31 ein."
        case .noSuchYear: return "Geben Sie bei „\(name)“ das Jahr mit vier Ziffern ein, zum Beispiel 1983."
        case .notInCalendar(let day, let month, let year):
            let days = CalendarDate.days(of: month, in: year)
            let monthName = CalendarDate.germanMonths[month - 1]
            let inYear = month == 2 && day == 29 ? " \(year)" : ""
            return "Den \(day). \(monthName)\(inYear) gibt es nicht. "
                + "Geben Sie bei „\(name)“ einen Tag von 1 bis \(days) ein."
        case .inFuture(let date):
            return "Der \(date.german) liegt in der Zukunft. Geben Sie bei „\(name)“ einen Tag bis heute ein."
        case .inPast(let date):
            return "Der \(date.german) ist schon vorbei. Geben Sie bei „\(name)“ einen Tag ab heute ein."
        }
    }
}

extension CalendarDate {
    package static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]
    static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `12 August 1983`
    package var english: String { "\(day) \(Self.englishMonths[month - 1]) \(year)" }
}
