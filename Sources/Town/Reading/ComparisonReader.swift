import Casework
import Identity

/// Reads the value a field is compared with. Which values there are depends on the field's kind.
///
/// A field of kind `choices` holds several keys: `is` and `in` name single ones (`.choice`) and ask whether they are among them.
struct ComparisonReader {
    let log: MistakeLog
    let field: String
    let kind: Field.Kind

    func comparison(_ word: String, _ section: Section) -> Condition.Comparison? {
        guard let node = section.node(word) else { return nil }
        switch word {
        case "is":
            guard canBeEqual(word, section) else { return nil }
            return value(node).map { .equals($0) }
        case "in":
            guard canBeEqual(word, section), let nodes = section.list(word) else { return nil }
            guard !nodes.isEmpty else {
                section.mistake(word, "„in“ nennt mindestens einen Wert.")
                return nil
            }
            let values = nodes.map(value)
            let known = values.compactMap { $0 }
            guard known.count == values.count else { return nil }
            guard Set(known).count == known.count else {
                section.mistake(word, "„in“ nennt einen Wert doppelt.")
                return nil
            }
            return .oneOf(known)
        default:
            guard hasOrder else {
                section.mistake(word, "„\(word)“ vergleicht Zahlen, Beträge und Tage; „\(field)“ ist \(kindName).")
                return nil
            }
            guard let value = value(node), isReachable(value, word, section) else { return nil }
            return word == "below" ? .below(value) : .atLeast(value)
        }
    }

    private var hasOrder: Bool {
        switch kind {
        case .number, .date, .money: true
        default: false
        }
    }

    private func canBeEqual(_ word: String, _ section: Section) -> Bool {
        guard case .persons = kind else { return true }
        section.mistake(
            word, "Personen lassen sich nur mit „present: true“ prüfen; „\(field)“ ist ein Feld für Personen.")
        return false
    }

    private func value(_ node: SourceNode) -> FieldValue? {
        switch kind {
        case .yesNo: return log.flag(node, field).map { .yesNo($0) }
        case .choice(let choices), .choices(let choices):
            return log.reference(node, known: choices.map(\.key), "keine Auswahl von „\(field)“").map { .choice($0) }
        case .codeList(let name):
            let codes = RegisterList(rawValue: name)?.codes.entries.map(\.code)
            return log.reference(node, known: codes, "kein Code der Liste „\(name)“").map { .choice($0) }
        case .number(let min, let max): return log.integer(node, field, min...max).map { .number($0) }
        case .money: return log.money(node, field).map { .money($0) }
        case .date:
            guard case .text(let text) = node.content, let date = CalendarDate(iso: text) else {
                log.add(
                    node.place, "„\(field)“ ist ein Tag in der Form 2026-12-07, den es gibt; hier steht \(node.kind).")
                return nil
            }
            return .date(date)
        case .personName, .line, .multiline, .postCode, .phone, .email, .documentNumber, .caseNumber, .iban:
            return log.text(node, field).map { .text($0) }
        case .persons: return nil
        }
    }

    private func isReachable(_ value: FieldValue, _ word: String, _ section: Section) -> Bool {
        guard case .number(let min, _) = kind, case .number(let number) = value, word == "below", number <= min else {
            return true
        }
        section.mistake(word, "„\(field)“ ist nie kleiner als \(min). Diese Bedingung kann nie zutreffen.")
        return false
    }

    private var kindName: String {
        switch kind {
        case .yesNo: "eine Ja-Nein-Frage"
        case .choice, .choices, .codeList: "eine Auswahl"
        case .persons: "ein Feld für Personen"
        default: "ein Text"
        }
    }
}
