import Testing

@testable import Casework

@Suite struct DateReadingTests {
    private static let today = day("2026-12-07")

    @Test(arguments: [
        ["12", "08", "1983"], ["12", "8", "83"], ["12081983"], ["120883"], ["12.8.83"], ["12.8.1983"], ["12.08.1983"],
        ["1983-08-12"], ["12/8/1983"], ["12 8 1983"], [" 12. 8. 1983 "], ["12081983", "", ""], ["", "", "12.8.83"],
        ["12-08-1983"], ["1983-8-12"],
    ])
    func waysToWriteOneDay(typed: [String]) {
        #expect(DateReading.read(typed, past: true, today: Self.today) == .success(day("1983-08-12")))
    }

    @Test(
        arguments: [
            // Past: the last hundred years up to today.
            ("07.12.26", true, "2026-12-07"), ("08.12.26", true, "1926-12-08"), ("1.1.00", true, "2000-01-01"),
            ("1.1.99", true, "1999-01-01"), ("29.2.04", true, "2004-02-29"),
            // To come: the next fifty.
            ("07.12.26", false, "2026-12-07"), ("1.8.31", false, "2031-08-01"), ("1.1.76", false, "2076-01-01"),
            // Either: up to twenty years from now.
            ("1.8.31", nil, "2031-08-01"), ("1.1.46", nil, "2046-01-01"), ("1.1.47", nil, "1947-01-01"),
        ] as [(String, Bool?, String)])
    func yearsOfTwoDigits(typed: String, past: Bool?, iso: String) {
        #expect(DateReading.read([typed], past: past, today: Self.today) == .success(day(iso)))
    }

    /// Around the turn of a century the hundred years still end today.
    @Test(arguments: [("1.1.01", "2001-01-01"), ("31.12.99", "2099-12-31"), ("2.1.01", "2001-01-02")])
    func turnOfTheCentury(typed: String, iso: String) {
        #expect(DateReading.read([typed], past: true, today: day("2100-06-01")) == .success(day(iso)))
    }

    @Test(arguments: [[""], ["", "", ""], [], ["  ", ""]])
    func nothingTyped(typed: [String]) {
        #expect(DateReading.read(typed, past: nil, today: Self.today) == .success(nil))
    }

    @Test(
        arguments: [
            (["12", "8", ""], .incomplete), (["", "8", "1983"], .incomplete), (["12"], .incomplete),
            (["1208"], .incomplete),
            (["1", "2"], .incomplete), (["gestern"], .unreadable), (["12", "August", "1983"], .unreadable),
            (["31", "2", "2023"], .notInCalendar(day: 31, month: 2, year: 2023)),
            (["29.2.2023"], .notInCalendar(day: 29, month: 2, year: 2023)),
            (["31.4.1999"], .notInCalendar(day: 31, month: 4, year: 1999)),
            (["29.2.1900"], .notInCalendar(day: 29, month: 2, year: 1900)), (["1.13.1999"], .noSuchMonth(13)),
            (["0.1.1999"], .noSuchDay(0)), (["32.1.1999"], .noSuchDay(32)), (["1.1.199"], .noSuchYear),
            (["1.1.0083"], .noSuchYear), (["1.1.2500"], .noSuchYear), (["8.12.2026"], .inFuture(day("2026-12-08"))),
        ] as [([String], DateMistake)])
    func mistakes(typed: [String], mistake: DateMistake) {
        #expect(DateReading.read(typed, past: true, today: Self.today) == .failure(mistake))
    }

    @Test func aDayToComeIsNotOver() {
        let read = DateReading.read(["6.12.2026"], past: false, today: Self.today)
        #expect(read == .failure(.inPast(day("2026-12-06"))))
    }

    @Test(
        arguments: [
            (.incomplete, "Geben Sie das Geburtsdatum mit Tag, Monat und Jahr ein."),
            (
                .notInCalendar(day: 31, month: 2, year: 2023),
                "Den 31. Februar gibt es nicht. Geben Sie bei „Geburtsdatum“ einen Tag von 1 bis 28 ein."
            ),
            (
                .notInCalendar(day: 29, month: 2, year: 2023),
                "Den 29. Februar 2023 gibt es nicht. Geben Sie bei „Geburtsdatum“ einen Tag von 1 bis 28 ein."
            ),
            (
                .inFuture(day("2026-12-08")),
                "Der 08.12.2026 liegt in der Zukunft. Geben Sie bei „Geburtsdatum“ einen Tag bis heute ein."
            ),
        ] as [(DateMistake, String)])
    func words(mistake: DateMistake, message: String) {
        #expect(mistake.message(for: "Geburtsdatum") == message)
    }

    /// Every day of three centuries, in every spelling with a full year.
    @Test func everyDayIsReadBack() {
        var number = day("1900-01-01").dayNumber
        while let date = CalendarDate(dayNumber: number), date.year < 2200 {
            for typed in [[date.german], [date.iso], [date.german.filter { $0 != "." }]] {
                #expect(DateReading.read(typed, past: nil, today: Self.today) == .success(date))
            }
            number += 37
        }
    }
}
