import Casework
import Testing

@testable import Pages

@Suite struct GermanTextTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1.000"), (20_000, "20.000"), (1_234_567, "1.234.567"), (-1500, "−1.500"),
    ])
    func numbers(number: Int, text: String) { #expect(GermanText.number(number) == text) }

    @Test(arguments: [
        (0, "0 Byte"), (999, "999 Byte"), (1500, "2 KB"), (3_420_000, "3,4 MB"), (20_000_000, "20 MB"),
    ])
    func sizes(bytes: Int, text: String) { #expect(GermanText.size(bytes: bytes) == text) }

    @Test func datesAndTimes() throws {
        let day = try #require(CalendarDate(year: 2026, month: 12, day: 7))
        #expect(GermanText.longDate(day) == "Montag, 7. Dezember 2026")
        #expect(GermanText.shortDate(day) == "Mo 7. Dez")
        #expect(GermanText.time(seconds: 10 * 3600 + 42 * 60 + 7) == "10:42:07")
        #expect(GermanText.time(minutes: 0) == "00:00")
    }

    @Test func countsAndLists() {
        #expect(GermanText.count(1, "Vorgang", "Vorgänge") == "1 Vorgang")
        #expect(GermanText.count(3, "Vorgang", "Vorgänge") == "3 Vorgänge")
        #expect(GermanText.count(0, "Vorgang", "Vorgänge", none: "kein Vorgang") == "kein Vorgang")
        #expect(GermanText.list([]) == "")
        #expect(GermanText.list(["Angaben"]) == "Angaben")
        #expect(GermanText.list(["Angaben", "Unterlagen", "Erfassung"]) == "Angaben, Unterlagen und Erfassung")
    }

    @Test func missingLanguagesFallBackToGerman() {
        let text = LocalizedText(de: "Größe", en: "Height")
        #expect(text.text(.english) == "Height")
        #expect(text.text(.plain) == "Größe")
    }
}
