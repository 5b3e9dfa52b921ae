import Crypto
import Foundation
import Testing

@testable import Journal

@Suite struct EntryTests {
    @Test func `golden entries decode, hash and encode as ever`() throws {
        for (bytes, hash) in [
            (GoldenVectors.first, GoldenVectors.firstHash), (GoldenVectors.second, GoldenVectors.secondHash),
        ] {
            let entry = try Entry(bytes: bytes)
            #expect(entry.hash.bytes == hash)
            #expect(entry.header.bytes == entry.headerBytes)
            #expect(entry.bytes == bytes)
        }
        let second = try Entry(bytes: GoldenVectors.second)
        #expect(second.position == Position(kit: 7, generation: 1, sequence: 2))
        #expect(second.header.segment == 1)
        #expect(second.header.time.milliseconds == 1_762_156_800_123)
        #expect(second.header.subject == (try Subject(kind: .case, id: GoldenVectors.caseNumber)))
        #expect(second.header.keyID.hex == GoldenVectors.keyID)
        #expect(second.header.type == (try EventType("case.answered", version: 2)))
        #expect(second.header.previous.bytes == GoldenVectors.firstHash)
    }

    @Test func `golden body opens with the header as associated data`() throws {
        let second = try Entry(bytes: GoldenVectors.second)
        let box = try AES.GCM.SealedBox(combined: try #require(second.body))
        let clear = try AES.GCM.open(
            box, using: SymmetricKey(data: GoldenVectors.key), authenticating: second.headerBytes)
        #expect(String(decoding: clear, as: UTF8.self) == GoldenVectors.secondBody)
    }

    @Test func `golden head and dropped run are signed`() throws {
        let head = Head(try Entry(bytes: GoldenVectors.second))
        let signed = SignedHead(head: head, signature: GoldenVectors.headSignature)
        #expect(signed.isSigned(by: GoldenVectors.publicKey))
        let signer = try SoftwareSigner(privateKey: GoldenVectors.signingKey)
        #expect(signer.publicKey == GoldenVectors.publicKey)
        #expect(try head.signed(by: signer) == signed)
        let run = DroppedRun(
            segment: 1, first: Position(kit: 7, generation: 1, sequence: 1), last: head,
            signature: GoldenVectors.dropSignature)
        #expect(run.isSigned(by: GoldenVectors.publicKey))
    }

    @Test func `every flipped bit changes the hash or is refused`() throws {
        for bytes in [GoldenVectors.first, GoldenVectors.second] {
            let hash = try Entry(bytes: bytes).hash
            for index in bytes.indices {
                for bit in 0..<8 {
                    var changed = bytes
                    changed[index] ^= 1 << UInt8(bit)
                    if let entry = try? Entry(bytes: changed) { #expect(entry.hash != hash) }
                }
            }
        }
    }

    @Test func `every cut and every byte too many is refused`() {
        for count in 0..<GoldenVectors.second.count {
            #expect(throws: EntryFault.self) { try Entry(bytes: GoldenVectors.second.prefix(count)) }
        }
        #expect(throws: EntryFault.trailingBytes(1)) { try Entry(bytes: GoldenVectors.second + [0]) }
    }

    @Test func `a slice of a larger buffer reads like its copy`() throws {
        let buffer = Data([1, 2, 3]) + GoldenVectors.second
        #expect(try Entry(bytes: buffer.dropFirst(3)) == Entry(bytes: GoldenVectors.second))
    }

    struct Breach: Sendable {
        let field: String
        var generation: UInt16 = 1
        var sequence: UInt64 = 1
        var segment: UInt32 = 1
        var time: Int64 = 0
        var keyed = false
        var previous = EntryHash.zero
        var bodyLength: UInt32 = 0
    }

    @Test(arguments: [
        Breach(field: "generation", generation: 0),
        Breach(field: "sequence", sequence: 0),
        Breach(field: "sequence", sequence: .max),
        Breach(field: "segment", segment: 0),
        Breach(field: "time", time: -1),
        Breach(field: "time", time: EntryHeader.timeLimit + 1),
        Breach(field: "previous", sequence: 2),
        Breach(field: "previous", generation: 2),
        Breach(field: "previous", previous: EntryHash(of: Data([1]))),
        Breach(field: "bodyLength", bodyLength: 1 << 20 + 1),
        Breach(field: "bodyLength", keyed: true, bodyLength: 27),
    ])
    func `a header keeps its rules`(_ breach: Breach) throws {
        let subject = try Subject(kind: .case, id: "A")
        let type = try EventType("a.b")
        let keyID: KeyID = breach.keyed ? KeyID(Data(repeating: 1, count: 16))! : .clear
        do throws(EntryFault) {
            _ = try EntryHeader(
                position: Position(kit: 1, generation: breach.generation, sequence: breach.sequence),
                segment: breach.segment, time: Timestamp(milliseconds: breach.time), subject: subject,
                keyID: keyID, type: type, previous: breach.previous, bodyLength: breach.bodyLength)
            Issue.record("the breach was not seen")
        } catch {
            guard case .forbidden(let field, _) = error else { throw error }
            #expect(field == breach.field)
        }
    }

    @Test(arguments: ["", "Erika Mustermann", "Größ", String(repeating: "a", count: 49), "a\t"])
    func `a subject is no name`(_ id: String) {
        #expect(throws: EntryFault.self) { try Subject(kind: .case, id: id) }
    }

    @Test(arguments: ["", "case answered", "ä", String(repeating: "a", count: 49)])
    func `an event type is a plain word`(_ name: String) {
        #expect(throws: EntryFault.self) { try EventType(name) }
        #expect(throws: EntryFault.self) { try EventType("a", version: 0) }
    }
}
