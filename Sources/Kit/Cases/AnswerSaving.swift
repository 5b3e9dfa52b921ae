package import Casework

extension DeskDraft {
    /// Keeps an answer of a case. What it says of the applicant is known to the whole visit from then on.
    package mutating func answer(
        _ field: Field, _ value: FieldValue?, of case_: DeskCase, by clerk: ClerkID, seen: Int?
    )
        throws
    {
        let isNew = try decide(
            CaseCommand(
                by: clerk, seen: seen,
                .answer(
                    field.key, label: field.label.de, value: value,
                    shown: value.map { field.show($0, in: .german, context: case_.context) }, source: .typed)),
            on: case_.number)
        guard isNew, let attribute = field.person, let person = case_.applicant, let outing = case_.outing,
            let visit = case_.visit, visit.endedAt == nil
        else { return }
        try set(
            attribute, label: field.label.de, to: value, of: person.id, in: visit.id, at: outing, source: .typed,
            by: clerk)
    }
}

/// What was typed on a step's page, read field by field.
struct AnswersRead: Sendable {
    private(set) var values: [(field: Field, value: FieldValue?)] = []
    private(set) var mistakes: [FieldKey: String] = [:]

    init(_ fields: [Field], typed: (Field) -> [String]?, in context: FormContext) {
        for field in fields {
            guard let typed = typed(field) else { continue }
            switch field.read(typed, in: context) {
            case .success(let value): values.append((field, value))
            case .failure(let mistake): mistakes[field.key] = mistake.message
            }
        }
    }
}
