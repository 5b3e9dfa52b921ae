import Casework
import Testing

@testable import Pages

@Suite struct FieldViewTests {
    private static let few = ["grün", "blau"].map { Field.Choice(key: $0, title: LocalizedText(de: $0)) }
    private static let many = (1...9).map { Field.Choice(key: "k\($0)", title: LocalizedText(de: "Wahl \($0)")) }

    private static let kinds: [Field.Kind] = [
        .personName, .line(max: 5), .line(max: 80), .line(max: 200), .multiline(max: 500), .date(past: true),
        .number(min: 40, max: 250), .yesNo, .choice(few), .choice(many), .choices(few), .codeList("countries"),
        .postCode,
        .phone, .email, .documentNumber, .caseNumber, .money(maxCents: 100_000), .persons(.child), .iban,
    ]

    private static func field(_ kind: Field.Kind, person: PersonAttribute? = nil) -> Field {
        Field(
            key: "angabe", label: LocalizedText(de: "Angabe", en: "Statement"),
            hint: LocalizedText(de: "Wie im <Pass>"),
            kind: kind, person: person)
    }

    private static let options = [Input.Option("DEU", "deutsch"), Input.Option("TUR", "türkisch")]

    @Test(arguments: kinds)
    func everyKindIsTiedTogether(kind: Field.Kind) {
        let view = FieldView(
            Self.field(kind), mistake: "Geben Sie etwas ein.", source: "aus dem Ausweis gelesen, prüfen",
            isRequired: false,
            options: Self.options)
        let html = view.html.string
        let markup = Markup(html)
        #expect(markup.mistakes.isEmpty)
        #expect(html.contains("Wie im &lt;Pass&gt;"))
        #expect(html.contains("(freiwillig)"))
        // The summary's link leads to an input that can take the focus.
        let target = markup.tags.first { $0.attributes["id"] == view.problem?.field }
        #expect(["input", "select", "textarea"].contains(target?.name))
        #expect(target?.attributes["type"] != "hidden")
        let described = markup.tags.compactMap { $0.attributes["aria-describedby"] }.first
        #expect(described == "f-angabe-hint f-angabe-source f-angabe-mistake")
        #expect(
            markup.all("input", "select", "textarea").contains { $0.attributes["name"]?.hasPrefix("angabe") == true })
    }

    @Test(arguments: kinds)
    func aPlainFieldHasNoTraceOfAMistake(kind: Field.Kind) {
        let html = FieldView(Self.field(kind), options: Self.options).html.string
        #expect(!html.contains("mistake"))
        #expect(!html.contains("aria-invalid"))
        #expect(!html.contains("freiwillig"))
        #expect(!html.contains("*"))
    }

    @Test func aDateIsThreeInputs() throws {
        let date = try #require(CalendarDate(year: 1983, month: 8, day: 12))
        let inputs = Markup(FieldView(Self.field(.date(past: true)), value: .date(date)).html.string).all("input")
        #expect(inputs.map { $0.attributes["name"] } == ["angabe.day", "angabe.month", "angabe.year"])
        #expect(inputs.map { $0.attributes["value"] } == ["12", "8", "1983"])
        #expect(inputs.allSatisfy { $0.attributes["inputmode"] == "numeric" })
        // `12.08.1983` fits into the first.
        #expect(inputs[0].attributes["maxlength"] == "10")
    }

    @Test func whatWasTypedStays() {
        let typed = ["angabe.day": "31", "angabe.month": "2", "angabe.year": "<2020>"]
        let html = FieldView(
            Self.field(.date(past: nil)), value: .date(CalendarDate(iso: "2020-01-01")!), typed: typed,
            mistake: "Den 31. Februar gibt es nicht."
        ).html.string
        #expect(html.contains("value=\"31\""))
        #expect(html.contains("value=\"&lt;2020&gt;\""))
    }

    @Test func fewChoicesAreSeenManyOpen() {
        #expect(Markup(FieldView(Self.field(.choice(Self.few))).html.string).all("select").isEmpty)
        let select = Markup(FieldView(Self.field(.choice(Self.many)), value: .choice("k3")).html.string)
        #expect(select.all("option").count == 10)
        #expect(
            select.all("option").filter { $0.attributes["selected"] != nil }.map { $0.attributes["value"] } == ["k3"])
    }

    /// A ring once chosen cannot be cleared by keyboard: an answer nobody has to give is taken back by another one.
    @Test(arguments: [Field.Kind.yesNo, .choice(few)], [true, false])
    func aVoluntaryChoiceCanBeTakenBack(kind: Field.Kind, isRequired: Bool) {
        let value: FieldValue = kind == .yesNo ? .yesNo(true) : .choice("blau")
        for value in [value, nil] {
            let html = FieldView(Self.field(kind), value: value, isRequired: isRequired).html.string
            let rings = Markup(html).all("input")
            #expect(html.contains("keine Angabe") != isRequired)
            #expect(rings.contains { $0.attributes["value"] == "" } != isRequired)
            #expect(rings.count { $0.attributes["checked"] != nil } == (value == nil && isRequired ? 0 : 1))
        }
    }

    @Test func ticksOfAPostComeBack() {
        let body = FormBody(values: [("angabe", ""), ("angabe", "grün"), ("angabe", "blau")])
        let html = FieldView(Self.field(.choices(Self.few)), typed: body.typed).html.string
        #expect(Markup(html).all("input").filter { $0.attributes["checked"] != nil }.count == 2)
    }

    /// At the desk the browser must not offer the last citizen's name.
    @Test func onlyCitizensAreHelpedByTheBrowser() {
        let name = Self.field(.personName, person: .familyName)
        #expect(FieldView(name).html.string.contains("autocomplete=\"off\""))
        #expect(FieldView(name, typist: .citizen).html.string.contains("autocomplete=\"family-name\""))
    }

    @Test func englishPagesSayOptional() {
        let html = FieldView(Self.field(.yesNo), isRequired: false, language: .english).html.string
        #expect(html.contains("Statement") && html.contains("(optional)") && html.contains(">Yes<"))
    }
}
