import Testing

@testable import Casework

@Suite struct FieldReadTests {
    static let context = FormContext(
        day: day("2026-12-07"),
        letters: { text, letters in
            let foreign = text.unicodeScalars.first { $0.value > 0x24F || (letters == .personName && $0 == "7") }
            return foreign.map { .foreign(message: "„\($0)“ gehört nicht in einen Namen.") } ?? .allowed(text)
        },
        codeTitle: { list, code, language in
            list == "countries" && code == "000" ? (language == .english ? "Germany" : "Deutschland") : nil
        },
        persons: ["p1": "Erika Mustermann", "p2": "Max Mustermann"])

    private func read(_ kind: Field.Kind, _ typed: String...) -> Result<FieldValue?, FieldMistake> {
        Field.make("field", kind, label: "Feld").read(typed, in: Self.context)
    }

    static let choices = [Field.Choice(key: "green", title: "grün"), Field.Choice(key: "blue", title: "blau")]

    @Test(
        arguments: [
            (.personName, "  Groß-Müller ", .text("Groß-Müller")), (.personName, "Anna  Lena", .text("Anna Lena")),
            (.line(max: 5), "ab\tcd", .text("ab cd")), (.line(max: 5), "abcde", .text("abcde")),
            (.multiline(max: 20), "\r\n eins  zwei \r\n\r\n drei\n", .text("eins zwei\n\ndrei")),
            (.number(min: 30, max: 250), " 160 ", .number(160)), (.number(min: 0, max: 9999), "1.200", .number(1200)),
            (.number(min: -5, max: 5), "-3", .number(-3)), (.yesNo, "ja", .yesNo(true)),
            (.yesNo, "Nein", .yesNo(false)),
            (.choice(choices), "green", .choice("green")), (.choices(choices), "blue", .choices(["blue"])),
            (.codeList("countries"), "000", .choice("000")), (.postCode, "06886", .text("06886")),
            (.postCode, "0 6886", .text("06886")), (.phone, "03491 421-0", .text("03491 421-0")),
            (.phone, "+49 (0) 3491 / 4210", .text("+49 (0) 3491 / 4210")),
            (.email, "Erika@Example.ORG", .text("Erika@example.org")),
            (.documentNumber, " l01x 00t47 ", .text("L01X00T47")),
            (.caseNumber, "w01a 0042 u", .text("W01A-0042-U")), (.caseNumber, "WO1A-OO42-U", .text("W01A-0042-U")),
            (.money(maxCents: 10_000), "27,6", .money(.euro("27,60"))),
            (.money(maxCents: 10_000), "100,00 €", .money(.euro("100,00"))), (.persons(.child), "p2", .persons(["p2"])),
            (.iban, "de89 3704 0044 0532 0130 00", .text("DE89370400440532013000")),
            (.date(past: true), "12.8.83", .date(day("1983-08-12"))),
        ] as [(Field.Kind, String, FieldValue)])
    func right(kind: Field.Kind, typed: String, value: FieldValue) {
        #expect(read(kind, typed) == .success(value))
    }

    @Test(
        arguments: [
            .personName, .line(max: 5), .multiline(max: 5), .date(past: nil), .number(min: 0, max: 9), .yesNo,
            .choice(choices), .choices(choices), .codeList("countries"), .postCode, .phone, .email, .documentNumber,
            .caseNumber,
            .money(maxCents: 1), .persons(.child), .iban,
        ] as [Field.Kind])
    func nothingTypedIsNoAnswerAndNoMistake(kind: Field.Kind) {
        #expect(read(kind, "") == .success(nil))
        #expect(read(kind, " \t\n ") == .success(nil))
        #expect(read(kind) == .success(nil))
    }

    @Test(
        arguments: [
            (.personName, "Erika中", .foreignLetters(message: "„中“ gehört nicht in einen Namen.")),
            (.multiline(max: 50), "eins\nzwei中", .foreignLetters(message: "„中“ gehört nicht in einen Namen.")),
            (.line(max: 5), "abcdef", .tooLong(name: "Feld", max: 5, typed: 6)),
            (.multiline(max: 5), "abc\ndef", .tooLong(name: "Feld", max: 5, typed: 7)),
            (.number(min: 30, max: 250), "1,60", .noNumber(name: "Feld", min: 30, max: 250)),
            (.number(min: 30, max: 250), "29", .numberOutside(name: "Feld", min: 30, max: 250)),
            (.number(min: 30, max: 250), "251", .numberOutside(name: "Feld", min: 30, max: 250)),
            (.number(min: 0, max: 9), "1.20", .noNumber(name: "Feld", min: 0, max: 9)),
            (.number(min: 0, max: 9), "99999999999999999999", .noNumber(name: "Feld", min: 0, max: 9)),
            (.number(min: 0, max: 9), "٣", .noNumber(name: "Feld", min: 0, max: 9)),
            (.yesNo, "vielleicht", .noYesOrNo(name: "Feld")), (.choice(choices), "red", .noChoice(name: "Feld")),
            (.choices(choices), "red", .noChoice(name: "Feld")),
            (.codeList("countries"), "999", .noChoice(name: "Feld")),
            (.codeList("planets"), "000", .noChoice(name: "Feld")), (.postCode, "6886", .noPostCode(name: "Feld")),
            (.postCode, "0688O", .noPostCode(name: "Feld")), (.postCode, "00123", .unknownPostCode("00123")),
            (.postCode, "62000", .unknownPostCode("62000")), (.phone, "1234", .noPhone(name: "Feld")),
            (.phone, "0349l 4210", .noPhone(name: "Feld")), (.phone, "03491+421000", .noPhone(name: "Feld")),
            (.documentNumber, "L01X-00T47", .noDocumentNumber(name: "Feld")),
            (.documentNumber, "ÄB12345", .noDocumentNumber(name: "Feld")),
            (.caseNumber, "W01A-0042-V", .mistypedNumber(name: "Feld")),
            (.caseNumber, "W01A-0024-U", .mistypedNumber(name: "Feld")),
            (.caseNumber, "W01A-042-U", .mistypedNumber(name: "Feld")),
            (.caseNumber, "W01A-0042", .mistypedNumber(name: "Feld")),
            (.caseNumber, "weiß nicht", .noCaseNumber(name: "Feld")),
            (.caseNumber, "4711", .noCaseNumber(name: "Feld")),
            (.caseNumber, "W01A-R0007-4", .noCaseNumber(name: "Feld")),
            (.money(maxCents: 1000), "viel", .noMoney(name: "Feld")),
            (.money(maxCents: 1000), ",", .noMoney(name: "Feld")),
            (.money(maxCents: 1000), "10,01", .tooMuchMoney(name: "Feld", max: .euro("10,00"))),
            (.persons(.child), "p9", .noSuchPerson(name: "Feld")),
            (.iban, "DE89370400440532013001", .iban(.checkDigits, name: "Feld")),
            (.date(past: nil), "31.2.2024", .date(.notInCalendar(day: 31, month: 2, year: 2024), name: "Feld")),
        ] as [(Field.Kind, String, FieldMistake)])
    func wrong(kind: Field.Kind, typed: String, mistake: FieldMistake) {
        #expect(read(kind, typed) == .failure(mistake))
    }

    @Test(arguments: [
        "name", "name@", "@example.org", "name@example", "na me@example.org", "a@b@example.org", "name@.org",
        "name@example..org", ".name@example.org", "na..me@example.org", "name@-example.org", "name@example.1",
        "name@example.o", "<name@example.org>",
    ])
    func noEmail(typed: String) { #expect(read(.email, typed) == .failure(.noEmail(name: "Feld"))) }

    @Test(arguments: ["a@b.de", "vor.nach+büro@ämter.example.org", "o'neil@x-y.example"])
    func email(typed: String) { #expect(read(.email, typed) == .success(.text(typed))) }

    @Test func severalChoicesComeInTheOrderOfTheForm() {
        #expect(read(.choices(Self.choices), "blue", "green", "blue") == .success(.choices(["green", "blue"])))
        #expect(read(.persons(.child), "p2", "p1", "p2") == .success(.persons(["p2", "p1"])))
    }

    /// Numbers of the IBAN registry's examples; validity checked with python-stdnum.
    @Test(arguments: [
        "DE89370400440532013000", "AT611904300234573201", "CH9300762011623852957", "NL91ABNA0417164300",
        "FR1420041010050500013M02606", "PL61109010140000071219812874", "GB29NWBK60161331926819", "NO9386011117947",
    ])
    func ibans(text: String) throws {
        #expect(try IBAN(text).text == text)
        var wrong = Array(text)
        wrong.swapAt(6, 7)
        if wrong != Array(text) { #expect(throws: IBANMistake.checkDigits) { try IBAN(String(wrong)) } }
    }

    @Test func ibansOfTheWrongLengthSaySo() {
        #expect(throws: IBANMistake.length(21, of: 22)) { try IBAN("DE8937040044053201300") }
        #expect(throws: IBANMistake.length(14, of: nil)) { try IBAN("NO938601111794") }
        #expect(throws: IBANMistake.unreadable) { try IBAN("8937040044053201300") }
        #expect(throws: IBANMistake.unreadable) { try IBAN("DE") }
    }

    /// Messages say what to do, without the words this house does not use.
    @Test func everyMessageTellsWhatToDo() {
        let mistakes: [FieldMistake] = [
            .date(.incomplete, name: "Feld"), .date(.unreadable, name: "Feld"), .date(.noSuchMonth(13), name: "Feld"),
            .date(.noSuchDay(32), name: "Feld"), .date(.noSuchYear, name: "Feld"),
            .date(.inPast(day("2020-01-01")), name: "Feld"), .tooLong(name: "Feld", max: 5, typed: 9),
            .noNumber(name: "Feld", min: 1, max: 2), .noMoney(name: "Feld"),
            .tooMuchMoney(name: "Feld", max: .euro("1,00")), .noPostCode(name: "Feld"), .unknownPostCode("00000"),
            .noEmail(name: "Feld"), .noPhone(name: "Feld"), .noDocumentNumber(name: "Feld"),
            .iban(.unreadable, name: "Feld"), .iban(.checkDigits, name: "Feld"),
            .iban(.length(3, of: 22), name: "Feld"),
            .noChoice(name: "Feld"), .noSuchPerson(name: "Feld"), .noYesOrNo(name: "Feld"),
        ]
        for message in mistakes.map(\.message) {
            #expect(["Geben Sie", "Wählen Sie", "Kürzen Sie", "Vergleichen Sie"].contains { message.contains($0) })
            #expect(!message.lowercased().contains("ungültig") && !message.lowercased().contains("bitte"))
            #expect(message.hasSuffix("."))
        }
    }
}
