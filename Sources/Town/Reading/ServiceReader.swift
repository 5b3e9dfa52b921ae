import Casework

/// `services/*.yaml`: one service.
final class ServiceReader {
    private static let keys = [
        "key", "leika", "title", "hint", "search", "law", "responsible", "ends", "withoutNetwork", "roles", "rules",
        "steps", "evidence", "captures", "signature", "chip", "fees", "waiver", "papers", "deadlineDays", "minutes",
        "retention", "next",
    ]

    private let log: MistakeLog
    private let known: KnownKeys
    /// The key of the service that was read, also where it has other mistakes.
    private(set) var key: (key: String, place: Place)?
    private(set) var usedGroups: Set<String> = []

    init(log: MistakeLog, known: KnownKeys) {
        self.log = log
        self.known = known
    }

    func service(_ node: SourceNode) -> Service? {
        guard let section = Section(node, "Leistung", keys: Self.keys, log: log) else { return nil }
        let key = section.name("key", Naming.Service.self)
        if let key { self.key = (key.text, section.place(of: "key")) }
        let leika = section.has("leika") ? self.leika(section) : nil
        let title = section.localized("title")
        let hint = section.localized(ifPresent: "hint")
        let search = texts(section, "search")
        let law = texts(section, "law")
        let responsible = section.node("responsible").flatMap(self.responsible)
        let end = end(section, responsible)
        let network = section.node("withoutNetwork").flatMap(withoutNetwork)
        let deadline = section.integer(ifPresent: "deadlineDays", 1...3650)
        let minutes = section.integer(ifPresent: "minutes", 1...BookedService.longest)
        let next = section.localized("next")

        let owner = "der Leistung „\(key?.text ?? section.place.file)“"
        let roleNames = self.roleNames(section)
        let form = FormReader(
            log: log, known: known, reader: FieldReader(log: log, roles: roleNames, owner: owner))
        let drafts = form.drafts(section)
        usedGroups = drafts?.groups ?? []
        var table = drafts?.table ?? FieldTable()
        if drafts == nil { table.isComplete = false }
        let conditions = ConditionReader(log: log, fields: table, roles: roleNames, owner: owner)
        let steps = drafts.flatMap { form.steps($0.steps, conditions) }
        let requirements = RequirementReader(log: log, conditions: conditions)
        let roles = requirements.roles(section)
        let rules = requirements.rules(section)
        let evidence = requirements.evidence(section)
        let captures = requirements.captures(section)
        let papers = requirements.papers(section)
        let signature = requirements.signature(section)
        // Where the form has mistakes, what refers to it is not wrong as well.
        let chip = steps.map { ChipReader(log: log, steps: $0).rule(section) } ?? .some(nil)
        let retention = requirements.retention(section, evidence: evidence?.map(\.key.text))
        let feeReader = FeeReader(log: log, conditions: conditions, accounts: known.accounts)
        let fees = feeReader.fees(section)
        let waiver = feeReader.waiver(section)
        if case .some(.some) = waiver, fees?.isEmpty == true {
            section.mistake("waiver", "Diese Leistung hat keine Gebühr, die erlassen werden könnte.")
        }
        guard let key, let title, let search, let law, let responsible, let end, let network, let rules, let roles,
            let steps, let evidence, let captures, let fees, let waiver, let papers, let retention, let next,
            let signature, let chip
        else { return nil }
        return Service(
            key: key, leika: leika, title: title, hint: hint, search: search, law: law, responsible: responsible,
            end: end, withoutNetwork: network.is, withoutNetworkText: network.text, rules: rules, roles: roles,
            steps: steps, evidence: evidence, captures: captures, fees: fees, waiver: waiver, papers: papers,
            deadlineDays: deadline, retention: retention, next: next, signature: signature, chip: chip,
            minutes: minutes ?? Service.usualMinutes)
    }

    /// LeiKa-Schlüssel: 14 digits, the first two 99 for services of administration.
    private func leika(_ section: Section) -> String? {
        guard let text = section.text("leika") else { return nil }
        guard text.isDigits(14), text.hasPrefix("99") else {
            section.mistake(
                "leika",
                "Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99, hier steht „\(text.shortened)“. Lassen Sie ihn weg, wenn er nicht bestätigt ist."
            )
            return nil
        }
        return text
    }

    private func texts(_ section: Section, _ key: String) -> [String]? {
        section.list(ifPresent: key).flatMap { $0.map { self.log.text($0, key) }.allRead() }
    }

    private func responsible(_ node: SourceNode) -> Service.Responsible? {
        guard let section = Section(node, "responsible", keys: ["unit", "partner", "via"], log: log) else { return nil }
        let unitKind = "keine Organisationseinheit"
        if section.has("unit") {
            for key in ["partner", "via"] where section.has(key) {
                section.mistake(key, "Zuständig ist entweder „unit“ oder „partner“ mit „via“.")
            }
            return section.node("unit").flatMap { log.reference($0, known: known.units, unitKind) }
                .map { .unit(UnitKey($0)) }
        }
        guard section.has("partner") else {
            log.add(section.place, "Es fehlt, wer zuständig ist: „unit“, oder „partner“ mit „via“.")
            return nil
        }
        let partner = section.node("partner").flatMap { log.reference($0, known: known.partners, "kein Partner") }
        let via = section.node("via").flatMap { log.reference($0, known: known.units, unitKind) }
        guard let partner, let via else { return nil }
        return .partner(PartnerKey(partner), via: UnitKey(via))
    }

    private func end(_ section: Section, _ responsible: Service.Responsible?) -> Service.End? {
        let words = ["desk", "unit", "partner"]
        guard
            let end = section.node("ends").flatMap({ log.reference($0, known: words, "kein Ende einer Leistung") })
                .flatMap(Service.End.init(rawValue:))
        else { return nil }
        switch (responsible, end) {
        case (.unit, .partner):
            section.mistake(
                "ends",
                "Die Leistung endet bei einem Partner, zuständig ist aber keiner. Ergänzen Sie „partner“ und „via“ unter responsible."
            )
        case (.partner, .desk), (.partner, .unit):
            section.mistake("ends", "Zuständig ist ein Partner. Möglich ist nur: partner.")
        default: break
        }
        return end
    }

    private func withoutNetwork(_ node: SourceNode) -> (is: Service.WithoutNetwork, text: LocalizedText)? {
        guard let section = Section(node, "withoutNetwork", keys: ["is", "text"], log: log) else { return nil }
        let words = ["finished", "takenIn", "preparedOnly"]
        let level = section.node("is").flatMap { log.reference($0, known: words, "kein Stand ohne Netz") }
            .flatMap(Service.WithoutNetwork.init(rawValue:))
        let text = section.localized("text")
        guard let level, let text else { return nil }
        return (level, text)
    }

    /// The roles a case of this service can have: the applicant always, others as declared. Read ahead, since conditions name them.
    private func roleNames(_ section: Section) -> [String] {
        let applicant = Role.applicant.rawValue
        guard section.has("roles") else { return [applicant] }
        guard case .list(let nodes) = section.node(ifPresent: "roles")?.content else {
            return Role.allCases.map(\.rawValue)
        }
        let declared = nodes.compactMap { node -> String? in
            guard case .map(let entries) = node.content,
                case .text(let name) = entries.first(where: { $0.key == "role" })?.value.content
            else { return nil }
            return name
        }
        // A misspelt role has its own mistake; what refers to the right one is then not wrong as well.
        guard declared.allSatisfy({ Role(rawValue: $0) != nil }) else { return Role.allCases.map(\.rawValue) }
        return [applicant] + declared.filter { $0 != applicant }
    }
}
