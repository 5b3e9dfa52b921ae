extension Field {
    /// The value as a person reads it: `grün`, `12.08.1983`, `27,60 €`, `Ja`. A choice or code the form no longer knows is shown by
    /// its key rather than left out.
    package func show(_ value: FieldValue, in language: Language, context: FormContext) -> String {
        switch value {
        case .text(let text):
            if case .iban = kind, let iban = try? IBAN(text) { return iban.grouped }
            return text
        case .date(let date): return language == .english ? date.english : date.german
        case .number(let number): return String(number)
        case .yesNo(let yes):
            if language == .english { return yes ? "Yes" : "No" }
            return yes ? "Ja" : "Nein"
        case .choice(let key):
            if case .codeList(let list) = kind { return context.codeTitle(list, key, language) ?? key }
            return title(of: key, in: language)
        case .choices(let keys): return keys.map { title(of: $0, in: language) }.joined(separator: ", ")
        case .persons(let persons): return persons.map { context.persons[$0] ?? $0.text }.joined(separator: ", ")
        case .money(let money): return money.german
        }
    }

    /// What stands in the inputs of the form for a value: what `read` takes back. Three texts for a date.
    package func typed(_ value: FieldValue) -> [String] {
        switch value {
        case .text(let text): [text]
        case .date(let date): [date.day.padded(2), date.month.padded(2), String(date.year)]
        case .number(let number): [String(number)]
        case .yesNo(let yes): [yes ? "ja" : "nein"]
        case .choice(let key): [key]
        case .choices(let keys): keys
        case .persons(let persons): persons.map(\.text)
        case .money(let money): [money.plainGerman]
        }
    }

    private func title(of key: String, in language: Language) -> String {
        switch kind {
        case .choice(let choices), .choices(let choices):
            choices.first { $0.key == key }?.title.text(language) ?? key
        default: key
        }
    }
}
