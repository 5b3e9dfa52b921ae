import Foundation
import GRDB

/// Checks a kit's or the office's folder without any secret, and changes nothing in it.
package struct JournalVerifier {
    /// What entries mean to the rooms above, as far as it decides whether something may be missing.
    package struct Meanings: Sendable {
        /// Types of entries which say that bodies of their subject were forgotten.
        package let forgetting: Set<String>
        /// Type of the office's entry which says that it holds all of its subject, files included.
        package let received: String?

        package init(forgetting: Set<String> = [], received: String? = nil) {
            self.forgetting = forgetting
            self.received = received
        }
    }

    private let folder: String
    private let disk: any Disk
    private let meanings: Meanings

    package init(folder: String, on disk: any Disk = .machine, meanings: Meanings = Meanings()) {
        self.folder = folder
        self.disk = disk
        self.meanings = meanings
    }

    package func report() -> VerificationReport {
        var report = VerificationReport()
        let identity: IdentityFile
        do throws(FileFault) {
            identity = try IdentityFile(from: DiskFile(folder: folder, name: IdentityFile.name, on: disk))
        } catch {
            report.add(error)
            return report
        }
        let keys = identity.kit == 0 ? nil : keyFile(of: identity.kit, into: &report)
        let erased = identity.kit == 0 ? erasedOfficeKeys(into: &report) : []
        let walk = JournalWalk(
            identity: identity, keys: keys, erasedKeys: erased, meanings: meanings, report: report)
        // SQLite looks at its own structure meanwhile; on two processors that takes no longer.
        let structure = Pending { structureFaults() }
        do throws(StoreFault) {
            try read(SQLiteJournalStore.fileName) { db in try walk.walk(db) }
        } catch {
            walk.report.add(error)
        }
        walk.finish()
        report = walk.report
        for fault in structure.value() { report.add(fault) }
        checkAttachments(walk.attachments, isOffice: identity.kit == 0, into: &report)
        return report
    }

    private func structureFaults() -> [StoreFault] {
        do throws(StoreFault) {
            return try read(SQLiteJournalStore.fileName) { db in
                try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
            }.map { .damagedFile(reason: $0) }
        } catch {
            // Whoever walks over the entries meets the same, and says it.
            return []
        }
    }

    private func keyFile(of kit: UInt16, into report: inout VerificationReport) -> KeyFile? {
        do {
            guard let text = try DiskFile(folder: folder, name: KeyFile.name, on: disk).read() else { return nil }
            let keys = try KeyFile(text: text)
            report.keys = keys.rows.count
            if keys.first.kit != kit {
                report.add("\(KeyFile.name): gehört zu Koffer \(keys.first.kit), nicht zu Koffer \(kit)")
            }
            return keys
        } catch let fault as KeyFault {
            report.add(fault)
        } catch {
            report.add("\(KeyFile.name): nicht lesbar. Die Rechte am Ordner prüfen.")
        }
        return nil
    }

    private func erasedOfficeKeys(into report: inout VerificationReport) -> Set<KeyID> {
        guard disk.exists("\(folder)/\(KeyStore.fileName)") else { return [] }
        do throws(StoreFault) {
            let (faults, count, erased) = try read(KeyStore.fileName) { db in
                (
                    try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" },
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM key") ?? 0,
                    try Data.fetchAll(db, sql: "SELECT id FROM key WHERE erasedAt IS NOT NULL")
                )
            }
            report.keys = count
            for fault in faults { report.add("\(KeyStore.fileName): \(fault)") }
            return Set(erased.compactMap { KeyID($0) })
        } catch {
            report.add("\(KeyStore.fileName): \(error)")
            return []
        }
    }

    private func checkAttachments(
        _ named: [JournalWalk.NamedAttachment], isOffice: Bool, into report: inout VerificationReport
    ) {
        guard let folder = AttachmentFolder(existing: "\(folder)/\(AttachmentFolder.name)", on: disk) else {
            report.attachmentsErased = named.filter(\.isErased).count
            let due = named.filter { !$0.isErased && ($0.isReceived || !isOffice) }
            report.attachmentsAwaited = named.count - report.attachmentsErased - due.count
            if let first = due.first {
                report.add("\(first.position): Der Ordner \(AttachmentFolder.name) fehlt.")
            }
            return
        }
        var strangers = (try? folder.ids()) ?? []
        for attachment in named {
            let ref = attachment.ref
            strangers.remove(ref.id)
            if !folder.contains(ref.id) {
                if attachment.isErased {
                    report.attachmentsErased += 1
                } else if isOffice, !attachment.isReceived {
                    report.attachmentsAwaited += 1
                } else {
                    report.add("\(attachment.position): Anlage \(ref.id): fehlt")
                }
                continue
            }
            report.attachments += 1
            report.bytes += Int(ref.cipherByteCount)
            do throws(AttachmentFault) {
                try folder.check(ref)
            } catch {
                report.add("\(attachment.position): \(error)")
            }
        }
        report.filesWithoutEntry = strangers.count
    }

    private func read<Value>(_ name: String, _ fetch: (Database) throws -> Value) throws(StoreFault) -> Value {
        try StoreFault.mapping {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: disk.database("\(folder)/\(name)"), configuration: configuration)
            return try queue.read(fetch)
        }
    }
}
