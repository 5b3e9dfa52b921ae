import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

/// The receiving end: what it takes, what it turns away, what it keeps aside.
@Suite struct OfficeSyncTests {
    let dice = Dice(seed: 5)

    func pair(room: Int = 10_000) throws -> (office: SimulatedOffice, kit: SimulatedKit) {
        let office = try SimulatedOffice(room: room, dice: dice)
        let kit = try SimulatedKit(office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(kit.enrolment)
        return (office, kit)
    }

    func hello(_ kit: SimulatedKit, generation: UInt16 = 1, head: SignedHead? = nil) -> Hello {
        Hello(
            kit: kit.number, generation: generation, head: head, epoch: 1, feedThrough: 0, catalogue: "",
            program: "test", unsent: 0)
    }

    func greet(_ office: SimulatedOffice, _ kit: SimulatedKit, generation: UInt16 = 1) throws -> HelloAnswer {
        let head = try kit.journal.head.flatMap { $0.position.generation == generation ? $0 : nil }
            .map { try $0.signed(by: kit.signer) }
        return try office.sync.hello(hello(kit, generation: generation, head: head), from: kit.number, at: at(0))
    }

    func place(_ sequence: UInt64, generation: UInt16 = 1) -> Position {
        Position(kit: 7, generation: generation, sequence: sequence)
    }

    func batch(_ entries: some Collection<Entry>, _ kit: SimulatedKit) throws -> EntriesBatch {
        let entries = Array(entries)
        return try #require(
            EntriesBatch(entries: entries, head: try Head(entries[entries.count - 1]).signed(by: kit.signer)))
    }

    func stored(_ office: SimulatedOffice) throws -> [Entry] {
        try office.store.entries(.all, after: 0, limit: 10_000).map(\.entry)
    }

    @Test func duplicatesAndOverlapsChangeNothing() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001", answers: 8)
        let contact = try greet(office, kit).contact
        for range in [0..<4, 0..<4, 2..<7, 3..<10, 0..<10] {
            let answer = try office.sync.entries(batch(entries[range], kit), from: 7, contact: contact, at: at(1))
            #expect(answer.fault == nil)
        }
        #expect(try stored(office) == entries)
        #expect(try greet(office, kit).accepted == [Head(entries[9])])
    }

    @Test func aGapSaysWhereToGoOn() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001", answers: 8)
        let contact = try greet(office, kit).contact
        _ = try office.sync.entries(batch(entries[0..<3], kit), from: 7, contact: contact, at: at(1))
        let answer = try office.sync.entries(batch(entries[5..<9], kit), from: 7, contact: contact, at: at(2))
        #expect(answer == EntriesAnswer(accepted: Head(entries[2]), fault: EntriesFault(.gap, at: 4)))
        #expect(try stored(office).count == 3)
        #expect(office.ledger.allKeptAside.isEmpty)
    }

    @Test func aSecondHistoryIsRefusedAndKept() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001", answers: 4)
        let clone = try SimulatedKit.clone(of: kit, dice: dice)
        let others = try clone.takeIn("W01-1-0002", answers: 6)
        let contact = try greet(office, kit).contact
        _ = try office.sync.entries(batch(entries, kit), from: 7, contact: contact, at: at(1))
        let answer = try office.sync.entries(batch(others, kit), from: 7, contact: contact, at: at(2))
        #expect(answer.fault == EntriesFault(.forked, at: 1))
        #expect(answer.keptAside == 8)
        #expect(try stored(office) == entries)
        #expect(office.ledger.allKeptAside.map(\.entry) == others)
        // Only the laptop that wrote the second history hears of it; the other one goes on.
        let refused = try greet(office, clone)
        #expect(refused.refusal == .forked && refused.keptAside == [place(8)])
        let own = try greet(office, kit)
        #expect(own.refusal == nil && own.keptAside.isEmpty)
        let more = try kit.takeIn("W01-1-0003", answers: 2)
        let taken = try office.sync.entries(batch(more, kit), from: 7, contact: own.contact, at: at(3))
        #expect(taken == EntriesAnswer(accepted: Head(more[3])))
        // What the clone writes further follows what is kept aside, even where the numbers are free at the office.
        let further = try clone.takeIn("W01-1-0004", answers: 8)
        let other = try greet(office, clone).contact
        let second = try office.sync.entries(batch(further, kit), from: 7, contact: other, at: at(3))
        #expect(second.fault?.kind == .forked && second.accepted == Head(more[3]))
        #expect(try stored(office) == entries + more)
        let all = others + further
        #expect(office.ledger.allKeptAside.map(\.entry) == all)
        // The same again is not kept twice.
        let now = try greet(office, kit).contact
        _ = try office.sync.entries(batch(others, kit), from: 7, contact: now, at: at(3))
        #expect(office.ledger.allKeptAside.count == all.count)
    }

    @Test func keepingAsideHasALimitAndSaysSo() throws {
        let (office, kit) = try pair(room: 3)
        let entries = try kit.takeIn("W01-1-0001", answers: 4)
        let others = try SimulatedKit.clone(of: kit, dice: dice).takeIn("W01-1-0002", answers: 6)
        let contact = try greet(office, kit).contact
        _ = try office.sync.entries(batch(entries, kit), from: 7, contact: contact, at: at(1))
        let answer = try office.sync.entries(batch(others, kit), from: 7, contact: contact, at: at(2))
        #expect(answer.fault == EntriesFault(.tooManyKeptAside, at: 1))
        #expect(answer.keptAside == 0)
    }

    @Test func aLaptopWhoseSpareTookOverIsKeptAside() throws {
        let (office, kit) = try pair()
        let first = try kit.takeIn("W01-1-0001", answers: 2)
        let old = try greet(office, kit).contact
        _ = try office.sync.entries(batch(first, kit), from: 7, contact: old, at: at(1))
        let spare = try greet(office, kit, generation: 2)
        #expect(spare.refusal == nil)
        let late = try kit.takeIn("W01-1-0002", answers: 2)
        let answer = try office.sync.entries(batch(late, kit), from: 7, contact: old, at: at(2))
        #expect(answer.fault == EntriesFault(.oldGeneration, at: 5))
        #expect(answer.accepted == Head(first[3]))
        #expect(
            office.ledger.allKeptAside.map(\.reason) == [
                .oldGeneration, .oldGeneration, .oldGeneration, .oldGeneration,
            ])
        let again = try greet(office, kit)
        #expect(again.refusal == .oldGeneration)
        #expect(again.keptAside == [place(8)])
    }

    @Test func theSpareShipsTheRestOfTheOldGenerationAndGoesOn() throws {
        let (office, kit) = try pair()
        let first = try kit.takeIn("W01-1-0001", answers: 2)
        try kit.journal.startGeneration(after: try #require(kit.journal.head))
        let second = try kit.takeIn("W01-2-0001", answers: 2)
        let contact = try greet(office, kit, generation: 2).contact
        _ = try office.sync.entries(batch(first[0..<2], kit), from: 7, contact: contact, at: at(1))
        let early = try office.sync.entries(batch(second, kit), from: 7, contact: contact, at: at(1))
        #expect(early == EntriesAnswer(accepted: nil, fault: EntriesFault(.gap, at: 1)))
        #expect(office.ledger.allKeptAside.isEmpty)
        let one = try office.sync.entries(batch(first, kit), from: 7, contact: contact, at: at(2))
        #expect(one.fault == nil)
        let two = try office.sync.entries(batch(second, kit), from: 7, contact: contact, at: at(3))
        #expect(two == EntriesAnswer(accepted: Head(second[3])))
        #expect(try stored(office) == first + second)
    }

    @Test func bytesOfAnOldConnectionTouchNothing() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001", attachments: [600_000])
        let old = try greet(office, kit).contact
        _ = try office.sync.entries(batch(entries, kit), from: 7, contact: old, at: at(1))
        let ref = kit.refs[0]
        func chunk(_ offset: UInt64, _ contact: ContactToken) throws -> AttachmentAnswer {
            try office.sync.chunk(
                kit.attachments.chunk(of: ref.id, at: Int(offset), count: SyncLimits.chunkBytes), at: offset,
                of: ref.id,
                from: 7, contact: contact)
        }
        #expect(try chunk(0, old).durable == 262_144)
        let greeting = try greet(office, kit)
        #expect(greeting.partial == [PartialAttachment(id: ref.id, bytes: 262_144)])
        #expect(throws: SyncProblem.self) { try chunk(262_144, old) }
        #expect(office.attachments.received(ref) == 262_144)
        #expect(try chunk(524_288, greeting.contact).durable == 262_144)
        #expect(try chunk(262_144, greeting.contact).durable == 524_288)
        #expect(try chunk(524_288, greeting.contact).complete)
        let garbage = Data(repeating: 0, count: 1_000)
        let late = try office.sync.chunk(garbage, at: 0, of: ref.id, from: 7, contact: greeting.contact)
        #expect(late.complete)
        #expect(office.attachments.whole(ref.id) == kit.attachments.whole(ref.id))
    }

    @Test func aChangedAttachmentStartsOverAndOtherKitsHaveNoPart() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001", attachments: [5_000])
        let contact = try greet(office, kit).contact
        let ref = kit.refs[0]
        let bytes = kit.attachments.chunk(of: ref.id, at: 0, count: 10_000)
        #expect(try office.sync.chunk(bytes, at: 0, of: ref.id, from: 7, contact: contact).fault == .unknown)
        _ = try office.sync.entries(batch(entries, kit), from: 7, contact: contact, at: at(1))
        var changed = bytes
        changed[100] ^= 1
        let answer = try office.sync.chunk(changed, at: 0, of: ref.id, from: 7, contact: contact)
        #expect(answer == AttachmentAnswer(durable: 0, complete: false, fault: .hash))
        let long = try office.sync.chunk(bytes + Data([0]), at: 0, of: ref.id, from: 7, contact: contact)
        #expect(long.fault == .tooLong)
        #expect(throws: SyncProblem(.tooLarge, "chunk")) {
            try office.sync.chunk(
                Data(count: SyncLimits.chunkBytes + 1), at: 0, of: ref.id, from: 7, contact: contact)
        }
        let other = try SimulatedKit(number: 8, office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(other.enrolment)
        let foreign = try greet(office, other).contact
        #expect(try office.sync.chunk(bytes, at: 0, of: ref.id, from: 8, contact: foreign).fault == .unknown)
        #expect(try office.sync.chunk(bytes, at: 0, of: ref.id, from: 7, contact: contact).complete)
    }

    @Test func whoIsNotWhoHeSaysIsTurnedAway() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001")
        #expect(throws: SyncProblem.self) { try office.sync.hello(self.hello(kit), from: 8, at: at(0)) }
        let stranger = try SimulatedKit(number: 9, office: office.sealing.publicKey.rawRepresentation, dice: dice)
        #expect(try greet(office, stranger).refusal == .unknownKit)
        let forged = try Head(entries[4]).signed(by: stranger.signer)
        #expect(throws: SyncProblem.self) { try office.sync.hello(self.hello(kit, head: forged), from: 7, at: at(0)) }
        let contact = try greet(office, kit).contact
        let notOurs = try #require(EntriesBatch(entries: entries, head: forged))
        let answer = try office.sync.entries(notOurs, from: 7, contact: contact, at: at(1))
        #expect(answer.fault?.kind == .notSigned)
        let other = try SimulatedKit(number: 8, office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(other.enrolment)
        let foreign = try greet(office, other).contact
        let of8 = try office.sync.entries(batch(entries, kit), from: 8, contact: foreign, at: at(1))
        #expect(of8.fault?.kind == .otherKit)
        #expect(try stored(office).isEmpty)
    }

    @Test func aLockedKitIsTakenNothingFromAndStillHears() throws {
        let (office, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001")
        var record = kit.enrolment
        record.state = .locked
        office.ledger.enrol(record)
        let answer = try greet(office, kit)
        #expect(answer.refusal == .locked)
        #expect(throws: SyncProblem(.locked, "this kit is locked")) {
            try office.sync.entries(self.batch(entries, kit), from: 7, contact: answer.contact, at: at(1))
        }
        var pen = FeedWriter(kit: 7, epoch: 1)
        let message = try pen.write(
            .lock, clear: LockOrder(reason: "verloren").encoded(), to: nil, signedWith: office.signing, at: 0)
        office.ledger.append(message)
        #expect(try office.sync.feed(after: 0, epoch: 1, from: 7, contact: answer.contact).messages == [message])
        #expect(throws: SyncProblem.self) {
            try office.sync.feed(after: 0, epoch: 2, from: 7, contact: answer.contact)
        }
        #expect(try stored(office).isEmpty)
    }

    @Test func aFullDiskAtTheOfficeIsTriedAgainLater() throws {
        let office = try SimulatedOffice(dice: dice)
        let kit = try SimulatedKit(office: office.sealing.publicKey.rawRepresentation, dice: dice)
        office.ledger.enrol(kit.enrolment)
        let full = MemoryJournalStore(refusal: { .diskFull })
        var sync = try OfficeSync(
            journal: full, ledger: office.ledger, keys: office.shelf, attachments: office.attachments,
            randomness: dice.randomness)
        let contact = try sync.hello(hello(kit), from: 7, at: at(0)).contact
        let entries = try kit.takeIn("W01-1-0001")
        let problem = #expect(throws: SyncProblem.self) {
            try sync.entries(self.batch(entries, kit), from: 7, contact: contact, at: at(1))
        }
        #expect(problem?.kind == .notPossibleNow)
        #expect(problem?.status == 503)
    }

    @Test(arguments: [
        ("GET", "/sync/1/hello", 404), ("POST", "/sync/2/hello", 404), ("DELETE", "/sync/1/entries", 404),
        ("POST", "/sync/1/hello", 400), ("POST", "/sync/1/entries", 400), ("POST", "/sync/1/keys", 400),
        ("GET", "/sync/1/feed", 400), ("PUT", "/sync/1/attachments/../keys", 404),
        ("PUT", "/sync/1/attachments/00000000000000000000000000000000", 404),
        ("PUT", "/sync/1/attachments/0123456789abcdef0123456789abcdef", 400),
    ])
    func hostileRequestsGetAClearAnswer(method: String, path: String, status: Int) throws {
        let (office, _) = try pair()
        let request = SyncHTTPRequest(
            method: method, path: path, query: ["offset": "x"], contact: "zz", body: Data("{".utf8))
        let response = OfficeSyncEndpoints.respond(to: request, from: 7, with: &office.sync, at: at(0))
        #expect(response.status == status)
        #expect(try SyncJSON.decode(SyncProblem.self, from: response.body).reason.isEmpty == false)
        var large = request
        large.body = Data(count: SyncLimits.requestBytes + 1)
        #expect(OfficeSyncEndpoints.respond(to: large, from: 7, with: &office.sync, at: at(0)).status == 413)
    }

    @Test func everyCutAndLengthenedBatchIsTurnedAway() throws {
        let (_, kit) = try pair()
        let entries = try kit.takeIn("W01-1-0001")
        let whole = try batch(entries, kit)
        let bytes = whole.encoded
        #expect(try EntriesBatch(encoded: bytes) == whole)
        for length in 0..<bytes.count {
            #expect(throws: WireFault.self) { try EntriesBatch(encoded: bytes.prefix(length)) }
        }
        #expect(throws: WireFault.self) { try EntriesBatch(encoded: bytes + Data([0])) }
        for _ in 0..<3_000 {
            var changed = bytes
            for _ in 0...dice.below(3) { changed[dice.below(changed.count)] = UInt8(truncatingIfNeeded: dice.next()) }
            guard let read = try? EntriesBatch(encoded: changed), changed != bytes else { continue }
            #expect(read != whole)
        }
    }
}
