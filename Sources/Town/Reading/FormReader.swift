import Casework

/// Reads the steps of a form. First the fields alone, so that conditions may look ahead; then their conditions.
struct FormReader {
    struct StepDraft {
        let key: StepKey?
        let title: LocalizedText?
        let fields: [FieldDraft]
    }

    let log: MistakeLog
    let known: KnownKeys
    let reader: FieldReader

    /// Steps, the table of all their fields, and the groups they use. `nil` where there is no list of steps.
    func drafts(_ section: Section) -> (steps: [StepDraft], table: FieldTable, groups: Set<String>)? {
        guard let nodes = section.list("steps") else { return nil }
        if nodes.isEmpty { section.mistake("steps", "Eine Leistung hat mindestens einen Schritt.") }
        var steps: [StepDraft] = []
        var groups: Set<String> = []
        var isComplete = true
        var stepKeys: [(key: String, place: Place)] = []
        for node in nodes {
            guard let step = Section(node, "Schritt", keys: ["key", "title", "fields"], log: log) else {
                isComplete = false
                continue
            }
            let key = step.name("key", Naming.Step.self)
            if let key { stepKeys.append((key.text, step.place)) }
            let title = step.localized("title")
            var fields: [FieldDraft] = []
            let fieldNodes = step.list("fields")
            if fieldNodes == nil { isComplete = false }
            if fieldNodes?.isEmpty == true {
                step.mistake(
                    "fields", "Dieser Schritt hat keine Felder. Ergänzen Sie eines oder löschen Sie den Schritt.")
            }
            for node in fieldNodes ?? [] {
                guard let found = self.fields(node, &groups) else {
                    isComplete = false
                    continue
                }
                fields += found
            }
            steps.append(StepDraft(key: key, title: title, fields: fields))
        }
        log.unique(stepKeys, "Den Schritt")
        let drafts = steps.flatMap(\.fields)
        log.unique(drafts.map { (key: $0.key.text, place: $0.place) }, "Das Feld")
        var table = FieldTable(drafts)
        table.isComplete = isComplete
        return (steps, table, groups)
    }

    /// One field, or those of a group. `nil` where it cannot be said which fields these are.
    private func fields(_ node: SourceNode, _ groups: inout Set<String>) -> [FieldDraft]? {
        guard case .map(let entries) = node.content, entries.contains(where: { $0.key == "use" }) else {
            return reader.draft(node).map { [$0] }
        }
        guard let section = Section(node, "use", keys: ["use"], log: log), let use = section.node("use"),
            let name = log.reference(
                use, known: known.groupsAreKnown ? known.groups.keys.sorted() : nil, "keine Feldgruppe"),
            let nodes = known.groups[name]
        else { return nil }
        groups.insert(name)
        let drafts = nodes.map { reader.draft($0, use: use.place) }
        let read = drafts.compactMap { $0 }
        return read.count == drafts.count ? read : nil
    }

    func steps(_ drafts: [StepDraft], _ conditions: ConditionReader) -> [FormStep]? {
        var shown: [(key: FieldKey, when: Condition, place: Place)] = []
        let steps = drafts.map { draft -> FormStep? in
            let fields = draft.fields.map { field -> Field? in
                let read = reader.field(field, conditions)
                if let read { shown.append((read.key, read.when, field.section.place(of: "when"))) }
                return read
            }
            let complete = fields.compactMap { $0 }
            guard let key = draft.key, let title = draft.title, complete.count == fields.count else { return nil }
            return FormStep(key: key, title: title, fields: complete)
        }
        checkCircles(shown)
        let complete = steps.compactMap { $0 }
        return complete.count == steps.count ? complete : nil
    }

    /// A field that shows only when it is itself answered, through whatever others, never shows.
    private func checkCircles(_ fields: [(key: FieldKey, when: Condition, place: Place)]) {
        let needs = Dictionary(fields.map { ($0.key, $0.when.fields) }) { first, _ in first }
        for field in fields {
            var seen: Set<FieldKey> = []
            var open = field.when.fields
            while let next = open.popFirst() {
                if seen.insert(next).inserted { open.formUnion(needs[next] ?? []) }
            }
            if seen.contains(field.key) {
                log.add(
                    field.place,
                    "Das Feld „\(field.key)“ hängt über seine Bedingung von sich selbst ab und würde nie gezeigt.")
            }
        }
    }
}

extension Condition {
    /// The fields it looks at.
    fileprivate var fields: Set<FieldKey> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
        case .not(let part): part.fields
        case .test(.field(let key), _): [key]
        case .always, .test: []
        }
    }
}
