import Crypto
import Foundation
import Testing

@testable import Journal

@Suite struct KeyRingTests {
    private let subject: Subject

    init() throws { subject = try Subject(kind: .case, id: GoldenVectors.caseNumber) }

    private func ring(_ file: any WholeFile, recipients: [Recipient] = [], seed: UInt64 = 3) throws -> KeyRing {
        let ring = try KeyRing(file: file, kit: 7, recipients: recipients, randomness: .repeating(seed: seed))
        ring.unlock(with: Workbench.kitKey)
        return ring
    }

    @Test func `golden key unwraps under the kit's key`() throws {
        let id = try #require(KeyID(hex: GoldenVectors.keyID))
        let key = Sealing.unwrap(
            GoldenVectors.wrapped, under: SymmetricKey(data: GoldenVectors.kitKey),
            associatedData: Sealing.associatedData(id, subject))
        #expect(key == SymmetricKey(data: GoldenVectors.key))
    }

    @Test func `golden box opens at the office`() throws {
        let sealed = SealedKey(
            id: try #require(KeyID(hex: GoldenVectors.keyID)), subject: subject, parent: nil,
            boxes: [SealedBox(recipient: GoldenVectors.recipient, bytes: GoldenVectors.box)],
            madeAt: Workbench.time)
        let opener = try SoftwareKeyOpener(privateKeys: [GoldenVectors.officeKey])
        #expect(opener.open(sealed) == SymmetricKey(data: GoldenVectors.key))
    }

    @Test func `office and recovery key open what is shipped, others do not`() throws {
        let office = Curve25519.KeyAgreement.PrivateKey()
        let recovery = Curve25519.KeyAgreement.PrivateKey()
        let ring = try ring(
            MemoryFile(),
            recipients: [office, recovery].map { try Recipient(publicKey: $0.publicKey.rawRepresentation) })
        let id = try #require(ring.keys(for: [subject], at: Workbench.time, checkpoint: nil)[subject])
        let key = try ring.key(id)
        ring.lock()
        let shipped = try #require(ring.rows(of: subject).first).sealedKey
        for secret in [office, recovery] {
            #expect(try SoftwareKeyOpener(privateKeys: [secret.rawRepresentation]).open(shipped) == key)
        }
        let stranger = try SoftwareKeyOpener(privateKeys: [Data(repeating: 1, count: 32)])
        #expect(stranger.open(shipped) == nil)
        let moved = SealedKey(
            id: shipped.id, subject: try Subject(kind: .case, id: "other"), parent: nil, boxes: shipped.boxes,
            madeAt: shipped.madeAt)
        #expect(try SoftwareKeyOpener(privateKeys: [office.rawRepresentation]).open(moved) == nil)
    }

    @Test func `the file is read again as it was, with its checkpoint`() throws {
        let file = MemoryFile()
        let first = try ring(file)
        let head = Head(try Entry(bytes: GoldenVectors.first))
        let id = try #require(first.keys(for: [subject], at: Workbench.time, checkpoint: head)[subject])
        let under = try first.makeKey(under: subject, at: Workbench.time, checkpoint: nil)
        let again = try ring(file)
        #expect(again.rows == first.rows)
        #expect(again.checkpoint == head)
        #expect(again.row(under)?.parent == id)
        #expect(try again.key(id) == first.key(id))
        #expect(try again.keys(for: [subject], at: Workbench.time, checkpoint: nil) == [subject: id])
    }

    @Test func `after erasing, the key is gone from the file and from memory`() throws {
        let folder = try TemporaryFolder()
        let file = DiskFile(folder: folder.path, name: KeyFile.name)
        let ring = try ring(file)
        let id = try #require(ring.keys(for: [subject], at: Workbench.time, checkpoint: nil)[subject])
        let under = try ring.makeKey(under: subject, at: Workbench.time, checkpoint: nil)
        let wrapped = [id, under].compactMap { ring.row($0)?.wrapped?.base64EncodedString() }
        #expect(wrapped.count == 2)
        let old = try FileHandle(forReadingFrom: URL(filePath: folder.path(KeyFile.name)))
        try ring.erase([id], at: Workbench.time, checkpoint: nil)
        let oldText = String(decoding: try old.readToEnd() ?? Data(), as: UTF8.self)
        let text = String(decoding: try Data(contentsOf: URL(filePath: folder.path(KeyFile.name))), as: UTF8.self)
        for secret in wrapped {
            #expect(!text.contains(secret))
            #expect(!oldText.contains(secret))
        }
        for id in [id, under] {
            #expect(throws: KeyFault.erased(id)) { try ring.key(id) }
            #expect(ring.row(id)?.erasedAt == Workbench.time)
        }
        #expect(throws: KeyFault.erased(id)) {
            try ring.keys(for: [subject], at: Workbench.time, checkpoint: nil)
        }
        try ring.forget([id, under], checkpoint: nil)
        #expect(try self.ring(file).rows.isEmpty)
        #expect(throws: KeyFault.unknown(id)) { try ring.key(id) }
    }

    @Test func `a wrong kit key opens nothing`() throws {
        let file = MemoryFile()
        let id = try #require(ring(file).keys(for: [subject], at: Workbench.time, checkpoint: nil)[subject])
        let other = try KeyRing(file: file, kit: 7, recipients: [])
        #expect(throws: KeyFault.locked) { try other.key(id) }
        other.unlock(with: SymmetricKey(data: Data(repeating: 6, count: 32)))
        #expect(throws: KeyFault.unopenable(id)) { try other.key(id) }
    }

    @Test func `a file left behind by a torn write is harmless`() throws {
        let folder = try TemporaryFolder()
        let file = DiskFile(folder: folder.path, name: KeyFile.name)
        let rows = try {
            let ring = try ring(file)
            _ = try ring.keys(for: [subject], at: Workbench.time, checkpoint: nil)
            return ring.rows
        }()
        let text = try Data(contentsOf: URL(filePath: folder.path(KeyFile.name)))
        try text.prefix(100).write(to: URL(filePath: folder.path(KeyFile.name + ".new")))
        let again = try ring(file, seed: 4)
        #expect(again.rows == rows)
        _ = try again.makeKey(under: subject, at: Workbench.time, checkpoint: nil)
        #expect(try ring(file).rows.count == 2)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path(KeyFile.name))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `every flipped or missing byte of the file is found`() throws {
        let file = MemoryFile()
        _ = try ring(file).makeKey(under: subject, at: Workbench.time, checkpoint: nil)
        let text = try #require(try file.read())
        for index in text.indices {
            var changed = text
            changed[index] ^= 1
            #expect(throws: KeyFault.self) { try KeyFile(text: changed) }
            #expect(throws: KeyFault.self) { try KeyFile(text: text.prefix(index)) }
        }
    }
}
