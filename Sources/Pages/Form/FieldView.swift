package import Casework

/// A field of the catalogue on a page: every kind has its input, its label, its hint and the place for its mistake.
///
/// Inputs are named by the field's key; a date has `KEY.day`, `KEY.month`, `KEY.year`. `id` is `f-KEY`.
package struct FieldView: Sendable {
    /// Who types: at the desk nothing is filled in by the browser, for it would offer the last citizen's data.
    package enum Typist: Sendable { case clerk, citizen }

    package var field: Field
    package var value: FieldValue?
    /// What was typed, by input name; goes before `value`, so that a mistake can be mended where it stands.
    package var typed: [String: String]
    package var mistake: String?
    package var source: String?
    package var isRequired: Bool
    package var isHidden: Bool
    package var language: Language
    package var typist: Typist
    /// Persons of the visit for `.persons`, codes for `.codeList`.
    package var options: [Input.Option]

    package init(
        _ field: Field, value: FieldValue? = nil, typed: [String: String] = [:], mistake: String? = nil,
        source: String? = nil, isRequired: Bool = true, isHidden: Bool = false, language: Language = .german,
        typist: Typist = .clerk, options: [Input.Option] = []
    ) {
        self.field = field
        self.value = value
        self.typed = typed
        self.mistake = mistake
        self.source = source
        self.isRequired = isRequired
        self.isHidden = isHidden
        self.language = language
        self.typist = typist
        self.options = options
    }

    package static func id(of key: FieldKey) -> String { "f-" + key.text }

    package var problem: Problem? { mistake.map { Problem($0, field: Self.id(of: field.key)) } }

    private var name: String { field.key.text }

    private var frame: InputFrame {
        InputFrame(
            id: Self.id(of: field.key), label: field.label.text(language), hint: field.hint?.text(language),
            isOptional: !isRequired, mistake: mistake, source: source, isWide: isWide, isHidden: isHidden,
            language: language)
    }

    private var isWide: Bool {
        switch field.kind {
        case .multiline, .choices, .persons: true
        case .choice(let choices): !isSelect(choices) && choices.count > 3
        case .line(let max): max > 120
        default: false
        }
    }

    /// Up to six options are seen at once; more open as a list.
    private func isSelect(_ choices: [Field.Choice]) -> Bool { choices.count > 6 }

    package var html: HTML {
        switch field.kind {
        case .personName: return text(.init(autocomplete: autocomplete, hasPalette: true))
        case .line(let max):
            return text(.init(autocomplete: autocomplete, maxLength: max, width: width(max), hasPalette: max > 20))
        case .multiline(let max): return Input.multiline(frame, name: name, value: line, maxLength: max)
        case .date: return dateHTML
        case .number(_, let max):
            return text(.init(inputMode: "numeric", width: max > 99_999 ? "width-10" : "width-5"))
        case .yesNo: return radios(yesNoOptions)
        case .choice(let choices):
            let options = choices.map { Input.Option($0.key, $0.title.text(language)) }
            return isSelect(choices)
                ? Input.select(frame, name: name, options: options, chosen: chosen.first)
                : radios(options)
        case .choices(let choices):
            let options = choices.map { Input.Option($0.key, $0.title.text(language)) }
            return Input.checkboxes(frame, name: name, options: options, chosen: chosen)
        case .codeList: return Input.select(frame, name: name, options: options, chosen: chosen.first)
        case .postCode: return text(.init(inputMode: "numeric", autocomplete: autocomplete, width: "width-5"))
        case .phone: return text(.init(type: "tel", autocomplete: autocomplete, width: "width-20"))
        case .email: return text(.init(type: "email", autocomplete: autocomplete))
        case .documentNumber: return text(.init(maxLength: 24, width: "width-10"))
        case .caseNumber: return text(.init(maxLength: 30, width: "width-20"))
        case .money:
            return Input.text(frame, name: name, value: line, .init(inputMode: "decimal"), unit: "€")
        case .persons: return Input.checkboxes(frame, name: name, options: options, chosen: chosen)
        case .iban: return text(.init(maxLength: 42, width: "width-20"))
        }
    }

    private func text(_ text: Input.Text) -> HTML { Input.text(frame, name: name, value: line, text) }

    private func width(_ max: Int) -> String? {
        switch max {
        case ...4: "width-4"
        case ...12: "width-10"
        case ...25: "width-20"
        default: nil
        }
    }

    private var dateHTML: HTML {
        let date: CalendarDate? = if case .date(let date) = value { date } else { nil }
        func part(_ part: String, _ number: Int?) -> String {
            typed["\(name).\(part)"] ?? number.map(String.init) ?? ""
        }
        return Input.date(
            frame, name: name, day: part("day", date?.day), month: part("month", date?.month),
            year: part("year", date?.year), isBirthdayOfUser: typist == .citizen && field.person == .birthDate)
    }

    /// A ring once chosen stays chosen: where no answer is needed, one of them takes it back.
    private func radios(_ options: [Input.Option]) -> HTML {
        guard !isRequired else { return Input.radios(frame, name: name, options: options, chosen: chosen.first) }
        let none = Input.Option("", language == .english ? "no answer" : "keine Angabe")
        return Input.radios(frame, name: name, options: options + [none], chosen: chosen.first ?? "")
    }

    private var yesNoOptions: [Input.Option] {
        language == .english
            ? [.init("yes", "Yes"), .init("no", "No")] : [.init("yes", "Ja"), .init("no", "Nein")]
    }

    /// What stands in a line of text.
    private var line: String {
        if let typed = typed[name] { return typed }
        switch value {
        case .text(let text): return text
        case .number(let number): return String(number)
        case .money(let money): return money.plainGerman
        case .choice(let key): return key
        case .date(let date): return date.german
        case .yesNo, .choices, .persons, nil: return ""
        }
    }

    private var chosen: [String] {
        if let typed = typed[name] { return typed.split(separator: "\n").map(String.init) }
        switch value {
        case .yesNo(let isYes): return [isYes ? "yes" : "no"]
        case .choice(let key): return [key]
        case .choices(let keys): return keys
        case .persons(let persons): return persons.map(\.text)
        case .text(let text): return [text]
        case .date, .number, .money, nil: return []
        }
    }

    /// The purposes of HTML's autofill, for citizens who type their own data (WCAG 1.3.5).
    private var autocomplete: String {
        guard typist == .citizen else { return "off" }
        switch field.person {
        case .familyName: return "family-name"
        case .givenNames: return "given-name"
        case .postCode: return "postal-code"
        case .town: return "address-level2"
        case .phone: return "tel"
        case .email: return "email"
        default: return "off"
        }
    }
}
