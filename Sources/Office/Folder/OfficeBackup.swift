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
        let files = FileManager.default
        guard folder.isSetUp else { throw OfficeFault.notSetUp(missing: OfficeSettings.name) }
        guard !files.fileExists(atPath: target) else { throw OfficeFault.alreadySetUp }
        for name in ["", "tls", AttachmentFolder.name] {
            try files.createDirectory(
                atPath: "\(target)/\(name)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        for name in [SQLiteJournalStore.fileName, KeyStore.fileName, SQLiteOfficeLedger.fileName] {
            try copyDatabase(folder.path(name), to: "\(target)/\(name)")
        }
        let heads = try SQLiteJournalStore(path: "\(target)/\(SQLiteJournalStore.fileName)").heads().map(\.position)
        var names = [
            IdentityFile.name, OfficeSecrets.name, OfficeSettings.name, StaffBook.name, "tls/authority.pem",
            "tls/authority-key.pem", "tls/server.pem", "tls/server-key.pem",
        ]
        let attachments = try AttachmentFolder(path: folder.path(AttachmentFolder.name)).ids()
        names += attachments.map { "\(AttachmentFolder.name)/\($0.hex)" }
        for name in names {
            guard let bytes = try folder.file(name).read() else { continue }
            try DiskFile(folder: target, name: name).replace(with: bytes, shredding: false)
        }
        try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName)).noteBackup(heads.filter { $0.kit != 0 })
        return Outcome(heads: heads, attachments: attachments.count)
    }

    private static func copyDatabase(_ source: String, to target: String) throws {
        guard FileManager.default.fileExists(atPath: source) else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.readonly = true
        let from = try DatabaseQueue(path: source, configuration: configuration)
        let to = try DatabaseQueue(path: target)
        try from.backup(to: to)
        try to.close()
        let handle = try FileHandle(forUpdating: URL(filePath: target))
        try handle.synchronize()
        try handle.close()
    }
}
