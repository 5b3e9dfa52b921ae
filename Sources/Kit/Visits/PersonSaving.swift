import Casework
import Identity
import Pages

/// What was typed on a person's page, read: values to be kept and mistakes to be shown.
struct PersonSaving: Sendable {
    private let person: PersonID
    private let role: Role?
    private var values: [(field: Field, attribute: PersonAttribute, value: FieldValue?, source: CaseAnswered.Source)] =
        []
    private(set) var mistakes: [FieldKey: String] = [:]

    init(_ form: FormBody, of person: Visit.Person, on day: CalendarDate) {
        self.person = person.id
        role = form["role"].flatMap(Role.init(rawValue:))
        let context = KitForms.context(on: day)
        let proposal = ZoneProposal(for: person, on: day)
        for field in PersonForm.fields {
            guard let attribute = field.person, let typed = Self.typed(form, field) else { continue }
            switch field.read(typed, in: context) {
            case .failure(let mistake): mistakes[field.key] = mistake.message
            case .success(let value):
                let isRead = proposal.map { $0.says(attribute, value) } ?? false
                let before = person.attributes[attribute]
                if value == before?.value { continue }
                values.append((field, attribute, value, isRead ? .zone : .typed))
            }
        }
        // What the page does not ask and the zone says.
        if let proposal, form["documentNumber"] != nil, let kind = proposal.values[.documentKind] {
            let field = Field(
                key: "documentKind", label: LocalizedText(de: "Vorgelegtes Dokument"), kind: .line(max: 80))
            values.append((field, .documentKind, kind, .zone))
        }
    }

    /// A chosen spelling goes before the place for another one.
    private static func typed(_ form: FormBody, _ field: Field) -> [String]? {
        if let spelling = form[field.key.text + ".spelling"], !spelling.isEmpty { return [spelling] }
        return form.typed(for: field)
    }

    func decide(
        in draft: inout DeskDraft, visit: VisitID, at outing: OutingID, by clerk: ClerkID, seen: Int?
    ) throws {
        if let role { try draft.decide(OutingCommand(by: clerk, .setRole(visit, person, role)), in: outing) }
        for (field, attribute, value, source) in values {
            try draft.set(
                attribute, label: field.label.de, to: value, of: person, in: visit, at: outing, source: source,
                by: clerk, seen: seen)
        }
    }
}

extension ZoneProposal {
    /// Whether a value is one the zone offers.
    func says(_ attribute: PersonAttribute, _ value: FieldValue?) -> Bool {
        guard let value else { return false }
        if let spellings = spellings(of: attribute)?.spellings { return spellings.contains { .text($0) == value } }
        return values[attribute] == value
    }
}
