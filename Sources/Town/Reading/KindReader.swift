import Casework

/// Reads what kind of answer a field takes, with the keys that belong to the kind.
struct KindReader {
    enum Word: String, CaseIterable {
        case personName, line, multiline, date, number, yesNo, choice, choices, codeList, postCode, phone, email
        case documentNumber, caseNumber, money, persons, iban

        /// The keys that mean something for this kind.
        var keys: [String] {
            switch self {
            case .line, .multiline, .money: ["max"]
            case .number: ["min", "max"]
            case .date: ["past"]
            case .choice, .choices: ["choices"]
            case .codeList: ["list"]
            case .persons: ["role"]
            default: []
            }
        }
    }

    let log: MistakeLog
    let section: Section
    let roles: [String]
    let owner: String

    func kind() -> Field.Kind? {
        guard let word = section.option("kind", Word.self, "keine Art von Feld") else { return nil }
        for key in ["max", "min", "past", "choices", "list", "role"] where section.has(key) && !word.keys.contains(key)
        {
            section.mistake(key, "„\(key)“ passt nicht zu einem Feld der Art „\(word.rawValue)“. Löschen Sie es.")
        }
        switch word {
        case .personName: return .personName
        case .line: return length(otherwise: 120, upTo: 500).map { .line(max: $0) }
        case .multiline: return length(otherwise: 2000, upTo: 10_000).map { .multiline(max: $0) }
        case .date: return .date(past: section.has("past") ? section.flag("past", otherwise: false) : nil)
        case .number: return number()
        case .yesNo: return .yesNo
        case .choice: return choices(atLeast: 2).map { .choice($0) }
        case .choices: return choices(atLeast: 1).map { .choices($0) }
        case .codeList:
            return section.option("list", RegisterList.self, "keine Codeliste").map { .codeList($0.rawValue) }
        case .postCode: return .postCode
        case .phone: return .phone
        case .email: return .email
        case .documentNumber: return .documentNumber
        case .caseNumber: return .caseNumber
        case .money:
            guard section.has("max") else { return .money(maxCents: 10_000_000) }
            return section.node(ifPresent: "max").flatMap { log.money($0, "max") }.map { .money(maxCents: $0.cents) }
        case .persons:
            return section.node("role").flatMap { log.reference($0, known: roles, "keine Rolle \(owner)") }
                .flatMap(Role.init(rawValue:)).map { .persons($0) }
        case .iban: return .iban
        }
    }

    private func length(otherwise: Int, upTo: Int) -> Int? {
        section.has("max") ? section.integer("max", 1...upTo) : otherwise
    }

    private func number() -> Field.Kind? {
        let limit = 1_000_000_000
        let low = section.has("min") ? section.integer("min", -limit...limit) : 0
        let high = section.has("max") ? section.integer("max", -limit...limit) : 999_999
        guard let low, let high else { return nil }
        guard low <= high else {
            section.mistake("min", "„min“ ist größer als „max“ (\(low) und \(high)).")
            return nil
        }
        return .number(min: low, max: high)
    }

    private func choices(atLeast: Int) -> [Field.Choice]? {
        guard let nodes = section.list("choices"), let choices = log.choices(nodes, "Auswahl") else { return nil }
        guard choices.count >= atLeast else {
            section.mistake(
                "choices",
                atLeast == 1 ? "„choices“ enthält keine Auswahl." : "Eine Auswahl hat mindestens zwei Möglichkeiten.")
            return nil
        }
        return choices
    }
}

extension MistakeLog {
    /// A list of `{key: …, title: …}` with different keys.
    func choices(_ nodes: [SourceNode], _ kind: String) -> [Field.Choice]? {
        var keys: [(key: String, place: Place)] = []
        let choices = nodes.map { node -> Field.Choice? in
            guard let section = Section(node, kind, keys: ["key", "title"], log: self) else { return nil }
            let key = section.node("key").flatMap { self.key($0, "key") }
            let title = section.localized("title")
            if let key { keys.append((key, section.place)) }
            guard let key, let title else { return nil }
            return Field.Choice(key: key, title: title)
        }
        unique(keys, "Die Möglichkeit")
        let read = choices.compactMap { $0 }
        return read.count == choices.count ? read : nil
    }
}
