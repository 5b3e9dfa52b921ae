package import Crypto
import Foundation

/// A kit's keys: rows in one small file that is replaced as a whole. The kit's own key may be absent (locked): then rows
/// can be listed and shipped, and nothing can be opened or made.
package final class KeyRing: SubjectKeys {
    private let file: any WholeFile
    private let randomness: Randomness
    private let kit: UInt16
    /// Whom new keys are sealed to: the office's key first, then the recovery key if there is one.
    package var recipients: [Recipient]

    private var kitKey: SymmetricKey?
    private var open: [KeyID: SymmetricKey] = [:]
    private var order: [KeyID] = []
    private var rowsByID: [KeyID: KeyRow] = [:]
    private var lines: [KeyID: Data] = [:]
    private var own: [Subject: KeyID] = [:]
    /// The journal's head when the file was last written.
    package private(set) var checkpoint: Head?

    /// Reads the file; a missing one is an empty ring.
    package init(
        file: any WholeFile, kit: UInt16, recipients: [Recipient], randomness: Randomness = .system
    ) throws(KeyFault) {
        self.file = file
        self.kit = kit
        self.recipients = recipients
        self.randomness = randomness
        guard let text = try KeyFault.mapping({ () throws(FileFault) in try file.read() }) else { return }
        let read = try KeyFile(text: text)
        guard read.first.kit == kit else {
            throw .damaged(line: 1, reason: "Die Datei gehört zu Koffer \(read.first.kit).")
        }
        checkpoint = read.first.checkpoint
        for (row, line) in zip(read.rows, read.lines) { put(row, line: line) }
    }

    package var rows: [KeyRow] { order.compactMap { rowsByID[$0] } }

    package func row(_ id: KeyID) -> KeyRow? { rowsByID[id] }

    /// The subject's own key and all under it, in the order they were made.
    package func rows(of subject: Subject) -> [KeyRow] { rows.filter { $0.subject == subject } }

    package var isLocked: Bool { kitKey == nil }

    package func unlock(with kitKey: SymmetricKey) { self.kitKey = kitKey }

    /// Forgets the kit's key and every opened one.
    package func lock() {
        kitKey = nil
        open = [:]
    }

    package func key(_ id: KeyID) throws(KeyFault) -> SymmetricKey {
        if let key = open[id] { return key }
        guard let row = rowsByID[id] else { throw .unknown(id) }
        guard let wrapped = row.wrapped else { throw .erased(id) }
        guard let kitKey else { throw .locked }
        let associated = Sealing.associatedData(id, row.subject)
        guard let key = Sealing.unwrap(wrapped, under: kitKey, associatedData: associated) else {
            throw .unopenable(id)
        }
        open[id] = key
        return key
    }

    package func keys(
        for subjects: Set<Subject>, at time: Timestamp, checkpoint: Head?
    ) throws(KeyFault) -> [Subject: KeyID] {
        var found: [Subject: KeyID] = [:]
        var missing: [Subject] = []
        for subject in subjects {
            guard let id = own[subject] else {
                missing.append(subject)
                continue
            }
            if rowsByID[id]?.wrapped == nil { throw .erased(id) }
            found[subject] = id
        }
        guard !missing.isEmpty else { return found }
        missing.sort { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
        for row in try make(missing.map { ($0, nil) }, at: time, checkpoint: checkpoint) { found[row.subject] = row.id }
        return found
    }

    /// Makes a key for one attachment or capture under its subject's key, durable before this returns.
    package func makeKey(under subject: Subject, at time: Timestamp, checkpoint: Head?) throws(KeyFault) -> KeyID {
        let parent = try keys(for: [subject], at: time, checkpoint: checkpoint)[subject]
        return try make([(subject, parent)], at: time, checkpoint: checkpoint)[0].id
    }

    /// Erases keys for good; the sealed keys stay until they are forgotten. Keys under them go with them.
    /// - Parameter sealed: whether what is sealed to the office goes, too: nobody opens it any more.
    package func erase(
        _ ids: Set<KeyID>, sealed: Bool = false, at time: Timestamp, checkpoint: Head?
    ) throws(KeyFault) {
        let all = rows.filter { row in
            (row.wrapped != nil || sealed && !row.sealed.isEmpty)
                && (ids.contains(row.id) || row.parent.map(ids.contains) == true)
        }
        guard !all.isEmpty else { return }
        var changed: [KeyID: KeyRow] = [:]
        for var row in all {
            row.erase(sealed: sealed, at: time)
            changed[row.id] = row
        }
        try replace(checkpoint: checkpoint, with: changed, without: [], shredding: true)
        for id in changed.keys { open[id] = nil }
    }

    /// Removes rows whose entries were all dropped and are backed up at the office. An entry that is still here without
    /// its key's row counts as damage.
    package func forget(_ ids: Set<KeyID>, checkpoint: Head?) throws(KeyFault) {
        try replace(checkpoint: checkpoint, with: [:], without: ids, shredding: true)
        for id in ids { open[id] = nil }
    }

    private func make(
        _ wanted: [(subject: Subject, parent: KeyID?)], at time: Timestamp, checkpoint: Head?
    ) throws(KeyFault) -> [KeyRow] {
        guard let kitKey else { throw .locked }
        var rows: [KeyRow] = []
        var keys: [KeyID: SymmetricKey] = [:]
        for (subject, parent) in wanted {
            var id = randomness.keyID()
            while rowsByID[id] != nil || keys[id] != nil { id = randomness.keyID() }
            let key = randomness.key()
            let associated = Sealing.associatedData(id, subject)
            // Sealing to a public key that was checked when it was read has no way to fail.
            let sealed = recipients.map { try! $0.seal(key, id: id, subject: subject) }
            let wrapped = Sealing.wrap(key, under: kitKey, associatedData: associated, randomness: randomness)
            rows.append(
                KeyRow(id: id, subject: subject, parent: parent, wrapped: wrapped, sealed: sealed, madeAt: time))
            keys[id] = key
        }
        let changed = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
        try replace(checkpoint: checkpoint, with: changed, adding: rows.map(\.id), without: [], shredding: false)
        open.merge(keys) { $1 }
        return rows
    }

    /// Writes the file with the changes, and keeps them only when it is durable.
    private func replace(
        checkpoint: Head?, with changed: [KeyID: KeyRow], adding: [KeyID] = [], without gone: Set<KeyID>,
        shredding: Bool
    ) throws(KeyFault) {
        let checkpoint = checkpoint ?? self.checkpoint
        let changedLines = changed.mapValues { KeyFile.line($0) }
        let order = (order + adding).filter { !gone.contains($0) }
        let text = KeyFile.encode(
            first: KeyFile.First(format: 1, kit: kit, checkpoint: checkpoint),
            lines: order.lazy.map { changedLines[$0] ?? self.lines[$0]! }, count: order.count)
        try KeyFault.mapping { () throws(FileFault) in try file.replace(with: text, shredding: shredding) }
        self.checkpoint = checkpoint
        self.order = order
        rowsByID.merge(changed) { $1 }
        lines.merge(changedLines) { $1 }
        for row in changed.values where row.parent == nil { own[row.subject] = row.id }
        for id in gone {
            lines[id] = nil
            if let row = rowsByID.removeValue(forKey: id), own[row.subject] == id { own[row.subject] = nil }
        }
    }

    private func put(_ row: KeyRow, line: Data) {
        order.append(row.id)
        rowsByID[row.id] = row
        lines[row.id] = line
        if row.parent == nil { own[row.subject] = row.id }
    }
}

extension KeyFault {
    static func mapping<Value>(_ work: () throws(FileFault) -> Value) throws(KeyFault) -> Value {
        do throws(FileFault) { return try work() } catch { throw .file(error) }
    }
}
