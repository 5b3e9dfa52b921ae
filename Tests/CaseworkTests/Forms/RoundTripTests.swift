import Testing

@testable import Casework

/// What a form shows it takes back, whatever the value.
@Suite struct RoundTripTests {
    private static let context = FieldReadTests.context
    private static let choices = (0..<6).map { Field.Choice(key: "k\($0)", title: LocalizedText(de: "Wahl \($0)")) }

    private static func any(_ generator: inout Seeded) -> (Field.Kind, FieldValue) {
        func text(_ letters: String, _ length: ClosedRange<Int>) -> String {
            let all = Array(letters)
            return String(
                (0..<Int.random(in: length, using: &generator)).map { _ in all.randomElement(using: &generator)! })
        }
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return (.personName, .text(text("abcäößéÄŁ-'", 1...40)))
        case 1:
            return (
                .line(max: 60), .text(text("abc ÄÖ12,.", 1...58).split(separator: " ").joined(separator: " ") + "x")
            )
        case 2: return (.multiline(max: 99), .text("a" + text("bc ", 0...9).filter { $0 != " " } + "\n\nx"))
        case 3:
            let number = Int.random(in: -62_000...84_000, using: &generator)
            return (.date(past: nil), .date(CalendarDate(dayNumber: number)!))
        case 4: return (.number(min: -999, max: 999_999), .number(Int.random(in: -999...999_999, using: &generator)))
        case 5: return (.yesNo, .yesNo(Bool.random(using: &generator)))
        case 6: return (.choice(choices), .choice("k\(Int.random(in: 0..<6, using: &generator))"))
        case 7:
            let keys = choices.map(\.key).filter { _ in Bool.random(using: &generator) }
            return (.choices(choices), .choices(keys.isEmpty ? ["k0"] : keys))
        case 8: return (.documentNumber, .text(text("CFGHJK0123456789", 5...12)))
        case 9:
            return (
                .money(maxCents: 100_000_000), .money(Money(cents: Int.random(in: 0...100_000_000, using: &generator)))
            )
        case 10: return (.postCode, .text("06" + text("0123456789", 3...3)))
        default: return (.persons(.child), .persons(["p2", "p1"]))
        }
    }

    @Test func everyValueIsReadBack() {
        var generator = Seeded(1983)
        for _ in 0..<3_000 {
            let (kind, value) = Self.any(&generator)
            let field = Field.make("field", kind)
            #expect(field.accepts(value))
            #expect(field.read(field.typed(value), in: Self.context) == .success(value))
        }
    }

    /// Where what a person reads is also what she could type, that is read back too.
    @Test func whatIsShownIsReadBack() {
        var generator = Seeded(2026)
        for _ in 0..<3_000 {
            let (kind, value) = Self.any(&generator)
            switch kind {
            case .choice, .choices, .persons: continue
            default: break
            }
            let field = Field.make("field", kind)
            let shown = field.show(value, in: .german, context: Self.context)
            #expect(field.read([shown], in: Self.context) == .success(value))
        }
    }

    @Test(
        arguments: [
            (.date(past: nil), .date(day("1983-08-12")), "12.08.1983", "12 August 1983"),
            (.yesNo, .yesNo(true), "Ja", "Yes"), (.yesNo, .yesNo(false), "Nein", "No"),
            (.choice(FieldReadTests.choices), .choice("green"), "grün", "grün"),
            (.choices(FieldReadTests.choices), .choices(["green", "blue"]), "grün, blau", "grün, blau"),
            (.choice(FieldReadTests.choices), .choice("gone"), "gone", "gone"),
            (.codeList("countries"), .choice("000"), "Deutschland", "Germany"),
            (.iban, .text("DE89370400440532013000"), "DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
            (.persons(.child), .persons(["p1", "p9"]), "Erika Mustermann, p9", "Erika Mustermann, p9"),
            (.money(maxCents: 9), .money(.euro("1046")), "1.046,00 €", "1.046,00 €"),
            (.number(min: 0, max: 9), .number(160), "160", "160"),
        ] as [(Field.Kind, FieldValue, String, String)])
    func shown(kind: Field.Kind, value: FieldValue, german: String, english: String) {
        let field = Field.make("field", kind)
        #expect(field.show(value, in: .german, context: Self.context) == german)
        #expect(field.show(value, in: .english, context: Self.context) == english)
    }

    @Test(
        arguments: [
            (.line(max: 3), .text("abcd")), (.line(max: 9), .text("a\nb")), (.number(min: 0, max: 3), .number(4)),
            (.choice(FieldReadTests.choices), .choice("red")), (.date(past: nil), .text("12.8.1983")),
            (.personName, .text("")), (.money(maxCents: 5), .money(.euro("1"))), (.yesNo, .choice("ja")),
        ] as [(Field.Kind, FieldValue)])
    func valuesThatDoNotFit(kind: Field.Kind, value: FieldValue) {
        #expect(!Field.make("field", kind).accepts(value))
    }
}
