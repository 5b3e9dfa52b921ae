import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

/// Drives the machine by hand: every fault of the line, one by one.
@Suite struct KitSyncTests {
    let office = Curve25519.Signing.PrivateKey()
    let token = ContactToken(rawValue: "0123456789abcdef")!

    func hash(_ number: UInt8) -> EntryHash { EntryHash(of: Data([number])) }

    func head(_ sequence: UInt64, generation: UInt16 = 1) -> Head {
        Head(
            position: Position(kit: 7, generation: generation, sequence: sequence), hash: hash(UInt8(sequence % 256)))
    }

    func ref(_ number: UInt8, bytes: UInt64 = 600_000) throws -> AttachmentRef {
        try AttachmentRef(
            id: KeyID(Data(repeating: number, count: 16))!, keyID: KeyID(Data(repeating: 0xEE, count: 16))!,
            byteCount: bytes, cipherSHA256: hash(number), mediaType: "image/jpeg")
    }

    func key(_ number: UInt8) -> KeyID { KeyID(Data(repeating: number, count: 16))! }

    func machine(
        entries: UInt64 = 0, keys: [KeyID] = [], attachments: [AttachmentRef] = [], epoch: UInt32 = 3,
        generation: UInt16 = 1, older: [Head] = []
    ) -> KitSync {
        let heads = older + (entries > 0 ? [head(entries, generation: generation)] : [])
        let start = KitSyncStart(
            kit: 7, generation: generation, heads: heads,
            signedHead: entries > 0 ? SignedHead(head: heads.last!, signature: Data(count: 64)) : nil, epoch: epoch,
            keys: keys, attachments: attachments, feed: FeedChain(kit: 7, epoch: epoch),
            officeKeys: [office.publicKey.rawRepresentation])
        return KitSync(start, randomness: Dice(seed: 1).randomness)
    }

    func helloAnswer(
        epoch: UInt32 = 3, accepted: [Head] = [], feed: UInt64 = 0, partial: [PartialAttachment] = [],
        refusal: Refusal? = nil, keptAside: [Position] = [], backedUp: [Position] = [], wire: Int? = nil
    ) -> SyncAnswer {
        .hello(
            HelloAnswer(
                epoch: epoch, contact: token, accepted: accepted, keptAside: keptAside, backedUp: backedUp,
                feedThrough: feed, officeTime: at(0), partial: partial, refusal: refusal, wire: wire))
    }

    func sent(_ actions: [KitSyncAction]) -> [(id: RequestID, request: SyncRequest)] {
        actions.compactMap { if case .send(let id, let request, _) = $0 { (id, request) } else { nil } }
    }

    /// Greets and gives the answer; what is sent after it.
    func greet(
        _ machine: inout KitSync, _ answer: SyncAnswer, at time: Timestamp = at(0)
    ) -> (actions: [KitSyncAction], sent: [(id: RequestID, request: SyncRequest)]) {
        let first = sent(machine.received(.started, at: time))
        let actions = machine.received(.answered(first[0].id, answer), at: time)
        return (actions, sent(actions))
    }

    @Test func keysGoFirstThenEntriesThenAttachments() throws {
        let file = try ref(1)
        var machine = machine(entries: 9, keys: [key(2)], attachments: [file])
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(4)]))
        #expect(first.map(\.request) == [.keys([key(2)])])
        let afterKeys = machine.received(.answered(first[0].id, .keys(KeysAnswer(stored: [key(2)]))), at: at(10))
        #expect(afterKeys.contains(.noteKeys([key(2)])))
        let second = sent(afterKeys)
        let place = Position(kit: 7, generation: 1, sequence: 4)
        #expect(second.map(\.request) == [.entries(after: place, bytes: SyncLimits.batchBytes)])
        let third = sent(
            machine.received(.answered(second[0].id, .entries(EntriesAnswer(accepted: head(9)))), at: at(20)))
        #expect(third.map(\.request) == [.chunk(file, offset: 0)])
        #expect(machine.progress.unsentEntries == 0)
        #expect(machine.progress.unsentBytes == file.cipherByteCount)
    }

    @Test func aChunkResumesWhereTheOfficeStands() throws {
        let file = try ref(1)
        var machine = machine(attachments: [file])
        let (_, first) = greet(&machine, helloAnswer(partial: [PartialAttachment(id: file.id, bytes: 262_144)]))
        #expect(first.map(\.request) == [.chunk(file, offset: 262_144)])
        let second = sent(
            machine.received(
                .answered(first[0].id, .chunk(AttachmentAnswer(durable: 524_288, complete: false))), at: at(1)))
        #expect(second.map(\.request) == [.chunk(file, offset: 524_288)])
        let done = machine.received(
            .answered(second[0].id, .chunk(AttachmentAnswer(durable: file.cipherByteCount, complete: true))), at: at(2))
        #expect(done.contains(.noteAttachment(file.id)))
        #expect(machine.progress.state == .upToDate)
    }

    @Test(arguments: [SyncTrouble.noConnection, .timedOut, .untrusted, .turnedAway(.staleContact)])
    func aLostLineBacksOffAndComesBack(trouble: SyncTrouble) throws {
        var machine = machine(entries: 5)
        var now: Int64 = 0
        var pending = sent(machine.received(.started, at: at(now)))
        var pauses: [Int64] = []
        for _ in 0..<24 {
            let actions = machine.received(.failed(pending[0].id, trouble), at: at(now))
            #expect(machine.progress.state == .offline)
            #expect(machine.progress.problems.map(\.trouble) == [trouble])
            #expect(actions.contains(.dropConnections))
            let next = try #require(machine.progress.nextTry)
            pauses.append(next.milliseconds - at(now).milliseconds)
            #expect(sent(machine.received(.timer, at: Timestamp(milliseconds: next.milliseconds - 1))).isEmpty)
            now = next.milliseconds - at(0).milliseconds
            pending = sent(machine.received(.timer, at: at(now)))
            #expect(pending.count == 1)
        }
        for (index, pause) in pauses.enumerated() {
            // A line that broke is tried quickly for a while.
            let grown = trouble == .noConnection || trouble == .timedOut ? max(index - 12, 0) : index
            let full: Int64 = min(1_000 << Int64(grown), 300_000)
            #expect((full / 2...full).contains(pause))
        }
        let after = sent(machine.received(.answered(pending[0].id, helloAnswer()), at: at(now)))
        #expect(after.count == 1)
        #expect(machine.progress.unsentEntries == 5)
    }

    @Test func lateAnswersOfALostLineAreIgnored() {
        var machine = machine(entries: 5)
        let (_, first) = greet(&machine, helloAnswer())
        _ = machine.received(.failed(first[0].id, .timedOut), at: at(1))
        let late = machine.received(.answered(first[0].id, .entries(EntriesAnswer(accepted: head(5)))), at: at(2))
        #expect(sent(late).isEmpty)
        #expect(machine.progress.unsentEntries == 5)
    }

    @Test func aRequestWithoutAnswerIsGivenUp() throws {
        var machine = machine(entries: 5)
        let (_, first) = greet(&machine, helloAnswer())
        #expect(first.count == 1)
        #expect(machine.progress.state == .sending)
        let actions = machine.received(.timer, at: at(60_000))
        #expect(actions.contains(.dropConnections))
        #expect(machine.progress.problems.map(\.trouble) == [.timedOut])
    }

    @Test func oneBadAttachmentHoldsUpNoOther() throws {
        let files = try (1...6).map { try ref($0) }
        var machine = machine(attachments: files)
        var (_, open) = greet(&machine, helloAnswer())
        #expect(open.count == 4)
        var done: Set<KeyID> = []
        var failures = 0
        for step in 0..<30 where !open.isEmpty {
            let flight = open.removeFirst()
            guard case .chunk(let file, _) = flight.request else { break }
            let answer: KitSyncEvent
            if file.id == files[0].id {
                failures += 1
                answer = .failed(flight.id, .status(500))
            } else {
                answer = .answered(
                    flight.id, .chunk(AttachmentAnswer(durable: file.cipherByteCount, complete: true)))
                done.insert(file.id)
            }
            open += sent(machine.received(answer, at: at(Int64(step))))
        }
        #expect(done.count == 5)
        #expect(failures == 1)
        #expect(machine.progress.problems.map(\.subject) == [.attachment(files[0].id)])
        #expect(machine.progress.unsentAttachments == 1)
        let again = sent(machine.received(.timer, at: at(1_100)))
        #expect(again.map(\.request) == [.chunk(files[0], offset: 0)])
    }

    @Test func entriesThatFailHoldUpNeitherFeedNorAttachments() throws {
        let file = try ref(1)
        var machine = machine(entries: 5, attachments: [file])
        let (_, first) = greet(&machine, helloAnswer(feed: 2))
        #expect(
            Set(first.map(\.request)) == [
                .entries(after: Position(kit: 7, generation: 1, sequence: 0), bytes: SyncLimits.batchBytes),
                .feed(after: 0, epoch: 3),
            ])
        let next = sent(machine.received(.failed(first[0].id, .status(503)), at: at(1)))
        #expect(next.map(\.request) == [.chunk(file, offset: 0)])
        #expect(machine.progress.problems.map(\.subject) == [.journal])
    }

    @Test func aRefusedKeyHoldsUpNoEntries() {
        var machine = machine(entries: 5, keys: [key(1), key(2)])
        let (_, first) = greet(&machine, helloAnswer())
        let next = machine.received(
            .answered(first[0].id, .keys(KeysAnswer(stored: [key(2)], refused: [key(1)]))), at: at(1))
        #expect(next.contains(.noteKeys([key(2)])))
        #expect(sent(next).count == 1)
        #expect(machine.progress.unsentKeys == 1)
        #expect(machine.progress.problems.map(\.trouble) == [.keysRefused(1)])
    }

    @Test func aGapGoesOnWhereTheOfficeSays() {
        var machine = machine(entries: 50)
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(40)]))
        let answer = EntriesAnswer(accepted: head(20), fault: EntriesFault(.gap, at: 21))
        let next = sent(machine.received(.answered(first[0].id, .entries(answer)), at: at(1)))
        #expect(
            next.map(\.request) == [
                .entries(after: Position(kit: 7, generation: 1, sequence: 20), bytes: SyncLimits.batchBytes)
            ])
        let stuck = machine.received(.answered(next[0].id, .entries(answer)), at: at(2))
        #expect(sent(stuck).isEmpty)
        #expect(machine.progress.problems.map(\.trouble) == [.entries(.gap)])
    }

    @Test func batchesGetSmallerOnALineThatBreaks() {
        var machine = machine(entries: 50)
        var (_, pending) = greet(&machine, helloAnswer())
        var sizes: [Int] = []
        var now: Int64 = 0
        for _ in 0..<8 {
            if case .entries(_, let bytes)? = pending.first?.request { sizes.append(bytes) }
            _ = machine.received(.failed(pending[0].id, .timedOut), at: at(now))
            now += 400_000
            let hello = sent(machine.received(.timer, at: at(now)))
            pending = sent(machine.received(.answered(hello[0].id, helloAnswer()), at: at(now)))
        }
        #expect(sizes == [512, 256, 128, 64, 32, 16, 16, 16].map { $0 << 10 })
    }

    @Test func aNewEpochShipsAgainFromTheOfficesHeads() throws {
        let file = try ref(1)
        var machine = machine(entries: 50)
        let (actions, first) = greet(&machine, helloAnswer(epoch: 4, accepted: [head(30)]))
        #expect(actions.contains(.epochBegan(4)))
        #expect(
            first.map(\.request) == [
                .entries(after: Position(kit: 7, generation: 1, sequence: 30), bytes: SyncLimits.batchBytes)
            ])
        _ = machine.received(.inventory(keys: [key(1)], attachments: [file]), at: at(1))
        #expect(machine.progress.unsentKeys == 1)
        let next = sent(
            machine.received(.answered(first[0].id, .entries(EntriesAnswer(accepted: head(50)))), at: at(2)))
        #expect(next.map(\.request) == [.keys([key(1)])])
    }

    @Test(arguments: [Refusal.locked, .erased, .unknownKit])
    func aKitThatIsTurnedAwayShipsNothing(refusal: Refusal) throws {
        var machine = machine(entries: 5, keys: [key(1)], attachments: [try ref(1)])
        let (actions, first) = greet(&machine, helloAnswer(refusal: refusal))
        #expect(actions.contains(.refused(refusal)))
        #expect(first.isEmpty)
        #expect(machine.progress.state == .refused(refusal))
        #expect(machine.progress.unsentEntries == 5)
        // It asks again, and goes on when it may.
        let hello = sent(machine.received(.timer, at: at(30_000)))
        let answered = machine.received(.answered(hello[0].id, helloAnswer()), at: at(30_000))
        #expect(answered.contains(.refused(nil)))
        #expect(sent(answered).map(\.request) == [.keys([key(1)])])
    }

    @Test func anOldGenerationIsKeptAsideOnce() {
        var machine = machine(entries: 8)
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(5)], refusal: .oldGeneration))
        #expect(first.count == 1)
        let answer = EntriesAnswer(accepted: head(5), keptAside: 8, fault: EntriesFault(.oldGeneration, at: 6))
        #expect(sent(machine.received(.answered(first[0].id, .entries(answer)), at: at(1))).isEmpty)
        let hello = sent(machine.received(.timer, at: at(30_000)))
        let kept = [Position(kit: 7, generation: 1, sequence: 8)]
        let next = machine.received(
            .answered(hello[0].id, helloAnswer(accepted: [head(5)], refusal: .oldGeneration, keptAside: kept)),
            at: at(30_000))
        #expect(sent(next).isEmpty)
        #expect(machine.progress.state == .refused(.oldGeneration))
    }

    @Test func earlierGenerationsAreShippedFirst() {
        var machine = machine(entries: 4, generation: 2, older: [head(10)])
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(7)]))
        #expect(
            first.map(\.request) == [
                .entries(after: Position(kit: 7, generation: 1, sequence: 7), bytes: SyncLimits.batchBytes)
            ])
        let next = sent(
            machine.received(.answered(first[0].id, .entries(EntriesAnswer(accepted: head(10)))), at: at(1)))
        #expect(
            next.map(\.request) == [
                .entries(after: Position(kit: 7, generation: 2, sequence: 0), bytes: SyncLimits.batchBytes)
            ])
    }

    @Test func aDiskPutBackToAnOlderStateSaysSo() {
        var machine = machine(entries: 5)
        let (actions, first) = greet(&machine, helloAnswer(accepted: [head(9)]))
        #expect(actions.contains(.journalIsBehind(office: head(9))))
        #expect(first.isEmpty)
        #expect(machine.progress.problems.map(\.trouble) == [.journalIsBehind])
    }

    @Test func entriesThatComeWhileRestingAreGatheredAndNeedNoGreeting() {
        var machine = machine(entries: 5)
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(5)]))
        #expect(first.isEmpty)
        for sequence in 6...8 {
            let grown = SignedHead(head: head(UInt64(sequence)), signature: Data(count: 64))
            #expect(sent(machine.received(.journalGrew(grown), at: at(100))).isEmpty)
        }
        let batch = sent(machine.received(.timer, at: at(1_100)))
        #expect(
            batch.map(\.request) == [
                .entries(after: Position(kit: 7, generation: 1, sequence: 5), bytes: SyncLimits.batchBytes)
            ])
    }

    @Test func keysAreErasedOnlyWhenTheAcknowledgementIsRecorded() throws {
        var machine = machine(entries: 5)
        var writer = FeedWriter(kit: 7, epoch: 3)
        let acknowledged = Acknowledged(generation: 1, sequence: 5, entries: 5, attachments: 0)
        let message = try writer.write(
            .acknowledged, subject: "WB-07-1-0001", clear: acknowledged.encoded(), to: nil, signedWith: office, at: 0)
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(5)], feed: 1))
        let got = machine.received(.answered(first[0].id, .feed(FeedAnswer(messages: [message]))), at: at(1))
        #expect(got.contains(.recordFeed([message])))
        #expect(!got.contains { if case .eraseKeys = $0 { true } else { false } })
        #expect(
            !machine.received(.feedRecorded(epoch: 3, through: 9), at: at(2)).contains {
                if case .eraseKeys = $0 { true } else { false }
            })
        let recorded = machine.received(.feedRecorded(epoch: 3, through: 1), at: at(2))
        #expect(recorded.contains(.eraseKeys(caseNumber: "WB-07-1-0001", acknowledged)))
    }

    @Test func aForgedFeedIsNotRecordedAndHoldsUpNothing() throws {
        var machine = machine(entries: 5)
        var writer = FeedWriter(kit: 7, epoch: 3)
        let forged = try writer.write(.lock, to: nil, signedWith: .init(), at: 0)
        let (_, first) = greet(&machine, helloAnswer(feed: 1))
        let feed = try #require(first.first { $0.request == .feed(after: 0, epoch: 3) })
        let actions = machine.received(.answered(feed.id, .feed(FeedAnswer(messages: [forged]))), at: at(1))
        #expect(!actions.contains { if case .recordFeed = $0 { true } else { false } })
        #expect(machine.progress.problems.map(\.trouble) == [.feed(.forged(number: 1))])
        let entries = try #require(first.first { $0.request != feed.request })
        _ = machine.received(.answered(entries.id, .entries(EntriesAnswer(accepted: head(5)))), at: at(2))
        #expect(machine.progress.unsentEntries == 0)
    }

    @Test func aLockIsObeyedWhenRecorded() throws {
        var machine = machine(entries: 5)
        var writer = FeedWriter(kit: 7, epoch: 3)
        let order = LockOrder(reason: "verloren")
        let message = try writer.write(.lock, clear: order.encoded(), to: nil, signedWith: office, at: 0)
        let (_, first) = greet(&machine, helloAnswer(accepted: [head(5)], feed: 1, refusal: .locked))
        _ = machine.received(.answered(first[0].id, .feed(FeedAnswer(messages: [message]))), at: at(1))
        let actions = machine.received(.feedRecorded(epoch: 3, through: 1), at: at(2))
        #expect(actions.contains(.obey(.lock, order)))
    }

    @Test func stoppedMeansNothingIsSent() {
        var machine = machine(entries: 5)
        _ = greet(&machine, helloAnswer())
        #expect(machine.received(.stopped, at: at(1)).contains(.dropConnections))
        #expect(machine.received(.tryNow, at: at(2)).isEmpty)
        #expect(machine.received(.timer, at: at(90_000)).isEmpty)
        #expect(sent(machine.received(.started, at: at(90_001))).count == 1)
    }

    @Test func everyTroubleTellsWhatToDoWithoutBlame() {
        let troubles: [SyncTrouble] = [
            .noConnection, .timedOut, .untrusted, .turnedAway(.locked), .turnedAway(.malformed), .status(500),
            .unreadableAnswer, .entries(.gap), .entries(.forked), .entries(.oldGeneration), .keysRefused(2),
            .attachment(.hash), .attachment(.tooLong), .attachment(.unknown), .noProgress,
            .feed(.forged(number: 1)), .journalIsBehind,
        ]
        for message in troubles.map(\.message) {
            #expect(message.count > 40)
            #expect(!message.localizedCaseInsensitiveContains("ungültig"))
            #expect(!message.localizedCaseInsensitiveContains("bitte"))
        }
    }

    /// The simulation found it: the entries' pause is over while keys are under way, and the timer never rested.
    @Test func aLaneThatWaitsForAnotherSetsNoTimerInThePast() throws {
        var machine = machine(entries: 5)
        let entries = greet(&machine, helloAnswer()).sent[0]
        _ = machine.received(.failed(entries.id, .status(503)), at: at(10))
        _ = machine.received(.keysMade([key(9)]), at: at(20))
        let later = machine.received(.timer, at: at(5_000))
        #expect(sent(later).contains { if case .keys = $0.request { true } else { false } })
        let again = machine.received(.timer, at: at(5_001))
        for case .setTimer(let time) in later + again { #expect(time > at(5_001)) }
    }

    /// The simulation found it: a crash between noting a new epoch and recording its first message left the feed behind
    /// in the old one for ever.
    @Test func aFeedOfTheEpochBeforeBeginsAnew() throws {
        let start = KitSyncStart(
            kit: 7, generation: 1, heads: [], signedHead: nil, epoch: 3, keys: [], attachments: [],
            feed: FeedChain(kit: 7, epoch: 2, number: 5, head: Data(count: 32)),
            officeKeys: [office.publicKey.rawRepresentation])
        var machine = KitSync(start, randomness: Dice(seed: 1).randomness)
        let asked = greet(&machine, helloAnswer(feed: 4)).sent.map(\.request)
        #expect(asked == [.feed(after: 0, epoch: 3)])
    }
}
