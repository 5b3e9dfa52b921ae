/// Which entries to read. They always come in the order in which they arrived, which for one kit is the order of its
/// generations and sequences.
package enum Selection: Hashable, Sendable {
    /// Everything, of all kits.
    case all
    /// One generation of one kit, sequences in the range.
    case generation(kit: UInt16, generation: UInt16, sequences: ClosedRange<UInt64>)
    /// The segments of one kit, over all its generations.
    case segments(kit: UInt16, Set<UInt32>)
    case subject(Subject)

    /// One generation from a sequence to its end.
    package static func after(_ position: Position) -> Selection {
        .generation(
            kit: position.kit, generation: position.generation,
            sequences: (position.sequence + 1)...UInt64(Int64.max))
    }
}

/// An entry with what the store knows besides.
package struct StoredEntry: Hashable, Sendable {
    package let entry: Entry
    /// Counts up with every stored entry of any kit; the cursor for reading on. From 1, with gaps.
    package let arrival: Int64
    /// The office's time of receipt; nil in the store of the one who wrote the entry.
    package let receivedAt: Timestamp?

    package init(entry: Entry, arrival: Int64, receivedAt: Timestamp?) {
        self.entry = entry
        self.arrival = arrival
        self.receivedAt = receivedAt
    }
}
