/// Follows one generation of one kit, entry by entry. A value: try an entry on a copy, keep the copy if it fits.
package struct Chain: Hashable, Sendable {
    package let kit: UInt16
    package let generation: UInt16
    /// The last accepted entry; nil before the first.
    package private(set) var head: Head?
    /// The hash the first entry has to name; nil accepts any (the caller then checks what it continues).
    private let continues: EntryHash?

    /// A chain before its first entry.
    /// - Parameter continues: the head that a later generation continues; ignored for generation 1.
    package init(kit: UInt16, generation: UInt16 = 1, continues: EntryHash? = nil) {
        self.kit = kit
        self.generation = generation
        self.continues = generation == 1 ? .zero : continues
    }

    /// A chain that goes on behind a head that was checked before.
    package init(after head: Head) {
        kit = head.position.kit
        generation = head.position.generation
        continues = nil
        self.head = head
    }

    /// Where the next entry has to stand.
    package var nextPosition: Position {
        head?.position.next ?? Position(kit: kit, generation: generation, sequence: 1)
    }

    /// Takes the next entry, or says why it does not follow; after a fault the chain is as before.
    package mutating func accept(_ entry: Entry) throws(ChainFault) { try accept(entry.header, hash: entry.hash) }

    /// The same of an entry whose body is not at hand.
    mutating func accept(_ header: EntryHeader, hash: EntryHash) throws(ChainFault) {
        let found = header.position
        let expected = nextPosition
        guard found.kit == kit else { throw .otherKit(expected: kit, found: found) }
        guard found.generation == generation else { throw .otherGeneration(expected: generation, found: found) }
        if found.sequence > expected.sequence {
            let last = Position(kit: kit, generation: generation, sequence: found.sequence - 1)
            throw .missing(first: expected, last: last)
        }
        guard found == expected else { throw .reordered(expected: expected, found: found) }
        if let predecessor = head?.hash ?? continues, header.previous != predecessor {
            throw head == nil ? .unknownContinuation(at: found) : .changed(at: found)
        }
        head = Head(position: found, hash: hash)
    }

    /// Steps over a run of entries that was dropped with its segment.
    package mutating func skip(_ run: DroppedRun) throws(ChainFault) {
        let expected = nextPosition
        guard run.last.position.kit == kit else { throw .otherKit(expected: kit, found: run.first) }
        guard run.last.position.generation == generation else {
            throw .otherGeneration(expected: generation, found: run.first)
        }
        guard run.first == expected else { throw .reordered(expected: expected, found: run.first) }
        head = run.last
    }
}
