import Casework
import Foundation
import GRDB
package import Journal

/// A copy of the office's folder that can be taken while the office serves. The key file and the list of erasures are not in it: they are
/// kept elsewhere. A backup expires, because what was erased in the office is still in it.
package struct OfficeBackup: Sendable {
    /// Days for which a backup is kept unless others are named.
    package static let keptDays = 30

    /// What the copy holds, for the person at the screen.
    package struct Outcome: Sendable {
        /// The last entry of each generation of each kit.
        package let heads: [Position]
        package let attachments: Int
        package let keptUntil: Timestamp
        /// Names of expired backups that lay beside it and were removed.
        package let removed: [String]
    }

    /// The journal is copied first: keys and attachments that come in meanwhile are more than it needs, never less. When all of it is
    /// durable the positions are noted, and kits hear at their next call what they need not keep any longer. Then expired backups of this
    /// office in the same place are removed.
    package static func copy(
        _ folder: OfficeFolder, to target: String, at now: Timestamp, keepDays: Int = keptDays
    ) throws -> Outcome {
        let disk = folder.disk
        guard folder.isSetUp else { throw OfficeFault.notSetUp(missing: OfficeSettings.name) }
        try folder.refuseBackup()
        guard !disk.exists(target) else { throw OfficeFault.alreadySetUp }
        for name in ["", "tls", AttachmentFolder.name] {
            try disk.makeFolder("\(target)/\(name)")
        }
        let databases = [SQLiteJournalStore.fileName, KeyStore.fileName, SQLiteOfficeLedger.fileName]
        for name in databases { try copyDatabase(folder.path(name), to: "\(target)/\(name)", on: disk) }
        let (heads, safe) = try contents(of: target, on: disk)
        var names = [
            IdentityFile.name, OfficeSecrets.name, OfficeSettings.name, StaffBook.name, "tls/authority.pem",
            "tls/authority-key.pem", "tls/server.pem", "tls/server-key.pem",
        ]
        let attachments = try AttachmentFolder(path: folder.path(AttachmentFolder.name), on: disk).ids()
        names += attachments.map { "\(AttachmentFolder.name)/\($0.hex)" }
        for name in names {
            guard let bytes = try folder.file(name).read() else { continue }
            try DiskFile(folder: target, name: name, on: disk).replace(with: bytes, shredding: false)
        }
        let keptUntil = Timestamp(milliseconds: now.milliseconds + Int64(keepDays) * 86_400_000)
        let mark = BackupMark(office: ErasureList.mark(try folder.identity()), madeAt: now, keptUntil: keptUntil)
        try mark.write(to: target, on: disk)
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: disk)
        try ledger.noteBackup(safe)
        try ledger.noteCopy(OfficeCopy(name: lastName(target), madeAt: now, keptUntil: keptUntil, removedAt: nil))
        let removed = try removeExpired(beside: target, of: mark.office, at: now, on: disk)
        for name in removed { try ledger.noteRemoved(name, at: now) }
        return Outcome(heads: heads, attachments: attachments.count, keptUntil: keptUntil, removed: removed)
    }

    /// The heads of the copied journal, and how far kits need not keep theirs.
    private static func contents(
        of target: String, on disk: any Disk
    ) throws -> (heads: [Position], safe: [Position]) {
        let path = "\(target)/\(SQLiteJournalStore.fileName)"
        let journal = try SQLiteJournalStore(path: path, on: disk)
        let heads = try journal.heads().map(\.position)
        let safe = try expendable(journal, heads)
        try journal.close()
        try settle(path, on: disk)
        return (heads, safe)
    }

    private static func lastName(_ path: String) -> String { URL(filePath: path).lastPathComponent }

    /// Only what says of itself that it is a finished backup of this office.
    private static func removeExpired(
        beside target: String, of office: String, at now: Timestamp, on disk: any Disk
    ) throws -> [String] {
        let place = URL(filePath: target).deletingLastPathComponent().path
        var removed: [String] = []
        for name in try disk.names(in: place).sorted() where name != lastName(target) {
            let folder = "\(place)/\(name)"
            guard let mark = try? BackupMark(of: folder, on: disk), mark.office == office, mark.keptUntil < now else {
                continue
            }
            // The mark goes last: what is left after a crash is removed the next time.
            for inner in [AttachmentFolder.name, "tls"] {
                for file in (try? disk.names(in: "\(folder)/\(inner)")) ?? [] {
                    try disk.remove("\(folder)/\(inner)/\(file)")
                }
                try disk.removeFolder("\(folder)/\(inner)")
            }
            for file in try disk.names(in: folder) where file != BackupMark.name {
                try disk.remove("\(folder)/\(file)")
            }
            try disk.remove("\(folder)/\(BackupMark.name)")
            try disk.removeFolder(folder)
            removed.append(name)
        }
        return removed
    }

    /// How far each kit's generation need not be kept by the kit: up to its end, or to before the first entry of a case that the copy has
    /// not received. Such a case may lack keys and attachments in the copy, and then only the kit can bring it again.
    private static func expendable(_ journal: SQLiteJournalStore, _ heads: [Position]) throws -> [Position] {
        // By case, of each generation: the generation named by its place 0.
        var first: [CaseNumber: [Position: UInt64]] = [:]
        var settled: Set<CaseNumber> = []
        try journal.forEach(.all) { stored in
            let header = stored.entry.header
            guard header.subject.kind == .case else { return }
            let number = CaseNumber(header.subject.id)
            let place = header.position
            if place.kit == 0 {
                if header.type.name == CaseReceived.type { settled.insert(number) }
                return
            }
            // What its citizen withdrew at the kit never comes to the office.
            if header.type.name == CaseCancelled.type { settled.insert(number) }
            let generation = Position(kit: place.kit, generation: place.generation, sequence: 0)
            let known = first[number]?[generation] ?? place.sequence
            first[number, default: [:]][generation] = min(known, place.sequence)
        }
        let needed = first.filter { !settled.contains($0.key) }.values.joined()
        return heads.filter { $0.kit != 0 }.compactMap { head in
            let generation = Position(kit: head.kit, generation: head.generation, sequence: 0)
            let last = needed.filter { $0.key == generation }.map { $0.value - 1 }.min() ?? head.sequence
            return last > 0 ? Position(kit: head.kit, generation: head.generation, sequence: last) : nil
        }
    }

    static func copyDatabase(_ source: String, to target: String, on disk: any Disk) throws {
        guard disk.exists(source) else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.readonly = true
        let from = try DatabaseQueue(path: disk.database(source), configuration: configuration)
        let to = try DatabaseQueue(path: disk.privateDatabase(target))
        try from.backup(to: to)
        try to.close()
        try settle(target, on: disk)
    }

    /// One file each, without a log beside it, so that it can be read from a medium that nobody writes to.
    private static func settle(_ path: String, on disk: any Disk) throws {
        let database = try DatabaseQueue(path: disk.database(path))
        try database.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
        try database.close()
        try disk.open(path, for: .overwriting).sync()
        try disk.syncFolder(of: path)
    }
}
