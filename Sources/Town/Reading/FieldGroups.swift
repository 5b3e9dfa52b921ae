import Casework

/// `fields.yaml`: groups of fields that services share. They are read anew in every form that uses them, since their conditions are
/// about the other fields of that form.
struct FieldGroups {
    let groups: [String: [SourceNode]]
    private let log: MistakeLog

    init?(node: SourceNode, log: MistakeLog) {
        guard let section = Section(node, "fields.yaml", keys: ["groups"], log: log) else { return nil }
        guard section.has("groups") else {
            section.missing("groups")
            return nil
        }
        guard let pairs = section.pairs(ifPresent: "groups") else { return nil }
        var groups: [String: [SourceNode]] = [:]
        for pair in pairs {
            guard let key = log.key(pair.key, pair.place) else { continue }
            guard case .list(let fields) = pair.value.content, !fields.isEmpty else {
                log.add(
                    pair.place, "Die Feldgruppe „\(key)“ ist eine Liste von Feldern, hier steht \(pair.value.kind).")
                groups[key] = []
                continue
            }
            groups[key] = fields
        }
        self.groups = groups
        self.log = log
    }

    /// A group that no form uses is checked by itself, as far as that is possible.
    func checkUnused(by used: Set<String>, known: KnownKeys) {
        let roles = Role.allCases.map(\.rawValue)
        for (name, nodes) in groups where !used.contains(name) {
            let reader = FieldReader(log: log, roles: roles, owner: "der Feldgruppe „\(name)“")
            let drafts = nodes.compactMap { reader.draft($0) }
            var table = FieldTable(drafts)
            table.isComplete = false
            let conditions = ConditionReader(
                log: log, fields: table, roles: roles, owner: "der Feldgruppe „\(name)“")
            for draft in drafts { _ = reader.field(draft, conditions) }
        }
    }
}

extension FieldTable {
    init(_ drafts: [FieldDraft]) {
        self.init()
        for draft in drafts where !keys.contains(draft.key.text) {
            keys.append(draft.key.text)
            kinds[draft.key.text] = draft.kind
        }
    }
}
