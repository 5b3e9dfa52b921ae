package import Foundation
import GRDB
package import Journal
import Sync

/// Rebuilds an office from a backup, its key file and the list of erasures. The new folder is an office only when the last step is done: what
/// was erased since is erased again by then, and nothing was served.
///
/// The restored office announces a new epoch, so that kits ship again what the backup lacks and hear everything of the feed anew. Its own
/// chain goes on in a new generation, so that no number is given twice.
package struct OfficeRestore: Sendable {
    package struct Outcome: Sendable {
        package let madeAt: Timestamp
        package let heads: [Position]
        package let epoch: UInt32
        /// Erasures after the backup that were repeated.
        package let repeated: Int
        /// Of the list of erasures; nil when there is none on it, or no list.
        package let lastErasure: Timestamp?
        /// Codes of kits by what the backup says of them: locks and enrolments made after it are not in it.
        package let kits: [String]
        package let report: VerificationReport
    }

    private let backup: String
    private let folder: OfficeFolder
    private let now: Timestamp

    /// - Parameters:
    ///   - folder: where the office is to be; must not exist. Its key file is the one of the office that was backed up.
    package init(_ backup: String, to folder: OfficeFolder, at now: Timestamp) {
        self.backup = backup
        self.folder = folder
        self.now = now
    }

    /// - Parameters:
    ///   - withoutErasureList: a person has said that the list is lost.
    ///   - town: the town's folder on this machine, where it is another than before.
    ///   - recoveryKey: the offline recovery key, 32 bytes: opens what was sealed to a key younger than the backup.
    package func run(
        withoutErasureList: Bool = false, town: String? = nil, recoveryKey: Data? = nil
    ) async throws -> Outcome {
        let disk = folder.disk
        guard let mark = try BackupMark(of: backup, on: disk) else { throw OfficeFault.noBackup(backup) }
        guard !disk.exists(folder.path) else { throw OfficeFault.alreadySetUp }
        let source = OfficeFolder(path: backup, keyPath: folder.keyPath, on: disk)
        // Before anything is written: the key file fits, and the list is there.
        var secrets = try source.secrets()
        let identity = try source.identity()
        if let recoveryKey { secrets = try secrets.opening(also: recoveryKey, of: identity) }
        let list = try erasureList(identity, mayBeLost: withoutErasureList)
        var settings = try source.settings()
        if let town { settings.town = town }
        try copy(identity)
        try secrets.write(to: folder.file(OfficeSecrets.name), keyFile: source.keyFile())
        let epoch = try beginEpoch(after: list)
        let heads = try startGeneration(secrets, identity, epoch: epoch, withoutErasureList: withoutErasureList)
        try settings.write(to: folder.file(OfficeSettings.name))
        // Erases again, in the same way as every start of the office does.
        let registry = try Registry(folder: folder, clock: WallClock { [now] in now })
        let repeated = try await registry.eraseWhatCameBack()
        await registry.close()
        return Outcome(
            madeAt: mark.madeAt, heads: heads, epoch: epoch, repeated: repeated, lastErasure: list?.lastErasure,
            kits: try registry.ledger.kits().map { "\($0.code) \($0.kit.state.german)" },
            report: JournalVerifier(folder: folder.path, on: disk, meanings: .ofCases).report())
    }

    /// Nil only when a person has said that it is lost.
    private func erasureList(_ identity: IdentityFile, mayBeLost: Bool) throws -> ErasureList? {
        do {
            if let list = try ErasureList(
                folder.erasureListPath, of: ErasureList.mark(identity), on: folder.disk)
            {
                return list
            }
        } catch OfficeFault.erasureListDamaged where mayBeLost { return nil }
        guard mayBeLost else { throw OfficeFault.erasureListMissing(path: folder.erasureListPath) }
        return nil
    }

    private func copy(_ identity: IdentityFile) throws {
        let disk = folder.disk
        for name in ["", "tls", AttachmentFolder.name] { try disk.makeFolder(folder.path(name)) }
        for name in [SQLiteJournalStore.fileName, KeyStore.fileName, SQLiteOfficeLedger.fileName] {
            try OfficeBackup.copyDatabase("\(backup)/\(name)", to: folder.path(name), on: disk)
        }
        var names = [
            StaffBook.name, "tls/authority.pem", "tls/authority-key.pem", "tls/server.pem", "tls/server-key.pem",
        ]
        names += try disk.names(in: "\(backup)/\(AttachmentFolder.name)").map { "\(AttachmentFolder.name)/\($0)" }
        for name in names {
            guard let bytes = try DiskFile(folder: backup, name: name, on: disk).read() else { continue }
            try folder.file(name).replace(with: bytes, shredding: false)
        }
        try identity.write(to: folder.file(IdentityFile.name))
    }

    /// An epoch that no kit has heard of: one more than the backup's and every restore's before. Without the list, which remembers those, the
    /// minutes since 2020 take their place. The feed begins anew, all of it is told again; cursors never point behind the end.
    private func beginEpoch(after list: ErasureList?) throws -> UInt32 {
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        let store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName), on: folder.disk)
        let old = try ledger.epoch()
        let minutes = UInt32(clamping: (now.milliseconds - 1_577_836_800_000) / 60_000)
        let epoch = max(old, list.map(\.lastEpoch) ?? minutes) + 1
        let last = try store.lastArrival()
        try ledger.write { db in
            try ledger.set("epoch", Int64(epoch), db)
            try ledger.set("toldCursor", 0, db)
            try ledger.set("attachmentCursor", min(try ledger.number("attachmentCursor", db), last), db)
            try db.execute(sql: "DELETE FROM feed")
            // A code that was used after the backup would be good once more.
            try db.execute(sql: "DELETE FROM enrolment")
            try db.execute(sql: "UPDATE kit SET catalogue = '', officeKeys = ''")
        }
        try store.close()
        return epoch
    }

    private func startGeneration(
        _ secrets: OfficeSecrets, _ identity: IdentityFile, epoch: UInt32, withoutErasureList: Bool
    ) throws -> [Position] {
        let store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName), on: folder.disk)
        let keys = try KeyStore(
            path: folder.path(KeyStore.fileName), on: folder.disk, atRestKey: secrets.atRestKey, opener: secrets.opener,
            recipients: identity.recipients)
        // Remembered where no backup can take it back, and before anybody hears of the epoch.
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        var list = try ErasureList.opening(
            folder, identity, ledger: ledger, keys: keys, makingAnew: withoutErasureList)
        try list.append(ErasureList.Restored(at: now, epoch: epoch))
        let journal = try Journal(kit: 0, store: store, keys: keys, signer: identity.signer)
        let heads = try store.heads().map(\.position)
        let body = Data("{\"epoch\":\(epoch)}".utf8)
        let draft = Draft(
            subject: try Subject(kind: .kit, id: "Z00"), type: try EventType("office.restored"), body: body,
            sealing: .clear)
        if journal.head == nil { _ = try journal.append([draft], segment: 1, at: now) }
        if let head = journal.head {
            try journal.startGeneration(after: head, atLeast: UInt16(clamping: epoch))
            _ = try journal.append([draft], segment: 1, at: now)
        }
        try store.close()
        return heads
    }
}

extension EnrolledKit.State {
    fileprivate var german: String {
        switch self {
        case .active: "in Betrieb"
        case .locked: "gesperrt"
        case .erased: "gelöscht"
        }
    }
}
