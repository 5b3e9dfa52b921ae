import Casework

/// A field whose key and kind are read; its conditions follow when all fields of the form are known.
struct FieldDraft {
    let section: Section
    let key: FieldKey
    let kind: Field.Kind?
    /// Where it enters the form: its own line, or that of the `use`.
    let place: Place
}

struct FieldReader {
    static let keys = [
        "key", "label", "hint", "kind", "max", "min", "choices", "list", "role", "past", "when", "required", "person",
        "dsmeld", "fim", "law",
    ]

    let log: MistakeLog
    /// Roles a case of the service can have.
    let roles: [String]
    let owner: String

    /// - Parameter use: where the group is used, for a field of a group.
    func draft(_ node: SourceNode, use: Place? = nil) -> FieldDraft? {
        guard let section = Section(node, "Feld", keys: Self.keys, log: log) else { return nil }
        let kind = KindReader(log: log, section: section, roles: roles, owner: owner).kind()
        guard let key = section.name("key", Naming.Field.self) else { return nil }
        return FieldDraft(section: section, key: key, kind: kind, place: use ?? section.place)
    }

    func field(_ draft: FieldDraft, _ conditions: ConditionReader) -> Field? {
        let section = draft.section
        let label = section.localized("label")
        let hint = section.localized(ifPresent: "hint")
        let when = conditions.when(section)
        let required = conditions.requirement(section, "required", otherwise: .always)
        let person =
            section.has("person") ? section.option("person", PersonAttribute.self, "keine Angabe zur Person") : nil
        if let person, let kind = draft.kind, !person.fits(kind) {
            section.mistake(
                "person",
                "„\(person.rawValue)“ passt nicht zur Art dieses Feldes. Erwartet wird kind: \(person.kindName).")
        }
        let dsmeld = section.text(ifPresent: "dsmeld", max: 40)
        let fim = section.text(ifPresent: "fim", max: 40)
        let law = section.text(ifPresent: "law")
        guard let label, let kind = draft.kind, let when, let required else { return nil }
        return Field(
            key: draft.key, label: label, hint: hint, kind: kind, when: when, requiredWhen: required, person: person,
            dsmeld: dsmeld, fim: fim, law: law)
    }
}

extension PersonAttribute {
    /// The kind of field that can hold it, for messages.
    fileprivate var kindName: String {
        switch self {
        case .birthDate, .documentExpiry: "date"
        case .heightCentimetres: "number"
        case .sex, .nationality, .maritalStatus, .birthCountry: "codeList"
        case .postCode: "postCode"
        case .phone: "phone"
        case .email: "email"
        case .documentNumber: "documentNumber"
        default: "personName, line oder choice"
        }
    }

    fileprivate func fits(_ kind: Field.Kind) -> Bool {
        switch (self, kind) {
        case (.birthDate, .date), (.documentExpiry, .date), (.heightCentimetres, .number), (.postCode, .postCode),
            (.phone, .phone), (.email, .email), (.documentNumber, .documentNumber):
            true
        case (.sex, .codeList), (.nationality, .codeList), (.maritalStatus, .codeList), (.birthCountry, .codeList): true
        case (.birthDate, _), (.documentExpiry, _), (.heightCentimetres, _), (.postCode, _), (.phone, _), (.email, _),
            (.documentNumber, _), (.sex, _), (.nationality, _), (.maritalStatus, _), (.birthCountry, _):
            false
        case (_, .personName), (_, .line), (_, .choice): true
        default: false
        }
    }
}
