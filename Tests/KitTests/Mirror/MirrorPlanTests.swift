import Foundation
import Journal
import Testing

@testable import Kit

/// What is copied, decided without any disk.
@Suite struct MirrorPlanTests {
    private static func hash(_ text: String) -> EntryHash { EntryHash(of: Data(text.utf8)) }

    /// A side with generations up to these sequences; `name` tells histories apart.
    private static func side(
        _ through: [UInt64], dropped: ClosedRange<UInt64>? = nil, name: String = "", from fork: UInt64 = 0
    ) -> MirrorSide {
        func at(_ position: Position) -> EntryHash {
            hash("\(position.generation)-\(position.sequence)\(position.sequence > fork ? name : "")")
        }
        var side = MirrorSide()
        for (index, last) in through.enumerated() {
            let position = Position(kit: 1, generation: UInt16(index + 1), sequence: last)
            let signed = SignedHead(head: Head(position: position, hash: at(position)), signature: Data())
            side.heads.append(StoredHead(signed: signed, continuedAt: nil))
        }
        if let dropped {
            let last = Position(kit: 1, generation: 1, sequence: dropped.upperBound)
            side.runs = [
                DroppedRun(
                    segment: 1, first: Position(kit: 1, generation: 1, sequence: dropped.lowerBound),
                    last: Head(position: last, hash: at(last)), signature: Data())
            ]
        }
        side.hash = { position in
            guard position.sequence <= through[Int(position.generation) - 1],
                dropped?.contains(position.sequence) != true
            else { return nil }
            return at(position)
        }
        return side
    }

    private static func span(_ generation: UInt16, _ after: UInt64, _ through: UInt64) -> MirrorPlan.Entries {
        .append([.init(generation: generation, after: after, through: through)])
    }

    @Test(
        arguments: [
            ([5], [5], MirrorPlan.Entries.append([])), ([5], [], span(1, 0, 5)), ([9], [5], span(1, 5, 9)),
            ([5, 3], [5], span(2, 0, 3)), ([], [], .append([])), ([5, 3], [7, 1], span(2, 1, 3)),
        ] as [([UInt64], [UInt64], MirrorPlan.Entries)])
    func entriesThatAreMissing(here: [UInt64], there: [UInt64], entries: MirrorPlan.Entries) throws {
        #expect(try MirrorPlan(here: Self.side(here), there: Self.side(there)).entries == entries)
    }

    @Test(
        arguments: [([5], [7], 7), ([5], [5, 2], 2), ([], [1], 1), ([5, 2], [5, 3], 3)]
            as [([UInt64], [UInt64], UInt64)])
    func aMirrorThatKnowsMoreOfThisGeneration(here: [UInt64], there: [UInt64], at sequence: UInt64) {
        let error = #expect(throws: MirrorTrouble.self) {
            _ = try MirrorPlan(here: Self.side(here), there: Self.side(there))
        }
        guard case .otherHistory(let position) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(position.sequence == sequence)
    }

    @Test func anotherHistory() throws {
        #expect(throws: MirrorTrouble.otherHistory(Position(kit: 1, generation: 1, sequence: 5))) {
            _ = try MirrorPlan(here: Self.side([9]), there: Self.side([5], name: "x", from: 3))
        }
        // In an earlier generation it is kept beside.
        let plan = try MirrorPlan(here: Self.side([9, 2]), there: Self.side([5], name: "x", from: 3))
        #expect(plan.entries == .whole(keepingOld: true))
    }

    @Test func gaps() throws {
        // Dropped on both ends: nothing to do. Dropped only here: told there.
        let here = Self.side([9], dropped: 1...4)
        #expect(try MirrorPlan(here: here, there: here).isEmpty)
        let told = try MirrorPlan(here: here, there: Self.side([9]))
        #expect(told.entries == .append([]) && told.runs == here.runs)
        #expect(try MirrorPlan(here: here, there: Self.side([6])).runs == here.runs)
        // Dropped before it was copied.
        #expect(try MirrorPlan(here: here, there: Self.side([2])).entries == .whole(keepingOld: false))
        #expect(try MirrorPlan(here: here, there: Self.side([])).entries == .whole(keepingOld: false))
    }

    @Test func filesAndAttachments() throws {
        var here = Self.side([1])
        here.files = ["a": Self.hash("1"), "b": Self.hash("2"), "c": Self.hash("3")]
        here.attachments = ["x", "y"]
        var there = Self.side([1])
        there.files = ["a": Self.hash("1"), "b": Self.hash("old"), "d": Self.hash("4")]
        there.attachments = ["y", "z"]
        let plan = try MirrorPlan(here: here, there: there)
        #expect(plan.files == ["b", "c"] && plan.attachments == ["x"] && !plan.isEmpty)
    }
}
