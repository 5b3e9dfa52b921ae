extension Moment {
    /// Day and minute of the day as clocks in Germany show them. Summer time runs from the last Sunday of March to the last
    /// Sunday of October, 1:00 UTC each (Directive 2000/84/EC), so no time zone database is asked; right from 1996 on.
    ///
    /// - Returns: `nil` outside the years 1800 to 2199.
    package var inGermany: (day: CalendarDate, minute: Int)? {
        let seconds = Int(milliseconds / 1000) - (milliseconds % 1000 < 0 ? 1 : 0)
        guard let utcDay = CalendarDate(dayNumber: seconds.flooringDivided(by: 86_400)),
            let begin = CalendarDate.lastSunday(of: 3, in: utcDay.year),
            let end = CalendarDate.lastSunday(of: 10, in: utcDay.year)
        else { return nil }
        let isSummer = seconds >= begin.dayNumber * 86_400 + 3600 && seconds < end.dayNumber * 86_400 + 3600
        let local = seconds + (isSummer ? 7200 : 3600)
        let dayNumber = local.flooringDivided(by: 86_400)
        guard let day = CalendarDate(dayNumber: dayNumber) else { return nil }
        return (day, (local - dayNumber * 86_400) / 60)
    }

    /// The moment a clock in Germany shows a minute of a day; the hour that comes twice in October is taken as summer time, and one that
    /// March leaves out does not exist.
    ///
    /// - Parameter minute: of the day, 0 to 1439.
    package init?(germanDay day: CalendarDate, minute: Int) {
        guard (0..<1440).contains(minute) else { return nil }
        let local = Int64(day.dayNumber) * 86_400 + Int64(minute) * 60
        for offset: Int64 in [7200, 3600] {
            let moment = Moment(milliseconds: (local - offset) * 1000)
            if let shown = moment.inGermany, shown == (day, minute) {
                self = moment
                return
            }
        }
        return nil
    }

    package var germanDay: CalendarDate? { inGermany?.day }

    /// `10:42`
    package var germanClock: String {
        guard let minute = inGermany?.minute else { return "–" }
        return "\((minute / 60).padded(2)):\((minute % 60).padded(2))"
    }

    /// Whole minutes from an earlier moment; 0 when the clock ran backwards.
    package func minutes(since earlier: Moment) -> Int {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return overflow ? 0 : max(0, Int(difference / 60_000))
    }
}

extension Int {
    func flooringDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension CalendarDate {
    static func lastSunday(of month: Int, in year: Int) -> CalendarDate? {
        guard let last = CalendarDate(year: year, month: month, day: days(of: month, in: year)) else { return nil }
        return last.adding(days: -(last.weekday % 7))
    }

    /// The same day some months later, or that month's last day where it is shorter (BGB § 188 III).
    package func adding(months: Int) -> CalendarDate? {
        guard (0...12_000).contains(months) else { return nil }
        let count = year * 12 + (month - 1) + months
        let (year, month) = (count / 12, count % 12 + 1)
        return CalendarDate(year: year, month: month, day: min(day, CalendarDate.days(of: month, in: year)))
    }
}
