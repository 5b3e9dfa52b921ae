import Yams

/// One YAML file as nodes. YAML is used without its surprises: no anchors, no aliases, no own types, and no word is taken for
/// something else (`no` stays a word, `0101` keeps its zero).
enum SourceFile {
    /// Bytes of one file; a service with all its texts is about 10,000.
    static let maximumBytes = 262_144
    /// Levels of nesting.
    static let maximumDepth = 40

    /// - Returns: `nil` where the file cannot be read as YAML; the log says why.
    static func read(_ text: String, name: String, log: MistakeLog) -> SourceNode? {
        let start = Place(file: name, line: 1)
        guard text.utf8.count <= maximumBytes else {
            log.add(
                start, "Die Datei ist zu groß (\(text.utf8.count) Bytes, erlaubt sind \(maximumBytes)). \(splitAdvice)")
            return nil
        }
        if let line = AnchorScan.firstAnchor(in: text) {
            log.add(Place(file: name, line: line), anchorMessage)
            return nil
        }
        var text = text.withoutByteOrderMark
        var repeated: [String: Int] = [:]
        // Yams stops at the first mapping with a key that stands twice. The second one is renamed, and the reading begins again, so that
        // the other mistakes of the file are found as well.
        for _ in 0..<50 {
            do {
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else {
                    log.add(start, "Die Datei ist leer.")
                    return nil
                }
                return withExtendedLifetime(parser) {
                    Conversion(name: name, log: log, repeated: repeated).node(root, depth: 0)
                }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard let key = keys.first, let again = Repetition.rename(key, after: context.mark, in: text) else {
                    log.add(
                        Place(file: name, line: context.mark.line),
                        "„\((keys.first ?? "").shortened)“ steht hier doppelt. Jeder Schlüssel darf nur einmal vorkommen."
                    )
                    return nil
                }
                text = again.text
                repeated[again.key] = context.mark.line
            } catch {
                log.add(BrokenYAML.mistake(error, in: text, file: name))
                return nil
            }
        }
        log.add(start, "Die Datei enthält zu viele doppelte Schlüssel.")
        return nil
    }

    static let splitAdvice = "Teilen Sie sie auf oder kürzen Sie die Texte."
    static let anchorMessage =
        "Anker und Verweise (& und *) sind nicht erlaubt. Schreiben Sie den Inhalt aus oder setzen Sie ihn in Anführungszeichen."
}

/// Turns Yams' nodes into ours.
private struct Conversion {
    let name: String
    let log: MistakeLog
    /// Renamed keys and the line of the first one of the same name.
    let repeated: [String: Int]

    /// No tag, `!`, and what Yams gives to quoted text.
    private static let plainTags: Set = ["", "!", Tag.Name.str.rawValue]

    func node(_ node: Node, depth: Int) -> SourceNode? {
        let place = Place(file: name, line: node.mark?.line ?? 1)
        guard node.anchor == nil, node.alias == nil else {
            log.add(place, SourceFile.anchorMessage)
            return nil
        }
        guard depth <= SourceFile.maximumDepth else {
            log.add(place, "Hier ist zu tief verschachtelt (erlaubt sind \(SourceFile.maximumDepth) Ebenen).")
            return nil
        }
        switch node {
        case .scalar(let scalar): return self.scalar(scalar, place)
        case .sequence(let sequence):
            var items: [SourceNode] = []
            for item in sequence {
                guard let item = self.node(item, depth: depth + 1) else { return nil }
                items.append(item)
            }
            return SourceNode(place: place, content: .list(items))
        case .mapping(let mapping): return map(mapping, place, depth)
        case .alias: return nil
        }
    }

    private func scalar(_ scalar: Node.Scalar, _ place: Place) -> SourceNode? {
        guard Self.plainTags.contains(scalar.tag.rawValue) else {
            log.add(place, "Typangaben mit ! sind nicht erlaubt. Setzen Sie den Text in Anführungszeichen.")
            return nil
        }
        let isPlain = scalar.style == .plain || scalar.style == .any
        let isNothing = isPlain && ["", "~", "null"].contains(scalar.string)
        return SourceNode(place: place, content: isNothing ? .nothing : .text(scalar.string))
    }

    private func map(_ mapping: Node.Mapping, _ place: Place, _ depth: Int) -> SourceNode? {
        var entries: [SourceNode.Entry] = []
        for (key, value) in mapping {
            let keyPlace = Place(file: name, line: key.mark?.line ?? place.line)
            guard key.anchor == nil, case .scalar(let scalar) = key else {
                log.add(
                    keyPlace,
                    "Ein Schlüssel besteht aus einem Wort. Texte mit Klammern oder Doppelpunkt gehören in Anführungszeichen."
                )
                return nil
            }
            if let first = repeated[scalar.string] {
                let word = Repetition.word(of: scalar.string)
                log.add(
                    keyPlace,
                    "„\(word.shortened)“ steht schon in Zeile \(first). Jeder Schlüssel darf nur einmal vorkommen.")
                continue
            }
            guard let value = node(value, depth: depth + 1) else { return nil }
            entries.append(SourceNode.Entry(key: scalar.string, place: keyPlace, value: value))
        }
        return SourceNode(place: place, content: .map(entries))
    }
}

extension String {
    /// Some editors begin a file with U+FEFF; the parser would take it for a letter of the first key.
    fileprivate var withoutByteOrderMark: String {
        unicodeScalars.first == "\u{FEFF}" ? String(String.UnicodeScalarView(unicodeScalars.dropFirst())) : self
    }
}
