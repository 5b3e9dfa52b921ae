import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

/// The denser forms of the wire, and that whoever does not know them is spoken to as before.
@Suite struct WireTwoTests {
    private let dice = Dice(seed: 5)

    private func key(_ subject: String, parent: KeyID? = nil) throws -> SealedKey {
        SealedKey(
            id: dice.randomness.keyID(), subject: try Subject(kind: .case, id: subject), parent: parent,
            boxes: ["0123456789abcdef", "fedcba9876543210"].map {
                SealedBox(recipient: $0, bytes: dice.randomness.bytes(80))
            }, madeAt: at(0))
    }

    @Test func keysAreReadFromEitherForm() throws {
        let first = try key("W01A-0001-B")
        let request = KeysRequest(keys: [first, try key("W01A-0001-B", parent: first.id), try key("W01A-0002-C")])
        let dense = try #require(request.dense)
        #expect(try KeysRequest(body: dense) == request)
        #expect(try KeysRequest(body: SyncJSON.encode(request)) == request)
        // 160 bytes of each are ciphertext; JSON takes two and a half times as many.
        #expect(dense.count < 3 * 225 && SyncJSON.encode(request).count > 3 * 400)
        for length in 0..<dense.count {
            #expect(throws: WireFault.self) { try KeysRequest(body: dense.prefix(length)) }
        }
        #expect(throws: WireFault.self) { try KeysRequest(body: dense + Data([0])) }
        // A recipient whose name is no eight bytes travels in JSON.
        for name in ["office", "0123456789ABCDEF"] {
            let odd = SealedKey(
                id: first.id, subject: first.subject, parent: nil,
                boxes: [SealedBox(recipient: name, bytes: Data(count: 80))], madeAt: at(0))
            #expect(KeysRequest(keys: [odd]).dense == nil)
            #expect(SyncLoad.keys([odd]).request(contact: nil, wire: 2).body.first == UInt8(ascii: "{"))
        }
        #expect(SyncLoad.keys([first]).request(contact: nil, wire: 2).body.first == 1)
        #expect(SyncLoad.keys([first]).request(contact: nil).body.first == UInt8(ascii: "{"))
    }

    @Test func piecesHaveOneSpelling() throws {
        let request = PiecesRequest(
            pieces: (0..<3).map { _ in
                PiecesRequest.Piece(
                    id: dice.randomness.keyID(), offset: UInt64(dice.below(20_000_000)),
                    bytes: dice.randomness.bytes(dice.below(500)))
            })
        let encoded = request.encoded
        #expect(try PiecesRequest(encoded: encoded) == request)
        for length in 0..<encoded.count {
            #expect(throws: WireFault.self) { try PiecesRequest(encoded: encoded.prefix(length)) }
        }
        #expect(throws: WireFault.self) { try PiecesRequest(encoded: encoded + Data([0])) }
        #expect(throws: WireFault.self) { try PiecesRequest(encoded: Data([1, 0])) }
    }

    /// A kit of an earlier release misses no list; one that understands more is spared the empty ones.
    @Test(arguments: [nil, 2])
    func anAnswerLeavesOutOnlyWhatTheKitExpectsToBeLeftOut(wire: Int?) throws {
        let answer = HelloAnswer(
            epoch: 1, contact: ContactToken(dice.randomness), accepted: [], keptAside: [], backedUp: [], feedThrough: 0,
            officeTime: at(0), partial: [], refusal: nil, wire: wire)
        let json = SyncJSON.encode(answer)
        let text = String(decoding: json, as: UTF8.self)
        for name in ["accepted", "keptAside", "backedUp", "partial"] {
            #expect(text.contains("\"\(name)\":[]") == (wire == nil), "\(name)")
        }
        #expect(try SyncJSON.decode(HelloAnswer.self, from: json) == answer)
    }

    @Test(arguments: [nil, 1, 2, 9])
    func theOfficeSaysOnlyWhatTheKitUnderstands(wire: Int?) throws {
        let office = try SimulatedOffice(dice: dice)
        let kit = try SimulatedKit(office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(kit.enrolment)
        let hello = Hello(
            kit: 7, generation: 1, head: nil, epoch: 1, feedThrough: 0, catalogue: "", program: "1.0", unsent: 0,
            wire: wire)
        #expect(try office.sync.hello(hello, from: 7, at: at(0)).wire == wire.map { min($0, 2) })
    }

    /// The second batch and the second piece come first and wait for the ones before them; without patience they are told where
    /// the office stands.
    @Test(arguments: [true, false])
    func whoOvertakesWaits(isPatient: Bool) async throws {
        let office = try SimulatedOffice(dice: dice)
        let kit = try SimulatedKit(office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(kit.enrolment)
        try kit.takeIn("W01A-0001-B", answers: 6, attachments: [150_000])
        let endpoints = OfficeSyncEndpoints(sync: office.sync, patience: isPatient ? .seconds(20) : .zero)
        let hello = try #require(
            try kit.load(
                .hello(
                    SyncGreeting(
                        head: kit.start(officeKeys: []).signedHead, epoch: 1, feedThrough: 0, unsent: 9))))
        let greeted = await endpoints.respond(to: hello.request(contact: nil), from: 7)
        let contact = try SyncJSON.decode(HelloAnswer.self, from: greeted.body).contact
        let start = Position(kit: 7, generation: 1, sequence: 0)
        let first = try #require(try kit.batch(after: start, bytes: 400))
        let rest = try #require(try kit.batch(after: first.head.position))
        let requests = [first, rest].map { SyncLoad.entries($0).request(contact: contact, wire: 2) }
        func answer(_ response: SyncHTTPResponse) throws -> EntriesAnswer {
            try SyncJSON.decode(EntriesAnswer.self, from: response.body)
        }
        let ref = try #require(kit.refs.first)
        let pieces = [0, 65_536].map { offset in
            let bytes = kit.attachments.chunk(of: ref.id, at: offset, count: 65_536)
            let piece = PiecesRequest.Piece(id: ref.id, offset: UInt64(offset), bytes: bytes)
            return SyncLoad.pieces(PiecesRequest(pieces: [piece])).request(contact: contact, wire: 2)
        }
        // A piece comes before the entry that names its attachment.
        let ahead = Task { [request = pieces[0]] in await endpoints.respond(to: request, from: 7) }
        if !isPatient { _ = await ahead.value }
        let overtaking = Task { [request = requests[1]] in await endpoints.respond(to: request, from: 7) }
        if !isPatient { _ = await overtaking.value }
        #expect(try answer(await endpoints.respond(to: requests[0], from: 7)).accepted == first.head.head)
        let second = try answer(await overtaking.value)
        #expect(second.fault?.kind == (isPatient ? nil : .gap))
        #expect((second.accepted == rest.head.head) == isPatient)

        // Likewise the pieces of the attachment, once its entry is there.
        if !isPatient { _ = await endpoints.respond(to: requests[1], from: 7) }
        func durable(_ response: SyncHTTPResponse) throws -> [UInt64] {
            try SyncJSON.decode(PiecesAnswer.self, from: response.body).pieces.map(\.durable)
        }
        #expect(try durable(await ahead.value) == [isPatient ? 65_536 : 0])
        let early = Task { [request = pieces[1]] in await endpoints.respond(to: request, from: 7) }
        if !isPatient { _ = await early.value }
        #expect(try durable(await endpoints.respond(to: pieces[0], from: 7)) == [65_536])
        #expect(try durable(await early.value) == [isPatient ? 131_072 : 0])
    }

    /// Late bytes of an old connection are turned away at once, however early they seem.
    @Test func whatBelongsToAnOlderContactDoesNotWait() throws {
        let office = try SimulatedOffice(dice: dice)
        let kit = try SimulatedKit(office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(kit.enrolment)
        let hello = Hello(
            kit: 7, generation: 1, head: nil, epoch: 1, feedThrough: 0, catalogue: "", program: "1.0", unsent: 0,
            wire: 2)
        let older = try office.sync.hello(hello, from: 7, at: at(0)).contact
        let latest = try office.sync.hello(hello, from: 7, at: at(1)).contact
        let piece = PiecesRequest.Piece(id: dice.randomness.keyID(), offset: 0, bytes: Data([1]))
        func isEarly(_ contact: ContactToken?) -> Bool {
            let load = SyncLoad.pieces(PiecesRequest(pieces: [piece]))
            return office.sync.isEarly(load.request(contact: contact, wire: 2), from: 7)
        }
        #expect(isEarly(latest) && !isEarly(older) && !isEarly(nil))
    }
}
