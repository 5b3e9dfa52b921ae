/// An answer known from the visit is never asked twice: a field that stands for an attribute of the applicant is filled from the
/// person and fills the person.
extension Service {
    /// The answers a visit already knows, in the order of the form. An attribute that does not fit its field (a choice the form
    /// does not offer) is left for the clerk.
    package func prefill(from attributes: [PersonAttribute: FieldValue]) -> [(field: FieldKey, value: FieldValue)] {
        fields.compactMap { field in
            guard let attribute = field.person, let value = attributes[attribute], field.accepts(value) else {
                return nil
            }
            return (field.key, value)
        }
    }

    /// The way back: the attribute of the applicant that an answer to a field sets.
    package func attribute(filledBy field: FieldKey) -> PersonAttribute? { self.field(field)?.person }
}

extension Field {
    /// Whether the value is of the field's kind and within its limits. Letters and code lists are checked when read.
    package func accepts(_ value: FieldValue) -> Bool {
        switch (kind, value) {
        case (.personName, .text(let text)), (.postCode, .text(let text)), (.phone, .text(let text)),
            (.email, .text(let text)), (.documentNumber, .text(let text)), (.iban, .text(let text)):
            !text.isEmpty
        case (.line(let max), .text(let text)): !text.isEmpty && text.count <= max && !text.contains(where: \.isNewline)
        case (.multiline(let max), .text(let text)): !text.isEmpty && text.count <= max
        case (.date, .date), (.yesNo, .yesNo), (.persons, .persons): true
        case (.number(let min, let max), .number(let number)): min <= max && (min...max).contains(number)
        case (.choice(let choices), .choice(let key)): choices.contains { $0.key == key }
        case (.choices(let choices), .choices(let keys)):
            keys.allSatisfy { key in choices.contains { $0.key == key } }
        case (.codeList, .choice(let code)): !code.isEmpty
        case (.money(let maxCents), .money(let money)): money >= .zero && money.cents <= maxCents
        default: false
        }
    }
}
