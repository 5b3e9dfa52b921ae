import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

/// When the office may say that a case is its own.
@Suite struct AcknowledgementTests {
    let dice = Dice(seed: 9)
    let office = Curve25519.KeyAgreement.PrivateKey()

    func check(
        _ entries: [Entry], _ kit: SimulatedKit, without keys: Set<KeyID> = [],
        opener: Curve25519.KeyAgreement.PrivateKey? = nil, hasAttachments: Bool = true
    ) throws -> Acknowledgement.Verdict {
        let sealed = kit.ring.rows.map(\.sealedKey).filter { !keys.contains($0.id) }
        return Acknowledgement.check(
            entries, keys: Dictionary(uniqueKeysWithValues: sealed.map { ($0.id, $0) }),
            opener: try SoftwareKeyOpener(privateKeys: [(opener ?? office).rawRepresentation])
        ) { ref, _ in hasAttachments ? kit.attachments.whole(ref.id) : nil }
    }

    func kit() throws -> SimulatedKit {
        try SimulatedKit(office: office.publicKey.rawRepresentation, dice: dice)
    }

    @Test func aWholeCaseIsAcknowledgedWithItsBodies() throws {
        let kit = try kit()
        let entries = try kit.takeIn("W01-1-0001", answers: 3, attachments: [100, 70_000])
        guard case .ready(let acknowledged, let opened) = try check(entries, kit) else {
            Issue.record("not ready")
            return
        }
        #expect(acknowledged == Acknowledged(generation: 1, sequence: 7, entries: 7, attachments: 2))
        #expect(opened.map(\.entry) == entries)
        #expect(opened[1].body == Data("W01-1-0001/0".utf8))
    }

    @Test func withoutTransferNothingIsAcknowledged() throws {
        let kit = try kit()
        let entries = try kit.takeIn("W01-1-0001", transfer: false)
        #expect(try check(entries, kit) == .notTransferred)
        #expect(try check([], kit) == .notTransferred)
    }

    @Test func whatIsStillOnItsWayIsWaitedFor() throws {
        let kit = try kit()
        let entries = try kit.takeIn("W01-1-0001", attachments: [100])
        let own = entries[0].header.keyID
        let ref = kit.refs[0]
        #expect(try check(entries, kit, without: [own]) == .waiting([.key(own)]))
        #expect(try check(entries, kit, without: [ref.keyID]) == .waiting([.key(ref.keyID)]))
        #expect(try check(entries, kit, hasAttachments: false) == .waiting([.attachment(ref.id)]))
    }

    @Test func aKeyOfAnotherOfficeIsAVisibleVerdict() throws {
        let kit = try kit()
        let entries = try kit.takeIn("W01-1-0001")
        let verdict = try check(entries, kit, opener: Curve25519.KeyAgreement.PrivateKey())
        #expect(verdict == .heldBack([.keyUnopenable(entries[0].header.keyID)]))
    }

    @Test func aChangedBodyIsNamed() throws {
        let kit = try kit()
        var entries = try kit.takeIn("W01-1-0001")
        var body = try #require(entries[2].body)
        body[body.count - 1] ^= 1
        entries[2] = try Entry(headerBytes: entries[2].headerBytes, body: body)
        #expect(try check(entries, kit) == .heldBack([.entryUnopenable(entries[2].position)]))
    }

    @Test func aKeySealedForAnotherCaseOpensNothing() throws {
        let kit = try kit()
        let entries = try kit.takeIn("W01-1-0001")
        let others = try kit.takeIn("W01-1-0002")
        let stolen = try #require(kit.ring.row(others[0].header.keyID)?.sealedKey)
        let own = entries[0].header.keyID
        let swapped = SealedKey(
            id: own, subject: stolen.subject, parent: nil, boxes: stolen.boxes, madeAt: stolen.madeAt)
        let verdict = Acknowledgement.check(
            entries, keys: [own: swapped], opener: try SoftwareKeyOpener(privateKeys: [office.rawRepresentation])
        ) { _, _ in nil }
        #expect(verdict == .heldBack([.keyUnopenable(own)]))
    }

    @Test func anAttachmentThatDoesNotOpenIsNamed() throws {
        struct Broken: Error {}
        let kit = try kit()
        let entries = try kit.takeIn("W01-1-0001", attachments: [100])
        let sealed = kit.ring.rows.map(\.sealedKey)
        let verdict = Acknowledgement.check(
            entries, keys: Dictionary(uniqueKeysWithValues: sealed.map { ($0.id, $0) }),
            opener: try SoftwareKeyOpener(privateKeys: [office.rawRepresentation])
        ) { _, _ in throw Broken() }
        #expect(verdict == .heldBack([.attachmentUnopenable(kit.refs[0].id)]))
    }
}
