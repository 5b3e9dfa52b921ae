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

extension DeskDraft {
    /// Keeps an answer that was typed into the form. The number of a sticker comes from the stock, as one taken there does.
    package mutating func answerTyped(
        _ field: Field, _ value: FieldValue?, of case_: DeskCase, by clerk: ClerkID, seen: Int?
    ) throws {
        var value = value
        if field.key == case_.service.chip?.sticker {
            value = try takeSticker(value?.text, of: case_, by: clerk).map { .text(StickerStock.text($0)) }
        }
        try answer(field, value, of: case_, by: clerk, seen: seen)
    }

    /// - Parameter typed: nil where the field was emptied.
    private mutating func takeSticker(_ typed: String?, of case_: DeskCase, by clerk: ClerkID) throws -> Int? {
        guard let typed else {
            if let held = view.book.stickers.sticker(of: case_.number) { throw BookRefusal.stickerStays(held) }
            return nil
        }
        guard let number = StickerStock.number(typed) else { throw BookRefusal.noSuchSticker }
        let key = case_.service.chip?.sticker
        // One of another day stands as it is.
        let kept = key.flatMap { case_.item.answers[$0]?.value?.text }
        guard kept != StickerStock.text(number) else { return number }
        try decide(BookCommand(by: clerk, .useSticker(case_.number, numbered: number)), on: view.today)
        return number
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
