import Crypto
import Foundation
import Journal
import Sync

/// Gives the office a new sealing key. The old ones stay for what is sealed to them; kits hear of the new one by the feed, and seal to it from
/// then on. An old one can go when nothing that is needed is sealed to it alone.
package struct KeyRotation: Sendable {
    package struct Outcome: Sendable {
        /// ``Recipient/id`` of the key that holds now.
        package let current: String
        package let retired: [String]
        package let kept: [String]
    }

    private let folder: OfficeFolder

    package init(_ folder: OfficeFolder) { self.folder = folder }

    /// The office must not be running. The private key is on the disk before anybody hears of the public one.
    package func rotate() throws -> Outcome {
        let hold = try folder.hold()
        defer { withExtendedLifetime(hold) {} }
        let secrets = try folder.secrets().rotated()
        try secrets.write(to: folder.file(OfficeSecrets.name), keyFile: folder.keyFile())
        return try publish(secrets, retired: [])
    }

    /// Forgets every key but the current one.
    /// - Throws: ``OfficeFault/keyInUse(_:)`` while a key that is needed is sealed to an old one alone, or a kit may still seal to it: it has
    ///   not heard of the new one yet, or holds something that it did not ship.
    package func retire() throws -> Outcome {
        let hold = try folder.hold()
        defer { withExtendedLifetime(hold) {} }
        let secrets = try folder.secrets()
        let ids = secrets.recipients.map(\.id)
        guard let current = ids.first else { throw OfficeFault.unreadable(OfficeSecrets.name) }
        guard ids.count > 1 else { return Outcome(current: current, retired: [], kept: []) }
        let reasons = try reasonsToKeep(secrets, current)
        guard reasons.isEmpty else { throw OfficeFault.keyInUse(reasons) }
        let left = secrets.keepingCurrent
        // First nobody names the old keys any more, then they go.
        let outcome = try publish(left, retired: Array(ids.dropFirst()))
        try left.write(to: folder.file(OfficeSecrets.name), keyFile: folder.keyFile())
        return outcome
    }

    private func reasonsToKeep(_ secrets: OfficeSecrets, _ current: String) throws -> [String] {
        let identity = try folder.identity()
        let keys = try KeyStore(
            path: folder.path(KeyStore.fileName), on: folder.disk, atRestKey: secrets.atRestKey, opener: secrets.opener,
            recipients: identity.recipients)
        let sealed = try keys.sealedOnly(toOthersThan: [current])
        // Queues and cash books are never opened here: their keys are kept under the at-rest key from now on.
        try keys.take(sealed.filter { $0.subject.kind != .case })
        let cases = Set(sealed.map(\.subject).filter { $0.kind == .case }).count
        var reasons = cases == 0 ? [] : ["Noch nicht geöffnet, nur mit dem alten lesbar: \(cases) Vorgänge."]
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        let epoch = try ledger.epoch()
        let store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName), on: folder.disk)
        for record in try ledger.kits() where record.kit.state != .erased {
            let told = try ledger.read { db in
                try FeedMessage.fetch(.officeKeys, kit: record.kit.number, epoch: epoch, db)
            }.last
            let hasHeard =
                told.flatMap { OfficeKeys($0) }?.keys == identity.officeKeys
                && record.contact.map { $0.hello.epoch == epoch && $0.hello.feedThrough >= told?.number ?? .max }
                    ?? false
            if !hasHeard {
                reasons.append("Koffer \(record.code) weiß noch nichts vom neuen Schlüssel. Lassen Sie ihn übertragen.")
            } else if let head = record.contact?.hello.head?.position,
                try store.head(kit: head.kit, generation: head.generation).map({ $0.position < head }) ?? true
            {
                reasons.append("Koffer \(record.code) hat noch nicht alles übertragen.")
            }
        }
        return reasons
    }

    private func publish(_ secrets: OfficeSecrets, retired: [String]) throws -> Outcome {
        var identity = try folder.identity()
        identity.officeKeys = secrets.recipients.map(\.publicKey)
        try identity.write(to: folder.file(IdentityFile.name))
        let ids = secrets.recipients.map(\.id)
        return Outcome(current: ids[0], retired: retired, kept: Array(ids.dropFirst()))
    }
}
