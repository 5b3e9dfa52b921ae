package import Foundation

/// Keeps entries of one or many kits. Write methods are durable transactions that keep the chain: what they return
/// from is on the disk, what they throw from never happened.
package protocol JournalStore: AnyObject, Sendable {
    /// Stores entries of one generation behind what is stored of it, and replaces its head.
    /// A first entry of a later generation has to continue an entry that is stored here.
    /// - Parameter head: the signed head of the last of the entries.
    func append(_ entries: [Entry], head: SignedHead, receivedAt: Timestamp?) throws(StoreFault)

    /// The heads of all generations of all kits, in order of position.
    func heads() throws(StoreFault) -> [StoredHead]

    /// At most `limit` entries that arrived after the cursor (0: from the beginning). A damaged row ends the list; when
    /// it is the first, it is thrown.
    func entries(_ selection: Selection, after arrival: Int64, limit: Int) throws(StoreFault) -> [StoredEntry]

    /// Deletes a segment's entries of one generation and notes the runs that are gone. The head stays.
    func drop(_ runs: [DroppedRun]) throws(StoreFault)

    /// Where an entry of the kit with this hash stands, or stood until it was dropped.
    func position(of hash: EntryHash, kit: UInt16) throws(StoreFault) -> Position?

    func droppedRuns(kit: UInt16, generation: UInt16) throws(StoreFault) -> [DroppedRun]

    /// Forgets the bodies of a subject; headers and hashes stay and the chain still checks.
    func forgetBodies(of subject: Subject) throws(StoreFault)

    /// A small value kept beside the entries, e.g. how far the sync is. Nil removes it.
    func setNote(_ value: Data?, for name: String) throws(StoreFault)
    func note(_ name: String) throws(StoreFault) -> Data?
}

/// The head of one generation as the store keeps it.
package struct StoredHead: Hashable, Sendable {
    package let signed: SignedHead
    /// The sequence after which a later generation took over; nil while this is the generation being written.
    package let continuedAt: UInt64?

    package init(signed: SignedHead, continuedAt: UInt64?) {
        self.signed = signed
        self.continuedAt = continuedAt
    }

    package var position: Position { signed.position }

    /// The entry that a later generation goes on from.
    package var continued: Position? {
        continuedAt.map { Position(kit: position.kit, generation: position.generation, sequence: $0) }
    }
}

extension JournalStore {
    /// The number of rows read at a time.
    package static var batch: Int { 1_000 }

    package func head(kit: UInt16, generation: UInt16) throws(StoreFault) -> StoredHead? {
        try heads().first { $0.position.kit == kit && $0.position.generation == generation }
    }

    /// The head of the kit's latest generation.
    package func head(kit: UInt16) throws(StoreFault) -> StoredHead? {
        try heads().last { $0.position.kit == kit }
    }

    /// Calls `visit` for every selected entry after the cursor; holds one batch at a time.
    package func forEach(
        _ selection: Selection, after arrival: Int64 = 0, _ visit: (StoredEntry) throws -> Void
    ) throws {
        var cursor = arrival
        while true {
            let entries = try entries(selection, after: cursor, limit: Self.batch)
            guard let last = entries.last else { return }
            for entry in entries { try visit(entry) }
            cursor = last.arrival
        }
    }

    package func entry(at position: Position) throws(StoreFault) -> Entry? {
        let one = Selection.generation(
            kit: position.kit, generation: position.generation, sequences: position.sequence...position.sequence)
        return try entries(one, after: 0, limit: 1).first?.entry
    }
}
