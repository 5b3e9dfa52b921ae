import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

/// How much is under way at once: enough to fill a line, never more than one chunk to be sent again after a cut.
@Suite struct KitSyncWindowTests {
    private let bench = KitSyncTests()

    private func sizes(_ sent: [(id: RequestID, request: SyncRequest)]) -> [Int] {
        sent.compactMap {
            if case .chunk(let ref, let offset) = $0.request { ref.pieceBytes(from: offset) } else { nil }
        }
    }

    @Test(arguments: [
        (bytes: UInt64(1_500_000), count: 20, side: 4), (bytes: 20_000, count: 40, side: 12),
        (bytes: 50_000, count: 40, side: 5), (bytes: 10, count: 3, side: 3),
    ])
    func whatIsUnderWayTogetherIsAtMostOneChunk(bytes: UInt64, count: Int, side: Int) throws {
        let files = try (1...count).map { try bench.ref(UInt8($0), bytes: bytes) }
        var machine = bench.machine(attachments: files)
        let (_, first) = bench.greet(&machine, bench.helloAnswer())
        var (flying, sent) = (first, 0)
        #expect(first.count == side)
        while let next = flying.first {
            #expect(sizes(flying).reduce(0, +) <= SyncLimits.chunkBytes)
            flying.removeFirst()
            guard case .chunk(let ref, let offset) = next.request else { continue }
            sent += ref.pieceBytes(from: offset)
            let durable = offset + UInt64(ref.pieceBytes(from: offset))
            let answer = AttachmentAnswer(durable: durable, complete: durable == ref.cipherByteCount)
            flying += bench.sent(machine.received(.answered(next.id, .chunk(answer)), at: at(10)))
        }
        #expect(machine.progress.unsentAttachments == 0)
        #expect(sent == files.reduce(0) { $0 + Int($1.cipherByteCount) })
    }

    /// A large file waits for room, a small one behind it for its back-off: when that is over, the small one still waits behind the
    /// large one, and a timer for it would come at once, again and again.
    @Test func whatWaitsBehindAFullWindowSetsNoTimer() throws {
        let large = try (1...4).map { try bench.ref(UInt8($0), bytes: 1_500_000) }
        let files = large + [try bench.ref(5, bytes: 50_000), try bench.ref(6, bytes: 10)]
        var machine = bench.machine(attachments: files)
        let (_, first) = bench.greet(&machine, bench.helloAnswer())
        #expect(first.count == 4)
        func refuse(_ request: RequestID) -> [(id: RequestID, request: SyncRequest)] {
            let answer = AttachmentAnswer(durable: 0, complete: false, fault: .hash)
            return bench.sent(machine.received(.answered(request, .chunk(answer)), at: at(10)))
        }
        // In the room of the first one go the two small ones; the smaller one is refused as well.
        let small = refuse(first[0].id)
        #expect(small.count == 2)
        #expect(refuse(small[1].id).isEmpty)
        let actions = machine.received(.timer, at: at(20_000))
        #expect(bench.sent(actions).isEmpty)
        for case .setTimer(let time) in actions { #expect(time > at(20_000)) }
    }

    /// However often the line is cut, no more than one chunk a cut travels twice.
    @Test(arguments: 0..<50 as Range<UInt64>)
    func aCutCostsAtMostOneChunk(seed: UInt64) throws {
        let dice = Dice(seed: seed)
        let files = try (1...12).map { try bench.ref(UInt8($0), bytes: UInt64(dice.below(700_000) + 1)) }
        var machine = bench.machine(attachments: files)
        var durable: [KeyID: UInt64] = [:]
        var (now, written, cuts) = (at(0), 0, 0)
        var flying = bench.sent(machine.received(.started, at: now))
        while machine.progress.unsentAttachments > 0 {
            guard !flying.isEmpty else {
                now = now.adding(400_000)
                flying = bench.sent(machine.received(.timer, at: now))
                continue
            }
            let next = flying.remove(at: dice.below(flying.count))
            guard case .chunk(let ref, let offset) = next.request else {
                let partial = durable.map { PartialAttachment(id: $0.key, bytes: $0.value) }
                let actions = machine.received(.answered(next.id, bench.helloAnswer(partial: partial)), at: now)
                flying += bench.sent(actions)
                continue
            }
            written += ref.pieceBytes(from: offset)
            if dice.chance(5) {
                // Cut: of what is under way, some had reached the office, and no answer comes back.
                cuts += 1
                for case .chunk(let other, let from) in flying.map(\.request) {
                    written += other.pieceBytes(from: from)
                    if dice.chance(50) { durable[other.id] = from + UInt64(other.pieceBytes(from: from)) }
                }
                flying = bench.sent(machine.received(.failed(next.id, .noConnection), at: now))
                continue
            }
            let here = offset + UInt64(ref.pieceBytes(from: offset))
            let complete = here == ref.cipherByteCount
            durable[ref.id] = complete ? nil : here
            flying += bench.sent(
                machine.received(
                    .answered(next.id, .chunk(AttachmentAnswer(durable: here, complete: complete))), at: now))
        }
        let all = files.reduce(0) { $0 + Int($1.cipherByteCount) }
        #expect(written - all <= cuts * SyncLimits.chunkBytes, "\(cuts) cuts")
    }
}
