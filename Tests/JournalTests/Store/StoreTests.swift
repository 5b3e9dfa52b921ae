import Foundation
import Testing

@testable import Journal

/// What every store promises, asked of each.
@Suite struct StoreTests {
    enum Kind: CaseIterable { case memory, sqlite }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func store(_ kind: Kind) throws -> any JournalStore {
        switch kind {
        case .memory: MemoryJournalStore()
        case .sqlite: try SQLiteJournalStore(path: folder.path("journal.sqlite"))
        }
    }

    @Test(arguments: Kind.allCases)
    func `entries come back byte for byte, by every selection`(_ kind: Kind) throws {
        let store = try store(kind)
        let journal = try Workbench(store: store).journal()
        let first = try journal.append([.answer("a"), .note("b")], segment: 1)
        let second = try journal.append([.answer("c"), .answer("d", case: "K07-1-000002-B")], segment: 2)
        let all = first + second
        func read(_ selection: Selection, after: Int64 = 0, limit: Int = 100) throws -> [Entry] {
            try store.entries(selection, after: after, limit: limit).map(\.entry)
        }
        #expect(try read(.all) == all)
        #expect(try read(.all, limit: 3) == Array(all.prefix(3)))
        #expect(try read(.all, after: store.entries(.all, after: 0, limit: 2)[1].arrival) == second)
        #expect(try read(.segments(kit: 7, [2])) == second)
        #expect(try read(.segments(kit: 7, [1, 2])) == all)
        #expect(try read(.segments(kit: 8, [1])) == [])
        #expect(try read(.segments(kit: 7, [])) == [])
        #expect(try read(.subject(first[0].header.subject)) == [all[0], all[2]])
        #expect(try read(.after(all[1].position)) == second)
        #expect(try store.entry(at: all[3].position) == all[3])
        #expect(try store.heads().map(\.signed.head) == [Head(all[3])])
    }

    @Test(arguments: Kind.allCases)
    func `long histories come in batches, in order`(_ kind: Kind) throws {
        let store = try store(kind)
        let journal = try Workbench(store: store).journal()
        for segment in 1...5 { try journal.append((1...500).map { try .note("\($0)") }, segment: UInt32(segment)) }
        var sequences: [UInt64] = []
        try store.forEach(.segments(kit: 7, [1, 2, 4, 5])) { sequences.append($0.entry.position.sequence) }
        #expect(sequences == Array(1...1000) + Array(1501...2500))
    }

    @Test(arguments: Kind.allCases)
    func `nothing is stored that does not follow`(_ kind: Kind) throws {
        let bench = try Workbench()
        let entries = try bench.journal().append((1...4).map { try .answer("\($0)") })
        func append(_ range: Range<Int>, to store: any JournalStore, head: Int? = nil) throws {
            let signed = try Head(entries[head ?? range.upperBound - 1]).signed(by: bench.signer)
            try store.append(Array(entries[range]), head: signed, receivedAt: Timestamp(milliseconds: 1))
        }
        let store = try store(kind)
        #expect(throws: StoreFault.self) { try append(1..<2, to: store) }
        try append(0..<2, to: store)
        #expect(throws: StoreFault.self) { try append(0..<2, to: store) }
        #expect(throws: StoreFault.self) { try append(3..<4, to: store) }
        #expect(throws: StoreFault.self) { try append(2..<3, to: store, head: 3) }
        #expect(try store.heads().map(\.signed.head) == [Head(entries[1])])
        try append(2..<4, to: store)
        #expect(try store.entries(.all, after: 0, limit: 9).map(\.entry) == entries)
        #expect(try store.entries(.all, after: 0, limit: 1).first?.receivedAt == Timestamp(milliseconds: 1))
    }

    @Test(arguments: Kind.allCases)
    func `many kits live side by side and a new generation has to continue a known entry`(_ kind: Kind) throws {
        let store = try store(kind)
        let bench = try Workbench(store: store)
        let journal = try bench.journal()
        let entries = try journal.append([.note("a"), .note("b"), .note("c")])
        let other = try Journal(kit: 0, store: store, keys: bench.keys, signer: bench.signer)
        try other.append([.note("office")])
        try journal.startGeneration(after: Head(entries[1]))
        try journal.append([.note("d")])
        #expect(
            try store.heads().map(\.position) == [
                Position(kit: 0, generation: 1, sequence: 1), Position(kit: 7, generation: 1, sequence: 3),
                Position(kit: 7, generation: 2, sequence: 1),
            ])
        #expect(try store.heads()[1].continuedAt == 2)
        let lost = Head(position: Position(kit: 7, generation: 2, sequence: 9), hash: EntryHash(of: Data([1])))
        try journal.startGeneration(after: lost)
        #expect(throws: JournalFault.self) { try journal.append([.note("e")]) }
    }

    @Test(arguments: Kind.allCases)
    func `a store that lost everything of a kit takes its next generation on trust`(_ kind: Kind) throws {
        let bench = try Workbench()
        let lost = try bench.journal()
        try lost.append([.answer("a"), .answer("b")])
        let store = try store(kind)
        let journal = try Journal(kit: 7, store: store, keys: bench.keys, signer: bench.signer)
        try journal.startGeneration(after: try #require(lost.head))
        let entry = try journal.append([.answer("c")])[0]
        #expect(entry.header.previous == lost.head?.hash)
        #expect(try journal.texts() == ["c"])
        #expect(journal.fault == nil)
        let again = try Journal(kit: 7, store: store, keys: bench.keys, signer: bench.signer)
        #expect(again.generation == 2)
        #expect(again.fault == nil)
    }

    @Test(arguments: Kind.allCases)
    func `notes are kept and removed`(_ kind: Kind) throws {
        let store = try store(kind)
        #expect(try store.note("shipped") == nil)
        try store.setNote(Data([1, 2]), for: "shipped")
        try store.setNote(Data([3]), for: "shipped")
        #expect(try store.note("shipped") == Data([3]))
        try store.setNote(nil, for: "shipped")
        #expect(try store.note("shipped") == nil)
    }
}
