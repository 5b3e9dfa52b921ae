/// Which entries of one kit are its history. Where a later generation went on from an earlier place, what had been written
/// behind that place by another laptop is none of it.
package struct Lineage: Hashable, Sendable {
    /// The last sequence that counts, of generations that do not count to their end.
    private var ends: [UInt16: UInt64] = [:]

    package init() {}

    package func holds(_ place: Position) -> Bool { ends[place.generation].map { place.sequence <= $0 } ?? true }

    /// A later generation begins and goes on from this place; what lies between the two is left out.
    package mutating func begin(_ generation: UInt16, after place: Position) {
        ends[place.generation] = min(ends[place.generation] ?? place.sequence, place.sequence)
        for between in stride(from: place.generation + 1, to: generation, by: 1) { ends[between] = 0 }
    }
}

extension JournalStore {
    /// By all that is stored of the kit now.
    package func lineage(of kit: UInt16) throws(StoreFault) -> Lineage {
        var lineage = Lineage()
        for head in try heads() where head.position.kit == kit && head.position.generation > 1 {
            let first = Position(kit: kit, generation: head.position.generation, sequence: 1)
            guard let entry = try entry(at: first),
                let place = try position(of: entry.header.previous, kit: kit)
            else { continue }
            lineage.begin(first.generation, after: place)
        }
        return lineage
    }
}
