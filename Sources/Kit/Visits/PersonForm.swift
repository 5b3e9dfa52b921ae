import Casework
import Pages

/// The fields on a person's own page: what several forms ask, whoever the service is for. Keys are the attributes' names.
enum PersonForm {
    static let fields: [Field] = [
        field(.familyName, "Familienname", .personName),
        field(.birthName, "Geburtsname, falls abweichend", .personName),
        field(.givenNames, "Vornamen", .personName, hint: "Alle Vornamen in der Reihenfolge der Geburtsurkunde"),
        field(.doctorate, "Doktorgrad", .line(max: 30)),
        field(.birthDate, "Geburtsdatum", .date(past: true)),
        field(.birthPlace, "Geburtsort", .line(max: 80)),
        field(.sex, "Geschlecht", .codeList("sex")),
        field(.nationality, "Staatsangehörigkeit", .codeList("nationalities"), hint: "Die deutsche zuerst"),
        field(.street, "Straße", .line(max: 55)),
        field(.houseNumber, "Hausnummer", .line(max: 9)),
        field(.postCode, "Postleitzahl", .postCode),
        field(.town, "Ort", .line(max: 40)),
        field(.documentNumber, "Nummer des Dokuments", .documentNumber),
        field(.documentExpiry, "Gültig bis", .date(past: nil)),
    ]

    static func field(_ attribute: PersonAttribute) -> Field? { fields.first { $0.person == attribute } }

    private static func field(
        _ attribute: PersonAttribute, _ label: String, _ kind: Field.Kind, hint: String? = nil
    ) -> Field {
        Field(
            key: FieldKey(attribute.rawValue), label: LocalizedText(de: label),
            hint: hint.map { LocalizedText(de: $0) }, kind: kind, requiredWhen: nil, person: attribute)
    }
}

extension FormBody {
    /// What was typed for a field; `nil` where the page had no input for it or no button of it was pressed.
    func typed(for field: Field) -> [String]? {
        let name = field.key.text
        if case .date = field.kind {
            guard self[name + ".day"] != nil || self[name + ".year"] != nil else {
                return self[name].map { [$0] }
            }
            return ["day", "month", "year"].map { self["\(name).\($0)"] ?? "" }
        }
        let all = all(name)
        return all.isEmpty ? nil : all
    }
}

extension Moment {
    /// `10:42:07`
    var germanClockWithSeconds: String {
        let second = Int((milliseconds / 1000) % 60)
        return "\(germanClock):\(second < 10 ? "0" : "")\(second)"
    }
}
