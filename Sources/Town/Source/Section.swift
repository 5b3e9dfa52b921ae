import Casework

/// A mapping being read: knows which keys may stand in it, and reports everything else. A value that cannot be read is `nil` and a
/// mistake in the log; since one mistake is enough to refuse the town, nothing is ever guessed.
struct Section {
    let place: Place
    let log: MistakeLog
    private let entries: [String: SourceNode.Entry]
    /// What is being read, as a message names it: `Feld`.
    private let what: String

    /// - Parameter keys: all that may stand here, in the order messages name them.
    init?(_ node: SourceNode, _ what: String, keys: [String], log: MistakeLog) {
        guard case .map(let entries) = node.content else {
            log.add(
                node.place,
                "Hier steht \(node.kind), erwartet wird die Angabe „\(what)“ mit Schlüsseln. \(Spelling.choices(keys, near: ""))"
            )
            return nil
        }
        for entry in entries where !keys.contains(entry.key) {
            log.unknown(entry.place, entry.key, "hier kein bekannter Schlüssel (\(what))", known: keys)
        }
        place = node.place
        self.log = log
        self.what = what
        self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    }

    func has(_ key: String) -> Bool { entries[key] != nil }

    func place(of key: String) -> Place { entries[key]?.place ?? place }

    func missing(_ key: String) {
        log.add(place, "Es fehlt „\(key)“ (\(what)).")
    }

    func mistake(_ key: String, _ text: String) { log.add(place(of: key), text) }

    /// The value of a key that must be there.
    func node(_ key: String) -> SourceNode? {
        guard has(key) else {
            missing(key)
            return nil
        }
        return node(ifPresent: key)
    }

    /// The value of a key that may be left out. A key with nothing behind it is a mistake.
    func node(ifPresent key: String) -> SourceNode? {
        guard let entry = entries[key] else { return nil }
        guard !entry.value.isNothing else {
            log.add(entry.place, "Hinter „\(key)“ steht nichts. Ergänzen Sie den Wert oder löschen Sie die Zeile.")
            return nil
        }
        return entry.value
    }

    func list(_ key: String) -> [SourceNode]? {
        node(key).flatMap { list($0, key) }
    }

    /// An absent list is an empty one.
    func list(ifPresent key: String) -> [SourceNode]? {
        guard has(key) else { return [] }
        return node(ifPresent: key).flatMap { list($0, key) }
    }

    private func list(_ node: SourceNode, _ key: String) -> [SourceNode]? {
        guard case .list(let items) = node.content else {
            log.add(node.place, "„\(key)“ ist eine Liste (Zeilen mit „- “), hier steht \(node.kind).")
            return nil
        }
        return items
    }

    /// The entries of a free mapping such as `accounts`.
    func pairs(ifPresent key: String) -> [SourceNode.Entry]? {
        guard has(key) else { return [] }
        guard let node = node(ifPresent: key) else { return nil }
        guard case .map(let entries) = node.content else {
            log.add(node.place, "„\(key)“ besteht aus Zeilen „schlüssel: wert“, hier steht \(node.kind).")
            return nil
        }
        return entries
    }
}

// MARK: - Scalars

extension Section {
    func text(_ key: String, max: Int = 300) -> String? {
        node(key).flatMap { log.text($0, key, max: max) }
    }

    func text(ifPresent key: String, max: Int = 300) -> String? {
        node(ifPresent: key).flatMap { log.text($0, key, max: max) }
    }

    func flag(_ key: String, otherwise: Bool) -> Bool {
        guard let node = node(ifPresent: key) else { return otherwise }
        return log.flag(node, key) ?? otherwise
    }

    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        node(key).flatMap { log.integer($0, key, range) }
    }

    func integer(ifPresent key: String, _ range: ClosedRange<Int>) -> Int? {
        node(ifPresent: key).flatMap { log.integer($0, key, range) }
    }

    func name<Thing>(_ key: String, _: Thing.Type) -> Name<Thing>? {
        node(key).flatMap { log.name($0, key) }
    }

    /// One of the words of an enumeration.
    func option<Option: CaseIterable & RawRepresentable<String>>(
        _ key: String, _ type: Option.Type, _ kind: String
    ) -> Option? {
        node(key).flatMap { log.option($0, type, kind) }
    }

    func localized(_ key: String) -> LocalizedText? {
        node(key).flatMap { log.localized($0, key) }
    }

    func localized(ifPresent key: String) -> LocalizedText? {
        node(ifPresent: key).flatMap { log.localized($0, key) }
    }
}
