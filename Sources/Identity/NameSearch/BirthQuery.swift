/// What somebody typed of a birth date: a year, a day, or both.
package struct BirthQuery: Hashable, Sendable {
    /// Four digits; two of them for a year typed with two digits, none where only a day was typed.
    package let years: [Int]
    /// 1...12, or nil.
    package let month: Int?
    /// 1...31, or nil.
    package let day: Int?

    /// Reads numbers in the order in which they were typed: `1964`, `64`, `12.8.1964`, `12.8.`, `1964-08-12`, `12081964`,
    /// `8.1964`. Nil when they are no date, or one that lies after `today`.
    init?(numbers: [String], today: CivilDate) {
        var numbers = numbers
        if numbers.count == 1, numbers[0].count == 8 || numbers[0].count == 6 {
            let text = Array(numbers[0])
            let isYearFirst = text.count == 8 && Int(String(text[2..<4])).map { $0 > 12 } ?? false
            let cuts = isYearFirst ? [0, 4, 6, 8] : [0, 2, 4, text.count]
            numbers = zip(cuts, cuts.dropFirst()).map { String(text[$0..<$1]) }
        }
        let values = numbers.compactMap { Int($0) }
        guard values.count == numbers.count, numbers.allSatisfy({ $0.count <= 4 && $0.count != 3 }) else { return nil }
        var (year, month, day): (String?, Int?, Int?) = (nil, nil, nil)
        switch numbers.count {
        case 1: year = numbers[0]
        case 2 where numbers[1].count == 4: (year, month) = (numbers[1], values[0])
        case 2: (month, day) = (values[1], values[0])
        case 3 where numbers[0].count == 4: (year, month, day) = (numbers[0], values[1], values[2])
        case 3: (year, month, day) = (numbers[2], values[1], values[0])
        default: return nil
        }
        var years: [Int] = []
        if let year, let value = Int(year) {
            guard year.count == 4 || year.count == 2 else { return nil }
            let century = today.year / 100 * 100
            years = year.count == 4 ? [value] : [century + value, century - 100 + value]
            years = years.filter { $0 <= today.year && $0 > today.year - 150 }
            if years.isEmpty { return nil }
        }
        guard ZoneBirthDate(year: years.first, month: month, day: day) != nil else { return nil }
        (self.years, self.month, self.day) = (years, month, day)
    }

    /// The years that a mistake in hearing or typing makes of one: its neighbours, and 1957 for 1975.
    static func near(_ year: Int) -> [Int] {
        let swapped = year / 100 * 100 + year % 10 * 10 + year / 10 % 10
        return [year, year - 1, year + 1, swapped]
    }

    /// What a year in the register costs, or nil for a year that is too far off to be a mistake.
    func cost(ofYear year: Int) -> UInt8? {
        if years.isEmpty || years.contains(year) { return 0 }
        if year == 0 { return 4 }
        return years.contains { Self.near($0).contains(year) } ? 8 : nil
    }

    /// What month and day in the register cost; 0 there is unknown.
    func cost(ofMonth month: Int, day: Int) -> UInt8 {
        guard let wanted = self.month else { return 0 }
        if month == 0 || day == 0 { return 2 }
        guard let wantedDay = self.day else { return month == wanted ? 0 : 6 }
        if month == wanted, day == wantedDay { return 0 }
        if month == wantedDay, day == wanted { return 3 }
        return month == wanted || day == wantedDay ? 6 : 14
    }
}
