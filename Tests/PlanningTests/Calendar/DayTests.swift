import Foundation
import Planning
import Testing

@Suite struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0, Weekday.thursday, 1), ("2026-11-23", 20_780, .monday, 4), ("2026-04-06", 20_549, .monday, 1),
        ("2028-02-29", 21_243, .tuesday, 5), ("1969-12-31", -1, .wednesday, 5),
    ])
    func knowsItsPlace(iso: String, number: Int, weekday: Weekday, nth: Int) throws {
        let day = try #require(Day(iso: iso))
        #expect(day.number == number)
        #expect(day.weekday == weekday)
        #expect(day.nthInMonth == nth)
        #expect(day.iso == iso)
    }

    /// Foundation's calendar is somebody else's reckoning.
    @Test func agreesWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: -30_000, through: 60_000, by: 97) {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let day = Day(number: number)
            #expect(day.year == parts.year && day.month == parts.month && day.dayOfMonth == parts.day)
            #expect(day.weekday.rawValue % 7 + 1 == parts.weekday)
            #expect(Day(iso: day.iso) == day)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-0x", "", "2026-04-31",
    ])
    func refusesWhatIsNoDay(iso: String) { #expect(Day(iso: iso) == nil) }

    @Test func speaksGerman() throws {
        #expect(try #require(Day(iso: "2026-12-07")).german == "Mo 07.12.2026")
    }
}

@Suite struct TimeWindowTests {
    @Test(arguments: [(-1, 10), (10, 10), (20, 10), (1000, 1441)])
    func refusesWhatIsNoWindow(from: Int, until: Int) {
        #expect(throws: CalendarMistake.window(from, until)) { try TimeWindow(from, until) }
    }

    @Test func openingNamesWindowsThatOverlap() throws {
        let (one, next) = (try TimeWindow(480, 720), try TimeWindow(700, 900))
        #expect(throws: CalendarMistake.overlap(.tuesday, one, next)) { try WeeklyOpening([.tuesday: [next, one]]) }
        #expect(throws: CalendarMistake.neverOpen) { try WeeklyOpening([.monday: []]) }
    }

    @Test func openingIsByWeekday() throws {
        let opening = try WeeklyOpening([.monday: [TimeWindow(840, 1080), TimeWindow(480, 720)], .friday: []])
        #expect(opening.windows(on: .monday).map(\.german) == ["08:00–12:00", "14:00–18:00"])
        #expect(opening.longest(on: .monday) == 240)
        #expect(!opening.isOpen(on: .friday))
    }

    @Test func spansDoNotRunBackwards() {
        let (one, two) = (Day(number: 5), Day(number: 6))
        #expect(throws: CalendarMistake.backwards(two, one)) { try DaySpan(two, one) }
        #expect(DaySpan(one).days == [one])
    }
}
