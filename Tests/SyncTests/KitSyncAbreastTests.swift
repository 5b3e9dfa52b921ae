import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

/// Several requests of one kind under way, to an office that understands it: in any order, cut at any time.
@Suite struct KitSyncAbreastTests {
    private let bench = KitSyncTests()
    private typealias Flight = (id: RequestID, request: SyncRequest)

    private func place(_ sequence: UInt64) -> Position { Position(kit: 7, generation: 1, sequence: sequence) }
    private let share = SyncLimits.batchBytes / SyncLimits.batchShare

    /// A machine that has learnt how fast its line is.
    private func onAFastLine(_ machine: KitSync) -> KitSync {
        var machine = machine
        for _ in 0..<SyncLimits.pieceRequests { machine.learn(took: 100) }
        return machine
    }

    private func pieces(_ flight: Flight) -> [AttachmentPiece] {
        if case .pieces(let pieces) = flight.request { pieces } else { [] }
    }

    @Test func keysAndSeveralBatchesGoAbreast() throws {
        let file = try bench.ref(1)
        var machine = onAFastLine(bench.machine(entries: 50, keys: [bench.key(2)], attachments: [file]))
        let (_, first) = bench.greet(&machine, bench.helloAnswer(accepted: [bench.head(4)], wire: 2))
        #expect(first.map(\.request) == [.keys([bench.key(2)]), .entries(after: place(4), bytes: share)])
        // Each batch begins where the one before it ends, which only who made that knows.
        var batches = [first[1]]
        for end in [10, 20, 30] as [UInt64] {
            let next = bench.sent(
                machine.received(.loaded(batches[batches.count - 1].id, through: place(end)), at: at(1)))
            #expect(next.map(\.request) == [.entries(after: place(end), bytes: share)])
            batches += next
        }
        #expect(bench.sent(machine.received(.loaded(batches[3].id, through: place(40)), at: at(2))).isEmpty)
        let keys = machine.received(.answered(first[0].id, .keys(KeysAnswer(stored: [bench.key(2)]))), at: at(3))
        #expect(keys.contains(.noteKeys([bench.key(2)])) && bench.sent(keys).isEmpty)
        // Answers come in any order; what is stored stays stored.
        let fifth = bench.sent(
            machine.received(.answered(batches[1].id, .entries(EntriesAnswer(accepted: bench.head(20)))), at: at(4)))
        #expect(fifth.map(\.request) == [.entries(after: place(40), bytes: share)])
        #expect(machine.progress.unsentEntries == 30)
        let late = machine.received(
            .answered(batches[0].id, .entries(EntriesAnswer(accepted: bench.head(10)))), at: at(5))
        #expect(bench.sent(late).isEmpty && machine.progress.unsentEntries == 30)
        #expect(machine.progress.problems.isEmpty)
        // When the last one is under way, the attachments go out behind it: the line is not idle until its answer comes.
        let last = bench.sent(machine.received(.loaded(fifth[0].id, through: place(50)), at: at(6)))
        #expect(last.flatMap(pieces).map(\.ref) == Array(repeating: file, count: SyncLimits.pieceRequests))
    }

    @Test func attachmentsWaitForAJournalInTroubleOrOnASlowLine() throws {
        for took in [100, 5_000] as [Int64] {
            var machine = bench.machine(entries: 50, attachments: [try bench.ref(1)])
            machine.learn(took: took)
            let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
            #expect(first.flatMap(pieces).isEmpty)
            let behind = bench.sent(machine.received(.loaded(first[0].id, through: place(50)), at: at(1)))
            #expect(behind.isEmpty == (took > 3_000))
        }
        var machine = onAFastLine(bench.machine(entries: 50, attachments: [try bench.ref(1)]))
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        _ = machine.received(.failed(first[0].id, .status(500)), at: at(1))
        let again = bench.sent(machine.received(.timer, at: at(2_000)))
        let journal = again.filter { pieces($0).isEmpty }
        #expect(journal.count == 1)
        for flight in journal {
            #expect(bench.sent(machine.received(.loaded(flight.id, through: place(50)), at: at(2_001))).isEmpty)
        }
    }

    @Test func aBatchThatOvertookTheOneBeforeItIsSentAgain() {
        var machine = onAFastLine(bench.machine(entries: 50))
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        let second = bench.sent(machine.received(.loaded(first[0].id, through: place(20)), at: at(1)))
        #expect(bench.sent(machine.received(.loaded(second[0].id, through: place(50)), at: at(2))).isEmpty)
        let gap = EntriesAnswer(accepted: nil, fault: EntriesFault(.gap, at: 1))
        #expect(bench.sent(machine.received(.answered(second[0].id, .entries(gap)), at: at(3))).isEmpty)
        #expect(machine.progress.problems.isEmpty)
        let again = bench.sent(
            machine.received(.answered(first[0].id, .entries(EntriesAnswer(accepted: bench.head(20)))), at: at(4)))
        #expect(again.map(\.request) == [.entries(after: place(20), bytes: share)])
    }

    @Test func smallAttachmentsTravelTogetherAndWhole() throws {
        let files = try (1...40).map { try bench.ref(UInt8($0), bytes: 16_500) }
        var machine = onAFastLine(bench.machine(attachments: files))
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        #expect(first.map { pieces($0).count } == Array(repeating: 2, count: SyncLimits.pieceRequests))
        let all = first.flatMap(pieces)
        #expect(Set(all.map(\.ref.id)).count == 14)
        #expect(all.allSatisfy { $0.offset == 0 && $0.count == Int($0.ref.cipherByteCount) })
        // One of two is refused, the other is there.
        let sent = pieces(first[0])
        let answers = sent.enumerated().map { index, piece in
            AttachmentAnswer(
                durable: index == 0 ? 0 : piece.end, complete: index > 0, fault: index == 0 ? .hash : nil)
        }
        let next = machine.received(.answered(first[0].id, .pieces(PiecesAnswer(pieces: answers))), at: at(1))
        #expect(next.contains(.noteAttachment(sent[1].ref.id)))
        #expect(bench.sent(next).flatMap(pieces).count == 2)
        #expect(machine.progress.problems.map(\.subject) == [.attachment(sent[0].ref.id)])
    }

    /// A request that fails puts all it carried into question; each of them is then sent alone.
    @Test func whatFailedTogetherIsTriedOneByOne() throws {
        let files = try (1...6).map { try bench.ref(UInt8($0), bytes: 16_500) }
        var machine = onAFastLine(bench.machine(attachments: files))
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        #expect(first.map { pieces($0).count } == [2, 2, 2])
        var flying = bench.sent(machine.received(.failed(first[0].id, .status(500)), at: at(1)))
        #expect(flying.isEmpty && machine.progress.problems.count == 2)
        flying = bench.sent(machine.received(.timer, at: at(2_000)))
        #expect(flying.map { pieces($0).map(\.ref) } == files.prefix(2).map { [$0] })
    }

    @Test func theLastAttachmentFillsTheLineByItself() throws {
        let file = try bench.ref(1, bytes: 1_500_000)
        var machine = onAFastLine(bench.machine(attachments: [file]))
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        let share = UInt64(SyncLimits.shareBytes)
        #expect(first.flatMap(pieces).map(\.offset) == (0..<7).map { $0 * share })
        // The second piece comes before the first one: nothing more goes out until all are back, then from where the office stands.
        var durable: UInt64 = 0
        var next: [Flight] = []
        for (index, moves) in [(1, false), (3, false), (0, true), (2, false), (6, false), (5, false), (4, false)] {
            if moves { durable = share }
            let answer = PiecesAnswer(pieces: [AttachmentAnswer(durable: durable, complete: false)])
            #expect(next.isEmpty)
            next = bench.sent(machine.received(.answered(first[index].id, .pieces(answer)), at: at(1)))
        }
        #expect(next.flatMap(pieces).map(\.offset) == (1..<8).map { $0 * share })
        #expect(machine.progress.problems.isEmpty && machine.progress.unsentBytes == file.cipherByteCount - share)
    }

    /// A piece comes before the one it follows, and that one the office cannot store now: when its time has come again, the file is sent,
    /// and no timer comes at once.
    @Test func whatCameBehindAGapGoesOnWhenTheGapFailed() throws {
        let file = try bench.ref(1, bytes: UInt64(SyncLimits.shareBytes) + 10_000)
        var machine = bench.machine(attachments: [file])
        machine.lastTook = 100
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        #expect(first.flatMap(pieces).map(\.offset) == [0, UInt64(SyncLimits.shareBytes)])
        let early = PiecesAnswer(pieces: [AttachmentAnswer(durable: 0, complete: false)])
        #expect(bench.sent(machine.received(.answered(first[1].id, .pieces(early)), at: at(10))).isEmpty)
        let refused = machine.received(.failed(first[0].id, .turnedAway(.notPossibleNow)), at: at(20))
        #expect(bench.sent(refused).isEmpty)
        let again = machine.received(.timer, at: at(20_000))
        #expect(bench.sent(again).flatMap(pieces).map(\.offset) == [0])
        for case .setTimer(let time) in again { #expect(time > at(20_000)) }
    }

    /// Where an answer takes long, what comes second would be there long before what it follows.
    @Test func onAVerySlowLineNothingGoesAheadOfWhatItFollows() throws {
        let files = try (1...6).map { try bench.ref(UInt8($0), bytes: 1_500_000) }
        var machine = bench.machine(entries: 50, attachments: files)
        machine.learn(took: 15_000)
        let (_, first) = bench.greet(&machine, bench.helloAnswer(wire: 2))
        #expect(bench.sent(machine.received(.loaded(first[0].id, through: place(20)), at: at(1))).isEmpty)
        let second = bench.sent(
            machine.received(.answered(first[0].id, .entries(EntriesAnswer(accepted: bench.head(20)))), at: at(15_000)))
        #expect(second.map(\.request) == [.entries(after: place(20), bytes: share)])
        #expect(bench.sent(machine.received(.loaded(second[0].id, through: place(40)), at: at(15_001))).isEmpty)
        let third = bench.sent(
            machine.received(.answered(second[0].id, .entries(EntriesAnswer(accepted: bench.head(50)))), at: at(30_000))
        )
        #expect(third.flatMap(pieces).map(\.ref) == Array(files.prefix(2)))
    }

    /// No more goes abreast than comes back within seconds, and never only one, which would leave the line idle.
    @Test func theLineSaysHowMuchGoesAbreast() throws {
        var machine = bench.machine()
        func settles(at took: Int64) -> Int {
            for _ in 0..<20 { machine.learn(took: took) }
            return machine.abreast
        }
        #expect(settles(at: 100) == SyncLimits.pieceRequests)
        #expect(settles(at: 2_500) == SyncLimits.pieceRequests)
        #expect(settles(at: 3_500) == 2)
        #expect(settles(at: 2_500) == 2)
    }

    /// Requests come in any order, answers get lost, lines are cut: in the end everything is there, and where nothing overtakes
    /// anything, no more than one chunk a cut travels twice.
    @Test(arguments: 0..<100 as Range<UInt64>, [true, false])
    func everythingArrives(seed: UInt64, inOrder: Bool) throws {
        let dice = Dice(seed: seed)
        let files = try (1...12).map {
            try bench.ref(UInt8($0), bytes: UInt64(dice.chance(50) ? dice.below(30_000) : dice.below(700_000)) + 1)
        }
        var machine = bench.machine(attachments: files)
        var stored: [KeyID: UInt64] = [:]
        var (now, written, cuts, steps) = (at(0), 0, 0, 0)
        func arrive(_ piece: AttachmentPiece) -> AttachmentAnswer {
            let here = stored[piece.ref.id] ?? 0
            if piece.offset <= here { stored[piece.ref.id] = max(here, piece.end) }
            let durable = stored[piece.ref.id] ?? 0
            return AttachmentAnswer(durable: durable, complete: durable == piece.ref.cipherByteCount)
        }
        var flying = bench.sent(machine.received(.started, at: now))
        while machine.progress.unsentAttachments > 0 {
            steps += 1
            try #require(steps < 10_000)
            guard !flying.isEmpty else {
                now = now.adding(400_000)
                flying = bench.sent(machine.received(.timer, at: now))
                continue
            }
            #expect(flying.flatMap(pieces).reduce(0) { $0 + $1.count } <= SyncLimits.chunkBytes)
            let next = flying.remove(at: inOrder ? 0 : dice.below(flying.count))
            guard case .pieces(let sent) = next.request else {
                let partial = stored.map { PartialAttachment(id: $0.key, bytes: $0.value) }
                let hello = bench.helloAnswer(partial: partial, wire: 2)
                flying += bench.sent(machine.received(.answered(next.id, hello), at: now))
                continue
            }
            written += sent.reduce(0) { $0 + $1.count }
            if dice.chance(5) {
                cuts += 1
                for other in flying {
                    written += pieces(other).reduce(0) { $0 + $1.count }
                    if dice.chance(50) { for piece in pieces(other) { _ = arrive(piece) } }
                }
                flying = bench.sent(machine.received(.failed(next.id, .noConnection), at: now))
                continue
            }
            let answer = PiecesAnswer(pieces: sent.map(arrive))
            flying += bench.sent(machine.received(.answered(next.id, .pieces(answer)), at: now))
        }
        #expect(files.allSatisfy { stored[$0.id] == $0.cipherByteCount })
        let all = files.reduce(0) { $0 + Int($1.cipherByteCount) }
        if inOrder { #expect(written - all <= cuts * SyncLimits.chunkBytes, "\(cuts) cuts") }
    }

    /// A greeting that waits on a dead line does not keep the one that a person asks for.
    @Test func aPersonsTryDoesNotWaitForADeadLine() {
        var machine = bench.machine(entries: 5)
        _ = machine.received(.started, at: at(0))
        #expect(machine.received(.tryNow, at: at(100)).isEmpty)
        func isNew(at time: Int64) -> Bool {
            let actions = machine.received(.tryNow, at: at(time))
            return actions.first == .dropConnections && bench.sent(actions).count == 1
        }
        #expect(isNew(at: 500))
        // However often she presses, each greeting has its time.
        for time in stride(from: 600 as Int64, to: 2_500, by: 100) { #expect(!isNew(at: time)) }
        #expect(isNew(at: 2_500))
    }
}
