import Crypto
import Foundation
import Testing

@testable import Journal

@Suite struct KeyStoreTests {
    private let folder: TemporaryFolder
    private let office = Curve25519.KeyAgreement.PrivateKey()
    private let subject: Subject
    private let ring: KeyRing

    init() throws {
        folder = try TemporaryFolder()
        subject = try Subject(kind: .case, id: "K07-1-000001-A")
        ring = try KeyRing(
            file: MemoryFile(), kit: 7, recipients: [Recipient(publicKey: office.publicKey.rawRepresentation)])
        ring.unlock(with: Workbench.kitKey)
        _ = try ring.makeKey(under: subject, at: Workbench.time, checkpoint: nil)
    }

    private func store(opener: Data? = nil, atRest: UInt8 = 3) throws -> KeyStore {
        try KeyStore(
            path: folder.path(KeyStore.fileName), atRestKey: SymmetricKey(data: Data(repeating: atRest, count: 32)),
            opener: SoftwareKeyOpener(privateKeys: [opener ?? office.rawRepresentation]), recipients: [])
    }

    private var shipped: [SealedKey] { ring.rows.map(\.sealedKey) }

    @Test func `what a kit shipped opens here, and later without the private key`() throws {
        let first = try store()
        try first.receive(shipped, at: Workbench.time)
        try first.receive(shipped, at: Workbench.time)
        #expect(try first.ids(of: subject) == shipped.map(\.id))
        for key in shipped { #expect(try first.key(key.id) == ring.key(key.id)) }
        let later = try store(opener: Data(repeating: 1, count: 32))
        for key in shipped { #expect(try later.key(key.id) == ring.key(key.id)) }
    }

    @Test func `keys that do not open are said to, and wait`() throws {
        let stranger = try store(opener: Data(repeating: 1, count: 32))
        try stranger.receive(shipped, at: Workbench.time)
        #expect(throws: KeyFault.unopenable(shipped[0].id)) { try stranger.key(shipped[0].id) }
        #expect(try store().key(shipped[0].id) == ring.key(shipped[0].id))
        #expect(throws: KeyFault.unopenable(shipped[0].id)) { try store(atRest: 4).key(shipped[0].id) }
        let unknown = KeyID(Data(repeating: 9, count: 16))!
        #expect(throws: KeyFault.unknown(unknown)) { try store().key(unknown) }
    }

    @Test func `erasing leaves nothing in any file, and a late repeat brings nothing back`() throws {
        let store = try store()
        try store.receive(shipped, at: Workbench.time)
        for key in shipped { _ = try store.key(key.id) }
        let boxes = shipped.flatMap(\.boxes).map { Data($0.bytes.base64EncodedString().utf8) }
        #expect(try boxes.allSatisfy { try files().contains($0) })
        try store.erase([subject: [shipped[0].id]], at: Workbench.time)
        try store.receive(shipped, at: Workbench.time)
        for key in shipped { #expect(throws: KeyFault.erased(key.id)) { try store.key(key.id) } }
        #expect(try !boxes.contains { try files().contains($0) })
        #expect(throws: KeyFault.erased(shipped[0].id)) {
            try store.keys(for: [subject], at: Workbench.time, checkpoint: nil)
        }
    }

    @Test func `the office writes its own journal with these keys`() throws {
        let keys = try store()
        try keys.receive(shipped, at: Workbench.time)
        let store = MemoryJournalStore()
        let signer = try SoftwareSigner(privateKey: Data(repeating: 2, count: 32))
        let journal = try Journal(kit: 0, store: store, keys: keys, signer: signer)
        let entries = try journal.append([.answer("taken to work"), .answer("a new one", case: "Z-1")])
        #expect(entries[0].header.keyID == shipped[0].id)
        #expect(entries[1].header.keyID != shipped[0].id)
        #expect(try journal.texts() == ["taken to work", "a new one"])
        let again = try Journal(kit: 0, store: store, keys: self.store(), signer: signer)
        #expect(try again.texts() == ["taken to work", "a new one"])
        let under = try keys.makeKey(under: subject, at: Workbench.time)
        #expect(try keys.ids(of: subject).contains(under))
        #expect(try keys.contains(under))
    }

    /// All bytes of the store's files.
    private func files() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(into: Data()) {
            $0.append(try Data(contentsOf: URL(filePath: folder.path($1))))
        }
    }
}

extension Data {
    fileprivate func contains(_ part: Data) -> Bool { range(of: part) != nil }
}
