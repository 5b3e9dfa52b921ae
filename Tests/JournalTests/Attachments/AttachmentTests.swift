import Crypto
import Foundation
import Testing

@testable import Journal

@Suite struct AttachmentTests {
    private let folder: TemporaryFolder
    private let attachments: AttachmentFolder
    private let key = SymmetricKey(data: GoldenVectors.key)
    private let keyID = KeyID(hex: GoldenVectors.keyID)!

    init() throws {
        folder = try TemporaryFolder()
        attachments = try AttachmentFolder(path: folder.path("attachments"), randomness: .repeating(seed: 4))
    }

    private func add(_ content: Data) throws -> AttachmentRef {
        try attachments.add(content, mediaType: "image/jpeg", keyID: keyID, key: key)
    }

    private func file(_ ref: AttachmentRef) throws -> Data {
        try attachments.chunk(of: ref, at: 0, count: .max)
    }

    private func replaceFile(_ ref: AttachmentRef, with bytes: Data) throws {
        try bytes.write(to: URL(filePath: attachments.path).appending(path: ref.id.hex))
    }

    @Test func `golden attachment is written as ever and reads back`() throws {
        let ref = try AttachmentRef(bytes: GoldenVectors.reference)
        #expect(ref.bytes == GoldenVectors.reference)
        // Id and nonce prefix as in the vector, in the order they are drawn.
        let drawn = Refill([ref.id.bytes, Data((0x60..<0x68).map { UInt8($0) })])
        let writer = try AttachmentFolder(path: attachments.path, randomness: Randomness { _ in drawn.next() })
        let made = try writer.add(GoldenVectors.attachment, mediaType: "image/jpeg", keyID: keyID, key: key)
        #expect(made == ref)
        #expect(try attachments.read(ref, key: key) == GoldenVectors.attachment)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `any size reads back`(_ size: Int) throws {
        let content = Randomness.repeating(seed: 5).bytes(size)
        let ref = try add(content)
        #expect(ref.byteCount == UInt64(size))
        #expect(try file(ref).count == Int(ref.cipherByteCount))
        #expect(try attachments.read(ref, key: key) == content)
        try attachments.check(ref)
        #expect(try attachments.ids() == [ref.id])
    }

    @Test func `more than 20 MB is refused`() {
        #expect(throws: AttachmentFault.tooLarge(bytes: 20_000_001)) { try add(Data(count: 20_000_001)) }
    }

    @Test func `every flipped and every cut-off byte is found, with and without the hash`() throws {
        let ref = try add(Data("a small scan".utf8))
        let whole = try file(ref)
        for index in whole.indices {
            var changed = whole
            changed[index] ^= 0x10
            try replaceFile(ref, with: changed)
            #expect(throws: AttachmentFault.self) { try attachments.check(ref) }
            #expect(throws: AttachmentFault.self) { try attachments.read(ref, key: key) }
            #expect(AttachmentFormat.open(changed, ref: ref, key: key) == nil)
            try replaceFile(ref, with: whole.prefix(index))
            #expect(throws: AttachmentFault.self) { try attachments.check(ref) }
            #expect(AttachmentFormat.open(whole.prefix(index), ref: ref, key: key) == nil)
        }
    }

    @Test func `frames cannot change places or be left out at the end`() throws {
        let ref = try add(Randomness.repeating(seed: 6).bytes(3 * 65_536))
        let whole = try file(ref)
        let frame = 65_536 + 16
        func part(_ number: Int) -> Data { whole[(41 + number * frame)..<(41 + (number + 1) * frame)] }
        #expect(AttachmentFormat.open(whole, ref: ref, key: key) != nil)
        #expect(AttachmentFormat.open(whole.prefix(41) + part(1) + part(0) + part(2), ref: ref, key: key) == nil)
        let shorter = try AttachmentRef(
            id: ref.id, keyID: keyID, byteCount: 2 * 65_536, cipherSHA256: ref.cipherSHA256, mediaType: "a/b")
        #expect(AttachmentFormat.open(whole.prefix(41) + part(0) + part(1), ref: shorter, key: key) == nil)
    }

    @Test func `a wrong key opens nothing, a missing file is said`() throws {
        let ref = try add(Data("x".utf8))
        let other = SymmetricKey(data: Data(repeating: 1, count: 32))
        #expect(throws: AttachmentFault.self) { try attachments.read(ref, key: other) }
        try attachments.remove(ref.id)
        #expect(throws: AttachmentFault.missing(ref.id)) { try attachments.read(ref, key: key) }
        #expect(throws: AttachmentFault.missing(ref.id)) { try attachments.check(ref) }
        try attachments.remove(ref.id)
    }

    @Test func `chunks are received in any company of repeats and cuts`() throws {
        let ref = try add(Randomness.repeating(seed: 7).bytes(1_000))
        let whole = try file(ref)
        let other = try AttachmentFolder(path: folder.path("office"))
        #expect(try other.receive(whole.prefix(300), at: 0, of: ref) == 300)
        #expect(try other.receive(whole.prefix(300), at: 0, of: ref) == 300)
        #expect(try other.receive(whole[200..<500], at: 200, of: ref) == 500)
        #expect(throws: AttachmentFault.gap(ref.id, received: 500)) {
            try other.receive(whole[600..<700], at: 600, of: ref)
        }
        #expect(other.received(ref) == 500)
        #expect(!other.contains(ref.id))
        #expect(throws: AttachmentFault.self) { try other.receive(whole + [1], at: 0, of: ref) }
        #expect(try other.receive(whole[500...], at: 500, of: ref) == whole.count)
        #expect(try other.read(ref, key: key) == attachments.read(ref, key: key))
        // A stale connection's bytes cannot touch it any more.
        #expect(try other.receive(Data(count: 50), at: 0, of: ref) == whole.count)
        try other.check(ref)
    }

    @Test func `what was received wrongly starts over`() throws {
        let ref = try add(Randomness.repeating(seed: 8).bytes(100))
        let whole = try file(ref)
        let other = try AttachmentFolder(path: folder.path("office"))
        var changed = whole
        changed[60] ^= 1
        #expect(throws: AttachmentFault.self) { try other.receive(changed, at: 0, of: ref) }
        #expect(other.received(ref) == 0)
        #expect(try other.receive(whole, at: 0, of: ref) == whole.count)
    }

    @Test func `a reference finds its way through an entry`() throws {
        let bench = try Workbench()
        let ref = try add(Data("x".utf8))
        let subject = try Subject(kind: .case, id: "K07-1-000001-A")
        let entries = try bench.journal().append([.attachment(ref, of: subject), .answer("a")])
        #expect(entries.map(\.attachment) == [ref, nil])
        for count in 0..<ref.bytes.count {
            #expect(throws: EntryFault.self) { try AttachmentRef(bytes: ref.bytes.prefix(count)) }
        }
    }
}
