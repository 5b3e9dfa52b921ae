import Foundation
import Testing

@testable import Casework

@Suite("Day and time in Germany") struct LocalTimeTests {
    /// The borders of summer time, one millisecond around them.
    @Test(
        "summer time begins and ends in the last Sunday's night",
        arguments: [
            ("2026-03-29T00:59:59Z", "29.03.2026", "01:59"), ("2026-03-29T01:00:00Z", "29.03.2026", "03:00"),
            ("2026-10-25T00:59:59Z", "25.10.2026", "02:59"), ("2026-10-25T01:00:00Z", "25.10.2026", "02:00"),
            ("2026-12-31T22:59:59Z", "31.12.2026", "23:59"), ("2026-12-31T23:00:00Z", "01.01.2027", "00:00"),
            ("2026-07-01T22:00:00Z", "02.07.2026", "00:00"), ("1970-01-01T00:00:00Z", "01.01.1970", "01:00"),
        ])
    func borders(utc: String, day: String, clock: String) throws {
        let date = try Date(utc, strategy: .iso8601)
        let moment = Moment(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
        #expect(moment.germanDay?.german == day)
        #expect(moment.germanClock == clock)
    }

    @Test("the same as the time zone database says") func asTheDatabase() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
        var lot = Lot(42)
        for _ in 0..<3000 {
            // 1996 to 2037: from today's rule on, to the end of the database's own table.
            let seconds = lot.number(820_454_400...2_145_916_800)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute], from: Date(timeIntervalSince1970: Double(seconds)))
            let local = try #require(Moment(milliseconds: Int64(seconds) * 1000).inGermany)
            #expect(
                [local.day.year, local.day.month, local.day.day, local.minute / 60, local.minute % 60] == [
                    parts.year, parts.month, parts.day, parts.hour, parts.minute,
                ])
        }
    }

    @Test("no day outside the calendar, and no crash", arguments: [Int64.min, .max, -9_000_000_000_000_000])
    func farAway(milliseconds: Int64) {
        #expect(Moment(milliseconds: milliseconds).germanDay == nil)
        #expect(Moment(milliseconds: milliseconds).germanClock == "–")
    }

    @Test("minutes never run backwards")
    func minutes() {
        #expect(Moment(milliseconds: 150_000).minutes(since: Moment(milliseconds: 0)) == 2)
        #expect(Moment(milliseconds: 0).minutes(since: Moment(milliseconds: 150_000)) == 0)
        #expect(Moment(milliseconds: .max).minutes(since: Moment(milliseconds: .min)) == 0)
    }

    @Test(
        "months later",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
            ("2026-11-30", 3, "2027-02-28"), ("2026-12-07", 120, "2036-12-07"), ("2026-12-07", 0, "2026-12-07"),
        ])
    func months(from: String, months: Int, to: String) throws {
        #expect(try #require(CalendarDate(iso: from)).adding(months: months)?.iso == to)
    }

    @Test("months beyond the calendar", arguments: [-1, .max, 12_000]) func noSuchMonth(months: Int) throws {
        #expect(try #require(CalendarDate(iso: "2026-12-07")).adding(months: months) == nil)
    }
}

@Suite("Form tokens") struct FormTokensTests {
    @Test("the last 256 are known, older ones are not") func capacity() {
        var tokens = FormTokens()
        for index in 0..<600 { tokens.note("t\(index)", made: "m\(index)") }
        #expect(tokens["t599"] == "m599")
        #expect(tokens["t344"] == "m344")
        #expect(tokens["t343"] == nil)
        #expect(!tokens.contains("t0"))
        #expect(!tokens.contains(nil))
    }

    @Test("the first use of a token stands") func first() {
        var tokens = FormTokens()
        tokens.note("t", made: "A1")
        tokens.note("t", made: "A2")
        tokens.note(nil, made: "A3")
        #expect(tokens["t"] == "A1")
    }
}
