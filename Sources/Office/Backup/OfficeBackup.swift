import Casework
import Foundation
import GRDB
package import Journal

/// A copy of the office's folder that can be taken while the office serves. The key file is not in it: it is kept elsewhere.
package struct OfficeBackup: Sendable {
    /// What the copy holds, for the person at the screen.
    package struct Outcome: Sendable {
        /// The last entry of each generation of each kit.
        package let heads: [Position]
        package let attachments: Int
    }

    /// The journal is copied first: keys and attachments that come in meanwhile are more than it needs, never less. When all of it is
    /// durable the positions are noted, and kits hear at their next call what they need not keep any longer.
    package static func copy(_ folder: OfficeFolder, to target: String) throws -> Outcome {
        let disk = folder.disk
        guard folder.isSetUp else { throw OfficeFault.notSetUp(missing: OfficeSettings.name) }
        guard !disk.exists(target) else { throw OfficeFault.alreadySetUp }
        for name in ["", "tls", AttachmentFolder.name] {
            try disk.makeFolder("\(target)/\(name)")
        }
        for name in [SQLiteJournalStore.fileName, KeyStore.fileName, SQLiteOfficeLedger.fileName] {
            try copyDatabase(folder.path(name), to: "\(target)/\(name)", on: disk)
        }
        let journal = try SQLiteJournalStore(path: "\(target)/\(SQLiteJournalStore.fileName)", on: disk)
        let heads = try journal.heads().map(\.position)
        let safe = try expendable(journal, heads)
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
        try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: disk).noteBackup(safe)
        return Outcome(heads: heads, attachments: attachments.count)
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

    private static func copyDatabase(_ source: String, to target: String, on disk: any Disk) throws {
        guard disk.exists(source) else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.readonly = true
        let from = try DatabaseQueue(path: disk.database(source), configuration: configuration)
        let to = try DatabaseQueue(path: disk.database(target))
        try from.backup(to: to)
        try to.close()
        try disk.open(target, for: .overwriting).sync()
        try disk.syncFolder(of: target)
    }
}
