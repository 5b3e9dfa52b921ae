import Casework

/// The fields of one form, as conditions, fees and papers refer to them.
struct FieldTable {
    /// In the order of the form.
    var keys: [String] = []
    /// Absent for a field whose kind is itself a mistake.
    var kinds: [String: Field.Kind] = [:]
    /// Whether all fields could be read; if not, a word that is no field is not reported: it may be one.
    var isComplete = true
}

/// Reads conditions and checks that each comparison can hold.
struct ConditionReader {
    static let keys = ["field", "is", "in", "below", "atLeast", "present", "age", "device", "all", "any", "not"]
    /// What a kit may have, by the name conditions use.
    static let devices = [
        "photo", "fingerprints", "signature", "scanner", "printer", "documentReader", "cardReader", "cardTerminal",
    ]
    private static let comparisons = ["is", "in", "below", "atLeast"]

    let log: MistakeLog
    let fields: FieldTable
    /// Roles a case of the service can have.
    let roles: [String]
    /// `der Leistung „hund“`
    let owner: String

    /// `true`, `false` or a condition; for `required` and `requiredWhen`. `nil` inside is `never`.
    func requirement(_ section: Section, _ key: String, otherwise: Condition?) -> Condition?? {
        guard section.has(key) else { return .some(otherwise) }
        guard let node = section.node(ifPresent: key) else { return nil }
        if case .text = node.content { return log.flag(node, key).map { $0 ? .always : nil } }
        return condition(node).map { .some($0) }
    }

    /// A `when` that may be left out.
    func when(_ section: Section, _ key: String = "when") -> Condition? {
        guard section.has(key) else { return .always }
        return section.node(ifPresent: key).flatMap(condition)
    }

    func condition(_ node: SourceNode) -> Condition? {
        guard let section = Section(node, "Bedingung", keys: Self.keys, log: log) else { return nil }
        let heads = ["field", "age", "device", "all", "any", "not"].filter(section.has)
        guard heads.count <= 1 else {
            log.add(
                section.place,
                "Eine Bedingung prüft eines von beiden: \(heads.joined(separator: " oder ")). Verbinden Sie zwei mit all oder any."
            )
            return nil
        }
        let compared = Self.comparisons.filter(section.has)
        switch heads.first {
        case "field": return field(section)
        case "age": return age(section)
        case .some(let head):
            if let extra = (compared + ["present"].filter(section.has)).first {
                section.mistake(extra, "„\(extra)“ passt nicht zu „\(head)“.")
                return nil
            }
            return composed(section, head)
        case nil:
            guard section.has("present") else {
                log.add(
                    section.place,
                    "Die Bedingung sagt nicht, was sie prüft. \(Spelling.choices(["field", "age", "present", "device", "all", "any", "not"], near: ""))"
                )
                return nil
            }
            if let extra = compared.first {
                section.mistake(extra, "„\(extra)“ braucht „field“ oder „age“.")
                return nil
            }
            return role(section, "present").map { .test(.present($0), .isPresent) }
        }
    }

    private func composed(_ section: Section, _ head: String) -> Condition? {
        switch head {
        case "not": return section.node("not").flatMap(condition).map { .not($0) }
        case "device":
            return section.node("device").flatMap { log.reference($0, known: Self.devices, "kein Gerät") }
                .map { .test(.device($0), .isPresent) }
        default:
            guard let nodes = section.list(head) else { return nil }
            guard !nodes.isEmpty else {
                section.mistake(head, "„\(head)“ enthält keine Bedingung.")
                return nil
            }
            let parts = nodes.map(condition)
            let conditions = parts.compactMap { $0 }
            guard conditions.count == parts.count else { return nil }
            if head == "any" { return .any(conditions) }
            guard let contradiction = Contradiction.among(conditions, fields: fields) else { return .all(conditions) }
            section.mistake("all", "Diese Bedingung kann nie zutreffen: \(contradiction).")
            return nil
        }
    }

    private func role(_ section: Section, _ key: String) -> Role? {
        guard let node = section.node(key) else { return nil }
        return log.reference(node, known: roles, "keine Rolle \(owner)").flatMap(Role.init(rawValue:))
    }

    // MARK: - Comparisons

    private func age(_ section: Section) -> Condition? {
        guard let role = role(section, "age") else { return nil }
        for key in ["is", "in", "present"] where section.has(key) {
            section.mistake(key, "Ein Alter wird mit below oder atLeast verglichen.")
            return nil
        }
        guard section.has("below") || section.has("atLeast") else {
            log.add(section.place, "Es fehlt „below“ oder „atLeast“ (Alter in Jahren).")
            return nil
        }
        var tests: [Condition] = []
        for (key, range) in [("atLeast", 0...130), ("below", 1...130)] where section.has(key) {
            guard let years = section.integer(key, range) else { return nil }
            let value = FieldValue.number(years)
            tests.append(.test(.age(role), key == "below" ? .below(value) : .atLeast(value)))
        }
        return joined(tests, section)
    }

    private func field(_ section: Section) -> Condition? {
        guard let node = section.node("field"), let key = fieldKey(node) else { return nil }
        let used = (Self.comparisons + ["present"]).filter(section.has)
        guard !used.isEmpty else {
            log.add(
                section.place,
                "Es fehlt der Vergleich mit „\(key)“. \(Spelling.choices(Self.comparisons + ["present"], near: ""))")
            return nil
        }
        let subject = Condition.Subject.field(FieldKey(key))
        var tests: [Condition] = []
        for word in used {
            if word == "present" {
                guard let node = section.node(word), let isPresent = log.flag(node, word) else { return nil }
                let test = Condition.test(subject, .isPresent)
                tests.append(isPresent ? test : .not(test))
            } else {
                // A field of unknown kind has its own mistake: the comparison cannot be judged.
                guard let kind = fields.kinds[key] else { return nil }
                let reader = ComparisonReader(log: log, field: key, kind: kind)
                guard let comparison = reader.comparison(word, section) else { return nil }
                tests.append(.test(subject, comparison))
            }
        }
        return joined(tests, section)
    }

    /// The key of a field of the form.
    func fieldKey(_ node: SourceNode) -> String? {
        log.reference(node, known: fields.isComplete ? fields.keys : nil, "kein Feld \(owner)")
    }

    private func joined(_ tests: [Condition], _ section: Section) -> Condition? {
        if tests.count == 1 { return tests[0] }
        if let contradiction = Contradiction.among(tests, fields: fields) {
            log.add(section.place, "Diese Bedingung kann nie zutreffen: \(contradiction).")
            return nil
        }
        return .all(tests)
    }
}
