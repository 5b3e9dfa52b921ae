import Casework

/// `chip`: what a service does at the chip of an identity card.
struct ChipReader {
    let log: MistakeLog
    let steps: [FormStep]

    /// The outer nil where something is wrong, the inner where the service does nothing at a chip.
    func rule(_ section: Section) -> ChipRule?? {
        guard let node = section.node(ifPresent: "chip") else { return .some(nil) }
        guard let item = Section(node, "chip", keys: ["act", "result", "done", "later", "sticker"], log: log) else {
            return nil
        }
        let act = item.node("act").flatMap {
            log.reference($0, known: ChipRule.Act.allCases.map(\.rawValue), "keine Handlung am Chip")
        }.flatMap(ChipRule.Act.init(rawValue:))
        let fields = steps.flatMap(\.fields)
        let choices = fields.compactMap { field in
            if case .choice = field.kind { field.key.text } else { nil }
        }
        let result = item.node("result").flatMap {
            log.reference($0, known: choices, "kein Auswahlfeld dieser Leistung")
        }
        guard let act, let result,
            let field = fields.first(where: { $0.key.text == result }), case .choice(let options) = field.kind
        else { return nil }
        let keys = options.map(\.key)
        let done = item.node("done").flatMap { log.reference($0, known: keys, "keine Auswahl von „\(result)“") }
        let later = item.node("later").flatMap { log.reference($0, known: keys, "keine Auswahl von „\(result)“") }
        guard let done, let later else { return nil }
        guard item.has("sticker") else { return ChipRule(act: act, result: field.key, done: done, later: later) }
        let lines = fields.compactMap { field in
            if case .line = field.kind { field.key } else { nil }
        }
        let sticker = item.node("sticker").flatMap {
            log.reference($0, known: lines.map(\.text), "keine Textzeile dieser Leistung")
        }
        guard let sticker, let key = lines.first(where: { $0.text == sticker }) else { return nil }
        return ChipRule(act: act, result: field.key, done: done, later: later, sticker: key)
    }
}
