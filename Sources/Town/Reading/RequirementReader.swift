import Casework

/// Evidence, captures, papers, signature, rules, retention: what a case of a service needs besides its form.
struct RequirementReader {
    let log: MistakeLog
    let conditions: ConditionReader

    func evidence(_ section: Section) -> [EvidenceRule]? {
        read(section, "evidence", "Die Unterlage", \.key.text) { node in
            let keys = ["key", "title", "hint", "when", "required", "ways", "law"]
            guard let item = Section(node, "Unterlage", keys: keys, log: log) else { return nil }
            let key = item.name("key", Naming.Evidence.self)
            let title = item.localized("title")
            let hint = item.localized(ifPresent: "hint")
            let when = conditions.when(item)
            let isRequired = item.flag("required", otherwise: true)
            let ways = options(item, "ways", EvidenceRule.Way.self, [.seen, .scan], "kein Weg für eine Unterlage")
            let law = item.text(ifPresent: "law")
            guard let key, let title, let when, let ways else { return nil }
            return EvidenceRule(
                key: key, title: title, hint: hint, when: when, isRequired: isRequired, ways: ways, law: law)
        }
    }

    func captures(_ section: Section) -> [CaptureRule]? {
        read(section, "captures", "Die Erfassung", \.key.text) { node in
            let keys = ["key", "kind", "title", "ways", "when", "fallback", "retentionHours", "law"]
            guard let item = Section(node, "Erfassung", keys: keys, log: log) else { return nil }
            let key = item.name("key", Naming.Capture.self)
            let kind = item.node("kind").flatMap {
                log.reference($0, known: ["photo", "fingerprints"], "keine Art von Erfassung")
            }.flatMap(CaptureRule.Kind.init(rawValue:))
            let title = item.localized("title")
            let ways = options(
                item, "ways", CaptureRule.Way.self, [.photographerCode, .device], "kein Weg für eine Erfassung")
            let when = conditions.when(item)
            let fallback = item.localized("fallback")
            let hours = item.integer(ifPresent: "retentionHours", 1...8760)
            let law = item.text(ifPresent: "law")
            if kind == .fingerprints, ways?.contains(.photographerCode) == true {
                item.mistake("ways", "Fingerabdrücke kommen nicht aus einem Fotocode. Möglich ist nur: device.")
            }
            // PassV and PAuswV: a photo of the authority's own device is erased after 96 hours at the latest.
            if kind == .photo, ways?.contains(.device) == true, hours ?? .max > 96 {
                item.mistake(
                    "retentionHours",
                    "Ein eigenes Lichtbild wird nach höchstens 96 Stunden gelöscht. Setzen Sie retentionHours auf 96 oder weniger."
                )
            }
            guard let key, let kind, let title, let ways, let when, let fallback else { return nil }
            return CaptureRule(
                key: key, title: title, kind: kind, ways: ways, when: when, fallback: fallback, retentionHours: hours,
                law: law)
        }
    }

    func papers(_ section: Section) -> [Paper]? {
        read(section, "papers", "Das Papier", \.key.text) { node in
            let keys = ["key", "title", "when", "text", "shows"]
            guard let item = Section(node, "Papier", keys: keys, log: log) else { return nil }
            let key = item.name("key", Naming.Paper.self)
            let title = item.localized("title")
            let when = conditions.when(item)
            let text = item.localized(ifPresent: "text")
            let shows = item.list(ifPresent: "shows")?.compactMap(conditions.fieldKey)
            guard let key, let title, let when, let shows else { return nil }
            return Paper(key: key, title: title, when: when, text: text, shows: shows.map { FieldKey($0) })
        }
    }

    func rules(_ section: Section) -> [EligibilityRule]? {
        guard let nodes = section.list(ifPresent: "rules") else { return nil }
        let rules = nodes.map { node -> EligibilityRule? in
            guard let item = Section(node, "Regel", keys: ["holds", "message", "law"], log: log) else { return nil }
            let holds = item.node("holds").flatMap(conditions.condition)
            let message = item.localized("message")
            let law = item.text(ifPresent: "law")
            guard let holds, let message else { return nil }
            return EligibilityRule(holds: holds, message: message, law: law)
        }
        return rules.allRead()
    }

    func roles(_ section: Section) -> [RoleRule]? {
        read(section, "roles", "Die Rolle", \.role.rawValue) { node in
            let keys = ["role", "title", "requiredWhen", "several"]
            guard let item = Section(node, "Rolle", keys: keys, log: log) else { return nil }
            let role = item.option("role", Role.self, "keine Rolle")
            let title = item.localized("title")
            let required = conditions.requirement(item, "requiredWhen", otherwise: nil)
            let several = item.flag("several", otherwise: false)
            guard let role, let title, let required else { return nil }
            return RoleRule(role: role, title: title, requiredWhen: required, several: several)
        }
    }

    /// The inner value is `nil` where nothing is signed.
    func signature(_ section: Section) -> SignatureRule?? {
        guard section.has("signature") else { return .some(nil) }
        let keys = ["title", "requiredWhen", "statement", "law"]
        guard let node = section.node(ifPresent: "signature"),
            let item = Section(node, "Unterschrift", keys: keys, log: log)
        else { return nil }
        let title = item.localized("title")
        let when = conditions.requirement(item, "requiredWhen", otherwise: .always)
        let statement = item.localized("statement")
        let law = item.text(ifPresent: "law")
        guard let title, let when, let statement else { return nil }
        return SignatureRule(title: title, requiredWhen: when ?? .not(.always), statement: statement, law: law)
    }

    func retention(_ section: Section, evidence: [String]?) -> Retention? {
        guard let node = section.node("retention"),
            let item = Section(node, "retention", keys: ["caseMonths", "evidenceDays"], log: log)
        else { return nil }
        let months = item.integer("caseMonths", 1...1320)
        guard let pairs = item.pairs(ifPresent: "evidenceDays") else { return nil }
        var days: [EvidenceKey: Int] = [:]
        for pair in pairs {
            let word = SourceNode(place: pair.place, content: .text(pair.key))
            guard let key = log.reference(word, known: evidence, "keine Unterlage \(conditions.owner)"),
                let count = log.integer(pair.value, key, 0...40_000)
            else { continue }
            if let months, count > months * 31 {
                log.add(
                    pair.place,
                    "„\(key)“ würde länger aufbewahrt als der Vorgang (\(months) Monate). Möglich sind höchstens \(months * 31) Tage."
                )
            }
            days[EvidenceKey(key)] = count
        }
        return months.map { Retention(caseMonths: $0, evidenceDays: days) }
    }

    // MARK: - Lists

    /// A list of things with different keys. `nil` where one of them cannot be read.
    private func read<Thing>(
        _ section: Section, _ key: String, _ kind: String, _ name: (Thing) -> String, _ thing: (SourceNode) -> Thing?
    ) -> [Thing]? {
        guard let nodes = section.list(ifPresent: key) else { return nil }
        let things = nodes.map(thing)
        log.unique(
            zip(things, nodes).compactMap { thing, node in thing.map { (key: name($0), place: node.place) } }, kind)
        return things.allRead()
    }

    private func options<Option: RawRepresentable<String>>(
        _ section: Section, _ key: String, _ type: Option.Type, _ all: [Option], _ kind: String
    ) -> [Option]? {
        guard let nodes = section.list(key) else { return nil }
        guard !nodes.isEmpty else {
            section.mistake(key, "„\(key)“ ist leer. \(Spelling.choices(all.map(\.rawValue), near: ""))")
            return nil
        }
        let words = nodes.map { log.reference($0, known: all.map(\.rawValue), kind) }
        if let words = words.allRead(), Set(words).count != words.count {
            section.mistake(key, "„\(key)“ nennt einen Weg doppelt.")
        }
        return words.allRead()?.compactMap(Option.init(rawValue:))
    }
}

extension Array {
    /// All of them, or nothing where one could not be read.
    func allRead<Value>() -> [Value]? where Element == Value? {
        let values = compactMap(\.self)
        return values.count == count ? values : nil
    }
}
