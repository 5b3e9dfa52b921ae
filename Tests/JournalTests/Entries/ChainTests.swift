import Foundation
import Testing

@testable import Journal

@Suite struct ChainTests {
    private func entries(_ count: Int) throws -> [Entry] {
        try Workbench().journal().append((1...count).map { try .answer("\($0)") })
    }

    private func fault(_ entries: [Entry]) -> ChainFault? {
        var chain = Chain(kit: 7)
        for entry in entries {
            do throws(ChainFault) { try chain.accept(entry) } catch { return error }
        }
        return nil
    }

    @Test func `a whole chain is accepted`() throws {
        #expect(try fault(entries(20)) == nil)
    }

    @Test func `every missing entry is named`() throws {
        let whole = try entries(8)
        for index in whole.indices.dropLast() {
            var cut = whole
            let gone = cut.remove(at: index).position
            #expect(fault(cut) == .missing(first: gone, last: gone))
        }
    }

    @Test func `every exchange of two entries is named at the first place`() throws {
        let whole = try entries(6)
        for left in whole.indices {
            for right in whole.indices where right > left {
                var mixed = whole
                mixed.swapAt(left, right)
                #expect(fault(mixed)?.position == whole[left].position)
            }
        }
    }

    @Test func `a repeated entry is named`() throws {
        let whole = try entries(3)
        #expect(
            fault([whole[0], whole[1], whole[1]])
                == .reordered(expected: whole[2].position, found: whole[1].position))
    }

    @Test func `an entry of another history is named`() throws {
        let whole = try entries(3)
        let other = try Workbench().journal().append([.answer("x"), .answer("y"), .answer("z")])
        #expect(fault([whole[0], whole[1], other[2]]) == .changed(at: other[2].position))
    }

    @Test func `other kits and generations are refused`() throws {
        let entry = try entries(1)[0]
        var kit = Chain(kit: 8)
        #expect(throws: ChainFault.otherKit(expected: 8, found: entry.position)) { try kit.accept(entry) }
        var generation = Chain(kit: 7, generation: 2, continues: entry.hash)
        #expect(throws: ChainFault.otherGeneration(expected: 2, found: entry.position)) {
            try generation.accept(entry)
        }
        #expect(generation.head == nil)
    }
}
