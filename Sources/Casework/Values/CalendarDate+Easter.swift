extension CalendarDate {
    /// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Butcher, Meeus).
    ///
    /// - Returns: `nil` outside the years 1800 to 2199.
    package static func easter(in year: Int) -> CalendarDate? {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let n = h + l - 7 * m + 114
        return CalendarDate(year: year, month: n / 31, day: n % 31 + 1)
    }
}
