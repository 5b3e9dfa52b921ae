package import Casework
import Crypto
package import Foundation
package import Journal

/// A blank laptop becomes the kit again, from its mirror: it stands at the last entry that the mirror has, and goes on in a new
/// generation. The mark on the mirror says so before anything is written, and the old laptop stops when it sees it.
package struct Restoring {
    /// What opens the mirror.
    package enum Secret {
        case passphrase(String)
        /// 32 bytes.
        case keyFile(Data)
        case recoveryCode(String)
    }

    package struct Restored: Sendable {
        package var code: KitCode
        package var generation: UInt16
        /// The entry the new generation goes on from.
        package var continues: Head
        /// Entries that the mirror's keys know of and its journal lacks: the stick was pulled between the two.
        package var entriesMissing: UInt64
        /// Files that an entry names and the mirror has not.
        package var attachmentsMissing: Int
        package var attachments: Int
        /// What is wrong with the mirror's journal behind ``continues``.
        package var fault: IntegrityFault?
        /// Only where the recovery code has opened: the old ones are lost.
        package var newSecrets: NewSecrets?
    }

    package struct NewSecrets: Sendable {
        package var passphrase: String
        /// One for each clerk who had a way in.
        package var codes: [(clerk: ClerkID, code: String)]
        /// Until when the codes can be used.
        package var until: Timestamp
    }

    let mirror: String
    let stick: any Disk
    let folder: KitFolder
    var cost: ScryptCost
    var randomness: Randomness
    let machine: any MachineSeal

    /// - Parameters:
    ///   - mirror: the mirror's folder, absolute.
    ///   - folder: the new kit's; must not be there, or be empty.
    ///   - machine: asked only where the kit was bound to it.
    package init(
        mirror: String, on stick: any Disk = .machine, to folder: KitFolder, cost: ScryptCost = .standard,
        randomness: Randomness = .system, machine: any MachineSeal = TPM()
    ) {
        self.machine = machine
        self.mirror = mirror
        self.stick = stick
        self.folder = folder
        self.cost = cost
        self.randomness = randomness
    }

    /// - Parameter time: of the new generation's first entry.
    /// - Throws: ``RestoringFault`` and the faults of what is read and written; a folder that was begun has to be emptied then.
    package func restore(with secret: Secret, at time: Timestamp) throws -> Restored {
        guard var mark = try MirrorMark.read(in: mirror, on: stick) else { throw RestoringFault.notAMirror }
        if folder.disk.exists(folder.path), try !folder.disk.names(in: folder.path).isEmpty {
            throw RestoringFault.notEmpty
        }
        let source = KitFolder(path: mirror, on: stick)
        var opened = try open(source, with: secret, at: time)
        guard
            let enrolment = try? JSONDecoder().decode(
                KitIdentity.Enrolment.self, from: source.read(KitIdentity.fileName)),
            let code = KitCode(enrolment.code)
        else { throw RestoringFault.damaged(KitIdentity.fileName) }

        try folder.disk.makeFolder(folder.path)
        let hold = try folder.disk.hold(folder.path)
        defer { withExtendedLifetime(hold) {} }
        let store = try copyJournal()
        try copySmallFiles(from: source, opened)
        let names = try copyAttachments()
        let keys = try KeyRing(
            file: folder.file(KitFolder.keys), kit: mark.kit, recipients: opened.identity.recipients,
            randomness: randomness)
        let journal = try Journal(
            kit: mark.kit, store: store, keys: keys, signer: opened.identity.signer, randomness: randomness)
        var missing = 0
        let last = try journal.replay { entry, _ in
            if let attachment = entry.attachment, !names.contains(attachment.id.hex) { missing += 1 }
        }
        guard let last else { throw RestoringFault.empty }
        let fault = journal.fault
        try journal.startGeneration(after: last, atLeast: UInt16(clamping: Int(mark.generation) + 1))

        // From here on nobody else may write as this kit.
        mark.writer = randomness.bytes(16).hex
        mark.generation = journal.generation
        mark.continues = last.position
        mark.round += 1
        do { try mark.write(in: mirror, on: stick) } catch { throw RestoringFault.markNotWritten(error) }
        opened.identity.generation = journal.generation
        try opened.identity.write(to: folder.file(IdentityFile.name))
        let started = GenerationStarted(
            reason: "Aus dem Spiegel wiederhergestellt.", continuesGeneration: last.position.generation,
            continuesSequence: last.position.sequence)
        let segment = try store.entry(at: last.position)?.header.segment ?? 1
        _ = try journal.append(
            [DeskEvent.ofKit(.generationStarted(started)).draft(kit: code.text)], segment: segment, at: time)
        try store.close()
        try MirrorSetting(path: mirror, id: mark.id, writer: mark.writer).write(in: folder)
        // Last: with this file the kit counts as set up.
        try folder.write(try source.read(KitIdentity.fileName), to: KitIdentity.fileName)
        return Restored(
            code: code, generation: journal.generation, continues: last,
            entriesMissing: Self.missing(keys.checkpoint, last), attachmentsMissing: missing,
            attachments: names.count, fault: fault, newSecrets: opened.newSecrets)
    }

    private static func missing(_ checkpoint: Head?, _ last: Head) -> UInt64 {
        guard let known = checkpoint?.position, known.generation == last.position.generation,
            known.sequence > last.position.sequence
        else { return 0 }
        return known.sequence - last.position.sequence
    }

    // MARK: Opening

    private struct Opened {
        var identity: IdentityFile
        /// Of the folder `tls`.
        var certificates: [String: Data]
        var box: LockBox
        var lock: MirrorLock
        var newSecrets: NewSecrets?
    }

    private func open(_ source: KitFolder, with secret: Secret, at time: Timestamp) throws -> Opened {
        var box = try LockBox(from: source.file(LockBox.name))
        guard var lock = try MirrorLock(from: source.file(MirrorLock.name)),
            let bytes = try source.file(MirrorFolder.sealedIdentity).read(),
            let sealed = try? JSONDecoder().decode(MirrorFolder.SealedIdentity.self, from: bytes)
        else { throw RestoringFault.damaged(MirrorFolder.sealedIdentity) }
        let plain: Data
        var newSecrets: NewSecrets?
        switch secret {
        case .passphrase(let words):
            plain = try lock.open(sealed.sealed, day: box.openDay(passphrase: words, on: machine))
        case .keyFile(let key): plain = try lock.open(sealed.sealed, day: box.openDay(keyFile: key))
        case .recoveryCode(let code):
            let kitKey = try box.recover(code: Passphrase.normalised(code))
            plain = try lock.open(sealed.sealed, kitKey: kitKey)
            (box, lock, newSecrets) = try renew(box, kitKey, at: time)
        }
        guard let identity = try? JSONDecoder().decode(MirrorFolder.Identity.self, from: plain) else {
            throw RestoringFault.damaged(MirrorFolder.sealedIdentity)
        }
        var files = identity.files
        let own = try IdentityFile(from: MemoryFile(files.removeValue(forKey: IdentityFile.name)))
        return Opened(identity: own, certificates: files, box: box, lock: lock, newSecrets: newSecrets)
    }

    /// The passphrase is lost, and with it every clerk's secret: a new one, and a code for each clerk.
    private func renew(
        _ old: LockBox, _ kitKey: SymmetricKey, at time: Timestamp
    ) throws -> (LockBox, MirrorLock, NewSecrets) {
        let passphrase = Passphrase.random(randomness)
        var (box, day) = try old.renewed(passphrase: passphrase, cost: cost, randomness: randomness)
        let until = Timestamp(milliseconds: time.milliseconds + 7 * 86_400_000)
        var codes: [(clerk: ClerkID, code: String)] = []
        for id in Set(old.clerkIDs + old.codeIDs).sorted() {
            let code = Passphrase.random(randomness).split(separator: " ").prefix(2).joined(separator: "-").uppercased()
            try box.addCode(
                DayLock.plainCode(code), id: id, expiresAt: until, day: day, kitKey: kitKey, cost: cost,
                randomness: randomness)
            codes.append((ClerkID(id), code))
        }
        return (
            box, MirrorLock(day: day, kitKey: kitKey, randomness: randomness),
            NewSecrets(passphrase: passphrase, codes: codes, until: until)
        )
    }

    // MARK: Copying

    private func copyJournal() throws -> SQLiteJournalStore {
        guard let copy = try MirrorFolder(path: mirror, disk: stick).journal() else { throw RestoringFault.empty }
        let path = folder.path(SQLiteJournalStore.fileName)
        try copy.copy(to: path, on: folder.disk)
        try copy.close()
        return try SQLiteJournalStore(path: path, on: folder.disk)
    }

    private func copySmallFiles(from source: KitFolder, _ opened: Opened) throws {
        for name in MirrorFolder.copied {
            if let bytes = try source.file(name).read() { try folder.write(bytes, to: name) }
        }
        let towns = stick.exists(source.path(KitFolder.towns)) ? try stick.names(in: source.path(KitFolder.towns)) : []
        try folder.disk.makeFolder(folder.path(KitFolder.towns))
        for name in towns where name.hasSuffix(".json") {
            try folder.write(try source.read("\(KitFolder.towns)/\(name)"), to: "\(KitFolder.towns)/\(name)")
        }
        try opened.box.write(to: folder.file(LockBox.name))
        try opened.lock.write(to: folder.file(MirrorLock.name))
        try folder.disk.makeFolder(folder.path(KitFolder.tls))
        for (name, bytes) in opened.certificates { try folder.write(bytes, to: name) }
    }

    private func copyAttachments() throws -> Set<String> {
        let source = "\(mirror)/\(AttachmentFolder.name)"
        let target = folder.path(AttachmentFolder.name)
        try folder.disk.makeFolder(target)
        guard stick.exists(source) else { return [] }
        let names = try stick.names(in: source).filter { KeyID(hex: $0) != nil }
        for name in names {
            let file = try stick.open("\(source)/\(name)", for: .reading)
            try MirrorFolder.copy(file, to: "\(target)/\(name)", on: folder.disk, syncingFolder: false)
        }
        try folder.disk.syncFolder(target)
        return Set(names)
    }
}

package enum RestoringFault: Error, Hashable, CustomStringConvertible {
    case notAMirror
    case notEmpty
    case empty
    case damaged(String)
    case markNotWritten(MirrorTrouble)

    package var description: String {
        switch self {
        case .notAMirror:
            "In diesem Ordner liegt kein Spiegel. Nennen Sie den Ordner auf dem Stick, in dem die Datei „\(MirrorMark.name)“ liegt."
        case .notEmpty: "Der neue Ordner ist nicht leer. Nehmen Sie mit --to einen neuen."
        case .empty: "Der Spiegel hat noch keinen Eintrag. Richten Sie den Koffer neu ein: „amtskoffer kit init“."
        case .damaged(let name): "\(name) fehlt auf dem Spiegel oder ist beschädigt. Rufen Sie die Zentrale an."
        case .markNotWritten(let trouble):
            "Auf dem Spiegel lässt sich nicht vermerken, dass dieser Laptop den Koffer weiterführt: \(trouble.message) Kopieren Sie den Spiegel auf einen anderen Stick, leeren Sie den neuen Ordner und beginnen Sie noch einmal."
        }
    }
}
