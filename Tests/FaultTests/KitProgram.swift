import Crypto
import Foundation
import Simulation

@testable import Journal

/// The journal, keys and attachments of a kit as its program holds them, on a simulated disk.
final class KitProgram {
    private static let kit: UInt16 = 7
    private static let time = Timestamp(milliseconds: 1_762_156_800_000)
    private static let kitKey = SymmetricKey(data: Data(repeating: 5, count: 32))
    private static let signingKey = Data(repeating: 9, count: 32)
    private static let office = Data(repeating: 3, count: 32)

    private let disk: SimulatedDisk
    private let lie: Lie?
    private let randomness: Randomness
    private let store: SQLiteJournalStore
    private let keys: KeyRing
    private let attachments: AttachmentFolder
    private let journal: Journal

    /// Opens what is there; makes what is not.
    /// - Parameter start: counts the starts of the program, so that no two draw the same random bytes.
    init(on disk: SimulatedDisk, start: UInt64, lie: Lie? = nil) throws {
        self.disk = disk
        self.lie = lie
        randomness = SeededBytes(seed: 1, for: start).randomness
        let folder = Self.folder(on: disk)
        try disk.makeFolder(folder)
        let identityFile = DiskFile(folder: folder, name: IdentityFile.name, on: disk)
        if try identityFile.read() == nil {
            let sealing = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Self.office)
            try IdentityFile(
                kit: Self.kit, signingKey: Self.signingKey, officeKeys: [sealing.publicKey.rawRepresentation]
            ).write(to: identityFile)
        }
        let identity = try IdentityFile(from: identityFile)
        store = try SQLiteJournalStore(path: "\(folder)/\(SQLiteJournalStore.fileName)", on: disk)
        if let synchronous = lie?.synchronous { _ = try store.pragma("synchronous = \(synchronous)") }
        keys = try KeyRing(
            file: DiskFile(folder: folder, name: KeyFile.name, on: disk), kit: Self.kit,
            recipients: identity.recipients, randomness: randomness)
        keys.unlock(with: Self.kitKey)
        attachments = try AttachmentFolder(
            path: "\(folder)/\(AttachmentFolder.name)", on: disk, randomness: randomness)
        journal = try Journal(
            kit: Self.kit, store: store, keys: keys, signer: identity.signer, checkpoint: keys.checkpoint,
            randomness: randomness)
    }

    static func folder(on disk: SimulatedDisk) -> String { "\(disk.root)/kit" }

    /// What `amtskoffer journal verify` says of the folder.
    static func faults(on disk: SimulatedDisk) -> [String] {
        JournalVerifier(folder: folder(on: disk), on: disk).report().faults
    }

    /// Done and durable when it returns. ``Step/reopen`` is for who holds the program.
    func take(_ step: Step) throws {
        switch step {
        case .write(let texts, let id, let segment):
            try append(try texts.map { try Self.draft($0, id) }, segment)
        case .capture(let text, let id, let segment):
            let key = try keys.makeKey(under: Self.subject(id), at: Self.time, checkpoint: journal.head)
            try append([try Self.draft(text, id, .key(key))], segment)
        case .attach(let name, let bytes, let id, let segment):
            let subject = try Self.subject(id)
            let key = try keys.makeKey(under: subject, at: Self.time, checkpoint: journal.head)
            let ref = try attachments.add(
                Self.file(name, bytes), mediaType: "test/\(name)", keyID: key, key: keys.key(key))
            try append([.attachment(ref, of: subject)], segment)
        case .erase(let id):
            try keys.erase(Set(try rows(of: id)), at: Self.time, checkpoint: journal.head)
        case .forget(let id): try store.forgetBodies(of: try Self.subject(id))
        case .drop(let segment, let cases):
            try journal.drop(segment: segment)
            try keys.forget(Set(try cases.flatMap(rows)), checkpoint: journal.head)
        case .note(let value, let name): try store.setNote(Data(value.utf8), for: name)
        case .emptyLog: try store.emptyLog()
        case .reopen: try store.close()
        }
    }

    private func append(_ drafts: [Draft], _ segment: UInt32) throws {
        do { _ = try journal.append(drafts, segment: segment, at: Self.time) } catch {
            if lie != .swallowedFault || disk.isGone { throw error }
        }
    }

    private func rows(of id: String) throws -> [KeyID] { keys.rows(of: try Self.subject(id)).map(\.id) }

    private static func subject(_ id: String) throws -> Subject { try Subject(kind: .case, id: id) }

    private static func draft(_ text: String, _ id: String, _ sealing: Draft.Sealing = .subject) throws -> Draft {
        Draft(
            subject: try subject(id), type: try EventType("case.answered"), body: Data(text.utf8), sealing: sealing)
    }

    private static func file(_ name: String, _ bytes: Int) -> Data {
        Data(repeating: UInt8(name.utf8.count), count: bytes)
    }

    // MARK: What is there

    struct Unbelievable: Error, CustomStringConvertible {
        let description: String
    }

    /// Everything that can be read, in order.
    func contents() throws -> Contents {
        var lines: [Contents.Line] = []
        _ = try journal.replay { entry, body in
            lines.append(
                Contents.Line(
                    sequence: entry.position.sequence, segment: entry.header.segment, subject: entry.header.subject.id,
                    body: try self.body(of: entry, body)))
        }
        if let fault = journal.fault { throw Unbelievable(description: "\(fault)") }
        let note = try store.note("sync").map { ["sync": String(decoding: $0, as: UTF8.self)] }
        return Contents(lines: lines, notes: note ?? [:])
    }

    private func body(of entry: Entry, _ body: OpenedBody) throws -> Contents.Line.Body {
        switch body {
        case .erased: return .erased
        case .sealed: throw Unbelievable(description: "\(entry.position): its key is missing")
        case .opened(let bytes): return .text(String(decoding: bytes, as: UTF8.self))
        case .clear:
            guard let ref = entry.attachment else { throw Unbelievable(description: "\(entry.position) in clear") }
            let name = String(ref.mediaType.dropFirst("test/".count))
            let key: SymmetricKey
            do throws(KeyFault) { key = try keys.key(ref.keyID) } catch {
                if case .erased = error { return .erasedFile }
                throw error
            }
            guard try attachments.read(ref, key: key) == Self.file(name, Int(ref.byteCount)) else {
                throw Unbelievable(description: "\(entry.position): the file is another one")
            }
            return .file(name)
        }
    }
}
