/// A birth date as a zone states it: two digits of the year, and parts that may be unknown (`<<`).
package struct ZoneBirthDate: Hashable, Sendable {
    /// Four digits, or nil.
    package let year: Int?
    /// 1...12, or nil.
    package let month: Int?
    /// 1...31, or nil.
    package let day: Int?

    /// The whole date, or nil when a part is unknown.
    package var date: CivilDate? {
        guard let year, let month, let day else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    package init(_ date: CivilDate) { (year, month, day) = (date.year, date.month, date.day) }

    /// Nil when the known parts can be no date.
    package init?(year: Int?, month: Int?, day: Int?) {
        if let year, !(1...9999).contains(year) { return nil }
        if let month, !(1...12).contains(month) { return nil }
        // A leap year stands in for an unknown one: 29 February may be right.
        if let day, !(1...CivilDate.days(inMonth: month ?? 1, of: year ?? 2000)).contains(day) { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads `YYMMDD`; the century is the latest that does not lie after `today`. Some states write 00 for unknown.
    init?(field: String, today: CivilDate) {
        let parts = ZoneDigits.pairs(of: field)
        guard let parts else { return nil }
        let month = parts[1] == 0 ? nil : parts[1]
        let day = parts[2] == 0 ? nil : parts[2]
        func dated(century: Int) -> ZoneBirthDate? {
            ZoneBirthDate(year: parts[0].map { century + $0 }, month: month, day: day)
        }
        let century = today.year / 100 * 100
        let recent = dated(century: century)
        if let recent, recent.isNotAfter(today) {
            self = recent
        } else if let earlier = dated(century: century - 100) {
            self = earlier
        } else {
            return nil
        }
    }

    /// `YYMMDD` with `<<` for what is unknown.
    var field: String {
        ZoneDigits.text(year.map { $0 % 100 }) + ZoneDigits.text(month) + ZoneDigits.text(day)
    }

    private func isNotAfter(_ today: CivilDate) -> Bool {
        guard let year else { return true }
        return (year, month ?? 1, day ?? 1) <= (today.year, today.month, today.day)
    }
}

/// Two-digit numbers of a zone's dates.
enum ZoneDigits {
    /// `640812` as three numbers, `<<` as nil; nil as a whole when something else stands there.
    static func pairs(of field: String) -> [Int?]? {
        let bytes = Array(field.utf8)
        guard bytes.count == 6 else { return nil }
        var parts: [Int?] = []
        for start in [0, 2, 4] {
            let pair = String(decoding: bytes[start..<start + 2], as: UTF8.self)
            if pair == "<<" {
                parts.append(nil)
            } else if pair.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(pair) {
                parts.append(number)
            } else {
                return nil
            }
        }
        return parts
    }

    static func text(_ number: Int?) -> String {
        guard let number else { return "<<" }
        return (number < 10 ? "0" : "") + String(number)
    }

    /// The day of expiry in `YYMMDD`: of the possible centuries the one nearest to `today`, at most 50 years ahead.
    static func expiry(_ field: String, today: CivilDate) -> CivilDate? {
        guard let parts = pairs(of: field), let year = parts[0], let month = parts[1], let day = parts[2] else {
            return nil
        }
        let century = today.year / 100 * 100
        let years = [century - 100, century, century + 100].map { $0 + year }
        guard let nearest = years.first(where: { $0 > today.year - 50 }) else { return nil }
        return CivilDate(year: nearest, month: month, day: day)
    }
}
