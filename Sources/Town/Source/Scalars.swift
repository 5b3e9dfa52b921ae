import Casework

/// What the words of a file mean.
extension MistakeLog {
    func text(_ node: SourceNode, _ key: String, max: Int = 300) -> String? {
        guard case .text(let text) = node.content else {
            add(node.place, "„\(key)“ ist ein Text, hier steht \(node.kind).")
            return nil
        }
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else {
            add(node.place, "„\(key)“ ist leer. Ergänzen Sie den Text oder löschen Sie die Zeile.")
            return nil
        }
        guard trimmed.count <= max else {
            add(node.place, "„\(key)“ ist mit \(trimmed.count) Zeichen zu lang (erlaubt sind \(max)).")
            return nil
        }
        return trimmed
    }

    func flag(_ node: SourceNode, _ key: String) -> Bool? {
        switch node.content {
        case .text("true"): return true
        case .text("false"): return false
        default:
            add(node.place, "„\(key)“ ist true (ja) oder false (nein), hier steht \(node.kind).")
            return nil
        }
    }

    func integer(_ node: SourceNode, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard case .text(let text) = node.content, let number = Int(text), range.contains(number) else {
            add(
                node.place,
                "„\(key)“ ist eine ganze Zahl von \(range.lowerBound) bis \(range.upperBound), hier steht \(node.kind)."
            )
            return nil
        }
        return number
    }

    /// An amount in euros with a point: `13`, `13.00`. 0 to 100,000 euros.
    func money(_ node: SourceNode, _ key: String) -> Money? {
        guard case .text(let text) = node.content, let cents = Self.cents(text), cents <= 10_000_000 else {
            add(
                node.place,
                "„\(key)“ ist ein Betrag in Euro mit Punkt und zwei Stellen (27.60), höchstens 100000, hier steht \(node.kind)."
            )
            return nil
        }
        return Money(cents: cents)
    }

    private static func cents(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.count <= 7 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        switch parts.count {
        case 1: return Int(parts[0]).map { $0 * 100 }
        case 2 where parts[1].count <= 2:
            guard let euros = Int(parts[0]), let fraction = Int(parts[1]) else { return nil }
            return euros * 100 + (parts[1].count == 1 ? fraction * 10 : fraction)
        default: return nil
        }
    }

    /// A key: letters a to z, digits, hyphens; it goes into journals and addresses and never changes.
    func key(_ node: SourceNode, _ key: String) -> String? {
        guard case .text(let text) = node.content else {
            add(node.place, "„\(key)“ ist ein Wort, hier steht \(node.kind).")
            return nil
        }
        return self.key(text, node.place)
    }

    func key(_ text: String, _ place: Place) -> String? {
        let isLetterOrDigit = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        let isKey =
            text.utf8.count <= 60 && text.utf8.first.map(isLetterOrDigit) == true
            && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        guard isKey else {
            add(
                place,
                "„\(text.shortened)“ taugt nicht als Schlüssel. Erlaubt sind Buchstaben von a bis z, Ziffern und Bindestriche, höchstens 60."
            )
            return nil
        }
        return text
    }

    func name<Thing>(_ node: SourceNode, _ key: String) -> Name<Thing>? {
        self.key(node, key).map { Name($0) }
    }

    func option<Option: CaseIterable & RawRepresentable<String>>(
        _ node: SourceNode, _ type: Option.Type, _ kind: String
    ) -> Option? {
        reference(node, known: type.allCases.map(\.rawValue), kind).flatMap(Option.init(rawValue:))
    }

    /// A word that must be one of the known ones. `known` is `nil` where the file with them could not be read: then nothing is said twice.
    func reference(_ node: SourceNode, known: [String]?, _ kind: String) -> String? {
        guard case .text(let text) = node.content, !text.isEmpty else {
            let choices = known.map { " " + Spelling.choices($0, near: "") } ?? ""
            add(node.place, "Erwartet wird ein Wort, hier steht \(node.kind).\(choices)")
            return nil
        }
        guard let known else { return text }
        guard known.contains(text) else {
            unknown(node.place, text, kind, known: known)
            return nil
        }
        return text
    }

    /// A bare text is German; otherwise `de`, `en`, `plain`.
    func localized(_ node: SourceNode, _ key: String) -> LocalizedText? {
        if case .text = node.content { return text(node, key, max: 4000).map { LocalizedText(de: $0) } }
        guard case .map = node.content, let section = Section(node, key, keys: ["de", "en", "plain"], log: self) else {
            add(node.place, "„\(key)“ ist ein Text oder eine Gruppe aus de, en und plain, hier steht \(node.kind).")
            return nil
        }
        let de = section.text("de", max: 4000)
        let en = section.text(ifPresent: "en", max: 4000)
        let plain = section.text(ifPresent: "plain", max: 4000)
        return de.map { LocalizedText(de: $0, en: en, plain: plain) }
    }

    /// Reports every key that stands twice in a list of things.
    func unique<Key: Hashable>(_ keys: [(key: Key, place: Place)], _ kind: String) {
        var first: [Key: Place] = [:]
        for (key, place) in keys {
            guard let earlier = first[key] else {
                first[key] = place
                continue
            }
            let found = earlier.file == place.file ? "in Zeile \(earlier.line)" : "in \(earlier.file):\(earlier.line)"
            add(place, "\(kind) „\(key)“ gibt es schon \(found). Jeder Schlüssel darf nur einmal vorkommen.")
        }
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
