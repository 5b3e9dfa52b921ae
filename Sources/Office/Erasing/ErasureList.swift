import Foundation
package import Journal

/// What was erased for good: which keys, which bodies, which files. Holds numbers and random names, nothing that was erased.
package struct ErasureRecord: Codable, Hashable, Sendable {
    package let subject: Subject
    package let at: Timestamp
    /// All keys of the subject, not only those of a part.
    package let isWhole: Bool
    package let keys: Set<KeyID>
    /// Entries whose bodies go with a part; of a whole subject all go.
    package let bodies: [Position]
    package let files: Set<KeyID>

    package init(
        of subject: Subject, at time: Timestamp, isWhole: Bool, keys: Set<KeyID>, bodies: [Position] = [],
        files: Set<KeyID> = []
    ) {
        self.subject = subject
        at = time
        self.isWhole = isWhole
        self.keys = keys
        self.bodies = bodies
        self.files = files
    }
}

/// The list of erasures lies beside the key file, outside of the data folder, and is no part of a backup: it outlives a restore, so that what
/// was erased after the backup is erased again before the office serves. Lines are only ever added, each on the disk before a key is erased.
///
/// A line is the first 8 hexadecimal digits of the SHA-256 of its JSON, a blank, and the JSON. The first says whose list it is:
/// `{"format":1,"office":"…"}` (hash of the office's signing key); the others are `{"erased":{…}}` or `{"restored":{"at":…,"epoch":2}}`.
package struct ErasureList {
    package struct Restored: Codable, Hashable, Sendable {
        package let at: Timestamp
        package let epoch: UInt32
    }

    private struct First: Codable {
        let format: Int
        let office: String
    }

    private struct Line: Codable {
        var erased: ErasureRecord?
        var restored: Restored?
    }

    package let path: String
    private let disk: any Disk
    package private(set) var records: [ErasureRecord] = []
    /// The same by subject, and the subjects that are gone as a whole.
    private(set) var keysBySubject: [Subject: Set<KeyID>] = [:]
    private(set) var wholeSubjects: Set<Subject> = []
    package private(set) var restores: [Restored] = []

    /// Which office a list belongs to.
    package static func mark(_ identity: IdentityFile) -> String {
        (identity.publicKeys(of: 0).first.map { EntryHash(of: $0).hex } ?? "").prefix(16).lowercased()
    }

    /// Reads the list; nil when there is none. A last line that was not written to its end counts as never written: its erasure had not begun.
    /// - Throws: ``OfficeFault/erasureListDamaged(path:line:)`` for any other line that is not as it was written, and for another office's list.
    package init?(_ path: String, of office: String, on disk: any Disk) throws(OfficeFault) {
        self.path = path
        self.disk = disk
        let text: Data?
        do throws(FileFault) { text = try DiskFile(path: path, on: disk).read() } catch { throw .file(error) }
        guard let text else { return nil }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        guard let head = lines.first, let first: First = Self.read(head), first.format == 1, first.office == office
        else { throw .erasureListDamaged(path: path, line: 1) }
        for (index, bytes) in lines.enumerated().dropFirst() {
            guard let line: Line = Self.read(bytes) else { throw .erasureListDamaged(path: path, line: index + 1) }
            if let erased = line.erased { note(erased) }
            if let restored = line.restored { restores.append(restored) }
        }
        if let end = text.lastIndex(of: UInt8(ascii: "\n")), end + 1 < text.endIndex {
            try rewrite(with: Data(text[...end]))
        }
    }

    /// Makes a new list, in place of one that is there.
    package init(
        making path: String, of office: String, records: [ErasureRecord] = [], on disk: any Disk
    ) throws(OfficeFault) {
        self.path = path
        self.disk = disk
        for record in records { note(record) }
        var text = Self.line(First(format: 1, office: office))
        for record in records { text += Self.line(Line(erased: record)) }
        try rewrite(with: text)
    }

    /// On the disk when this returns.
    package mutating func append(_ new: [ErasureRecord]) throws(OfficeFault) {
        try write(new.reduce(into: Data()) { $0 += Self.line(Line(erased: $1)) })
        for record in new { note(record) }
    }

    package mutating func append(_ restored: Restored) throws(OfficeFault) {
        try write(Self.line(Line(restored: restored)))
        restores.append(restored)
    }

    private mutating func note(_ record: ErasureRecord) {
        records.append(record)
        keysBySubject[record.subject, default: []].formUnion(record.keys)
        if record.isWhole { wholeSubjects.insert(record.subject) }
    }

    /// When something was erased last.
    package var lastErasure: Timestamp? { records.map(\.at).max() }
    package var lastEpoch: UInt32 { restores.map(\.epoch).max() ?? 0 }

    private func write(_ bytes: Data) throws(OfficeFault) {
        do throws(FileFault) {
            let file = try disk.open(path, for: .continuing)
            try file.write(bytes, at: file.size)
            try file.sync()
        } catch { throw .file(error) }
    }

    private func rewrite(with text: Data) throws(OfficeFault) {
        do throws(FileFault) { try DiskFile(path: path, on: disk).replace(with: text, shredding: false) } catch {
            throw .file(error)
        }
    }

    private static func line(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Our own plain values have a JSON.
        let json = try! encoder.encode(value)
        return Data("\(EntryHash(of: json).hex.prefix(8)) ".utf8) + json + Data("\n".utf8)
    }

    private static func read<Value: Decodable>(_ line: Data) -> Value? {
        let json = Data(line.dropFirst(9))
        guard line.count > 9, line.prefix(8) == Data(EntryHash(of: json).hex.prefix(8).utf8) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: json)
    }
}

extension ErasureList {
    /// The office's list. A new office gets an empty one; later a list that is missing stops the office, for a backup that was put back by hand
    /// would bring back what is erased.
    /// - Parameter makingAnew: a person has said that the list is lost: it is made from the keys that are erased here. One that is there and
    ///   whole is used all the same.
    static func opening(
        _ folder: OfficeFolder, _ identity: IdentityFile, ledger: SQLiteOfficeLedger, keys: KeyStore, makingAnew: Bool
    ) throws -> ErasureList {
        let mark = mark(identity)
        let isExpected = try ledger.read { try ledger.number("erasureList", $0) } == 1
        do {
            if let list = try ErasureList(folder.erasureListPath, of: mark, on: folder.disk) {
                if !isExpected { try ledger.write { try ledger.set("erasureList", 1, $0) } }
                return list
            }
            guard makingAnew || !isExpected else { throw OfficeFault.erasureListMissing(path: folder.erasureListPath) }
        } catch OfficeFault.erasureListDamaged where makingAnew {
            // Kept for whoever can read it.
            try folder.disk.rename(folder.erasureListPath, to: folder.erasureListPath + ".damaged")
        }
        let known = try keys.erased().map { subject, erased in
            ErasureRecord(of: subject, at: erased.at, isWhole: erased.isWhole, keys: erased.ids)
        }.sorted { ($0.at, $0.subject.id) < ($1.at, $1.subject.id) }
        let list = try ErasureList(making: folder.erasureListPath, of: mark, records: known, on: folder.disk)
        try ledger.write { try ledger.set("erasureList", 1, $0) }
        return list
    }
}
