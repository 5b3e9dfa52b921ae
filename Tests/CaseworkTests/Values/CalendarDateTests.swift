import Foundation
import Testing

@testable import Casework

/// Compared with Foundation's calendar, which is not ours.
@Suite struct CalendarDateTests {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        return calendar
    }()

    private static func foundation(_ date: CalendarDate) -> Date {
        calendar.date(from: DateComponents(year: date.year, month: date.month, day: date.day))!
    }

    @Test func daysAndWeekdaysAreThoseOfFoundation() throws {
        var number = day("1900-01-01").dayNumber
        while let date = CalendarDate(dayNumber: number), date.year < 2200 {
            let other = Self.foundation(date)
            try #require(other.timeIntervalSince1970 == Double(number) * 86_400)
            let weekday = Self.calendar.component(.weekday, from: other)
            try #require(date.weekday == (weekday + 5) % 7 + 1)
            try #require(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
            try #require(CalendarDate(iso: date.iso) == date)
            number += 11
        }
    }

    /// Ages are those of Foundation, births on 29 February apart: Foundation lets them turn on 28 February of a common year.
    @Test func agesAreThoseOfFoundation() throws {
        var generator = Seeded(29)
        for _ in 0..<3_000 {
            let born = Int.random(in: day("1920-01-01").dayNumber...day("2026-12-07").dayNumber, using: &generator)
            let later = Int.random(in: born...day("2027-12-31").dayNumber, using: &generator)
            let (birth, on) = try (#require(CalendarDate(dayNumber: born)), #require(CalendarDate(dayNumber: later)))
            if (birth.month, birth.day) == (2, 29) { continue }
            let years = Self.calendar.dateComponents(
                [.year], from: Self.foundation(birth), to: Self.foundation(on)
            ).year
            #expect(birth.age(on: on) == years)
        }
    }

    @Test(arguments: [
        (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (1799, 1, 1),
    ])
    func noSuchDay(year: Int, month: Int, day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [
        "2026-2-1", "2026-02-30", "26-02-01", "2026/02/01", "2026-02-01 ", "", "２０２６-02-01", "2026-02-01-1",
    ])
    func noIsoDate(text: String) { #expect(CalendarDate(iso: text) == nil) }
}

@Suite struct FieldValueTests {
    @Test(
        arguments: [
            (.text("a"), #"{"text":"a"}"#), (.date(day("1983-08-12")), #"{"date":"1983-08-12"}"#),
            (.number(3), #"{"number":3}"#), (.yesNo(false), #"{"yesNo":false}"#), (.choice("k"), #"{"choice":"k"}"#),
            (.choices(["k"]), #"{"choices":["k"]}"#), (.persons(["p"]), #"{"persons":["p"]}"#),
            (.money(Money(cents: 5)), #"{"money":5}"#),
        ] as [(FieldValue, String)])
    func stored(value: FieldValue, json: String) throws {
        #expect(String(decoding: try JSONEncoder().encode(value), as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(FieldValue.self, from: Data(json.utf8)) == value)
    }

    @Test(arguments: [
        "{}", #"{"text":"a","number":1}"#, #"{"date":"2023-02-29"}"#, #"{"persons":[""]}"#, #"{"number":"3"}"#, #""a""#,
    ])
    func notAValue(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(FieldValue.self, from: Data(json.utf8)) }
    }

    @Test func textsFallBackToGerman() {
        let text = LocalizedText(de: "Ausweis", en: "card")
        #expect(Language.allCases.map { text.text($0) } == ["Ausweis", "card", "Ausweis"])
        #expect(LocalizedText(de: "Ausweis", plain: "Karte").text(.plain) == "Karte")
        #expect(Language.allCases.map(\.tag) == ["de", "en", "de-x-einfach"])
    }
}
