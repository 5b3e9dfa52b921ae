import Foundation
import Journal

/// What lies on a mirror: everything a blank laptop needs to go on, and nothing that opens without passphrase, key file or
/// recovery code. Small files and attachments as in the kit's folder, the journal in a file of its own, and who the kit is
/// (its signing key, its certificate) closed by the mirror's lock.
struct MirrorFolder {
    let path: String
    let disk: any Disk

    static let sealedIdentity = "identity.sealed"
    /// Encrypted, or says nothing of any person; a file that is not named here stays on the laptop.
    private static let plainFiles = [
        KitFolder.keys, LockBox.name, MirrorLock.name, PinFile.name, KitFolder.agreementName, KitIdentity.fileName,
        KitFolder.newestTown,
    ]

    /// What a restore takes over as it is, besides the catalogues; the locks and who the kit is are opened first.
    static let copied = plainFiles.filter { ![LockBox.name, MirrorLock.name, KitIdentity.fileName].contains($0) }

    /// A small file: what it says, and the bytes that lie on the mirror for it.
    struct Content {
        let plain: Data
        var stored: () throws -> Data

        init(_ plain: Data) {
            self.plain = plain
            stored = { plain }
        }
    }

    /// Who the kit is, as it lies under the lock.
    struct SealedIdentity: Codable {
        var format = 1
        /// Of what is sealed; that holds 32 random bytes, so the hash gives nothing away.
        let hash: EntryHash
        let sealed: Data
    }

    /// The files of ``SealedIdentity``, by their place in the kit's folder.
    struct Identity: Codable {
        let files: [String: Data]

        static let names =
            [IdentityFile.name] + ["kit.pem", "kit.key", "office.pem"].map { "\(KitFolder.tls)/\($0)" }
    }

    /// What of a kit belongs on its mirror.
    static func files(of folder: KitFolder) throws -> [String: Content] {
        var files: [String: Content] = [:]
        for name in plainFiles { files[name] = try folder.file(name).read().map(Content.init) }
        let towns =
            folder.disk.exists(folder.path(KitFolder.towns))
            ? try folder.disk.names(in: folder.path(KitFolder.towns)) : []
        for name in towns where name.hasSuffix(".json") {
            let name = "\(KitFolder.towns)/\(name)"
            files[name] = try folder.file(name).read().map(Content.init)
        }
        guard let lock = try MirrorLock(from: folder.file(MirrorLock.name)) else { throw MirrorTrouble.notLoggedInYet }
        var identity: [String: Data] = [:]
        for name in Identity.names { identity[name] = try folder.read(name) }
        // In the middle of a renewal the certificate's key lies beside the old one.
        let next = "\(KitFolder.tls)/\(KitFolder.nextKey)"
        identity[next] = try folder.file(next).read()
        let plain = Canonical.json(Identity(files: identity))
        var content = Content(plain)
        content.stored = { Canonical.json(SealedIdentity(hash: EntryHash(of: plain), sealed: try lock.seal(plain))) }
        files[sealedIdentity] = content
        return files
    }

    private func file(_ name: String) -> DiskFile { DiskFile(folder: path, name: name, on: disk) }
    private func path(_ name: String) -> String { "\(path)/\(name)" }

    // MARK: Small files and attachments

    /// What is there: hashes of the small files, names of the attachments.
    func contents() throws -> (files: [String: EntryHash], attachments: Set<String>) {
        var files: [String: EntryHash] = [:]
        let towns = disk.exists(path(KitFolder.towns)) ? try disk.names(in: path(KitFolder.towns)) : []
        for name in Self.plainFiles + towns.map({ "\(KitFolder.towns)/\($0)" }) {
            files[name] = try file(name).read().map { EntryHash(of: $0) }
        }
        files[Self.sealedIdentity] = try file(Self.sealedIdentity).read()
            .flatMap { try? JSONDecoder().decode(SealedIdentity.self, from: $0) }?.hash
        let folder = path(AttachmentFolder.name)
        let attachments = disk.exists(folder) ? try disk.names(in: folder).filter { KeyID(hex: $0) != nil } : []
        return (files, Set(attachments))
    }

    /// The old bytes are overwritten: a secret that was removed at the kit is to be gone here too.
    func replace(_ name: String, with bytes: Data) throws {
        if name.hasPrefix(KitFolder.towns) { try disk.makeFolder(path(KitFolder.towns)) }
        try file(name).replace(with: bytes, shredding: true)
    }

    func copyAttachment(_ name: String, from folder: KitFolder) throws {
        let source: any DiskHandle
        do throws(FileFault) {
            source = try folder.disk.open("\(folder.path(AttachmentFolder.name))/\(name)", for: .reading)
        } catch {
            throw MirrorTrouble.ownDisk(reason: "\(error)")
        }
        let target = path(AttachmentFolder.name)
        if !disk.exists(target) {
            try disk.makeFolder(target)
            try disk.syncFolder(of: target)
        }
        try Self.copy(source, to: "\(target)/\(name)", on: disk)
    }

    /// Durable, and under its name only when it is whole.
    static func copy(
        _ source: any DiskHandle, to path: String, on disk: any Disk, syncingFolder: Bool = true
    ) throws {
        let part = path + ".part"
        if disk.exists(part) { try disk.remove(part) }
        do {
            let file = try disk.open(part, for: .making)
            var offset = 0
            while case let piece = try source.read(at: offset, count: 1 << 20), !piece.isEmpty {
                try file.write(piece, at: offset)
                offset += piece.count
            }
            try file.sync()
        } catch {
            // A full stick is not to be filled further by halves.
            try? disk.remove(part)
            throw error
        }
        try disk.rename(part, to: path)
        if syncingFolder { try disk.syncFolder(of: path) }
    }

    // MARK: Journal

    private var journalPath: String { path(SQLiteJournalStore.fileName) }

    /// Nil when there is none.
    func journal() throws -> SQLiteJournalStore? {
        disk.exists(journalPath) ? try SQLiteJournalStore(path: journalPath, on: disk) : nil
    }

    func makeJournal() throws -> SQLiteJournalStore { try SQLiteJournalStore(path: journalPath, on: disk) }

    func append(
        _ spans: [MirrorPlan.Span], _ runs: [DroppedRun], from store: SQLiteJournalStore, kit: UInt16,
        signer: some Signer, to journal: SQLiteJournalStore
    ) throws {
        for span in spans {
            let selection = Selection.generation(
                kit: kit, generation: span.generation, sequences: (span.after + 1)...span.through)
            var arrival: Int64 = 0
            while case let batch = try MirrorTrouble.ofOwnDisk({
                try store.entries(selection, after: arrival, limit: 1_000)
            }),
                let last = batch.last
            {
                let head = try MirrorTrouble.ofOwnDisk { try Head(last.entry).signed(by: signer) }
                try journal.append(batch.map(\.entry), head: head, receivedAt: nil)
                arrival = last.arrival
            }
        }
        if !runs.isEmpty { try journal.drop(runs) }
    }

    /// The kit's journal as a whole takes the place of the one there; that is the old one or the new one at every moment.
    func replaceJournal(with store: SQLiteJournalStore, keepingOld: Bool) throws {
        let new = journalPath + ".new"
        do throws(StoreFault) { try store.copy(to: new, on: disk) } catch {
            for name in [new, new + "-journal"] { try? disk.remove(name) }
            throw error
        }
        if keepingOld, disk.exists(journalPath) {
            let beside = path("daneben-\(try keptBeside() + 1).sqlite")
            for end in ["-wal", "-shm", ""] where disk.exists(journalPath + end) {
                try disk.rename(journalPath + end, to: beside + end)
            }
        }
        for end in ["-wal", "-shm"] where disk.exists(journalPath + end) { try disk.remove(journalPath + end) }
        try disk.rename(new, to: journalPath)
        try disk.syncFolder(of: journalPath)
    }

    /// How many journals were kept beside.
    func keptBeside() throws -> Int {
        try disk.names(in: path).count { $0.hasPrefix("daneben-") && $0.hasSuffix(".sqlite") }
    }
}

extension MirrorTrouble {
    static func ofOwnDisk<Value>(_ work: () throws -> Value) throws(MirrorTrouble) -> Value {
        do { return try work() } catch let trouble as MirrorTrouble { throw trouble } catch {
            throw .ownDisk(reason: "\(error)")
        }
    }
}
