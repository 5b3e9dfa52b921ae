package import Foundation
package import Journal

/// `POST /sync/1/entries`: stored entries of one generation, in order, without gaps. The kit signs the last one's head.
///
/// Layout (big-endian, frozen): `format u8 = 1, kit u16, generation u16, count u32, count × block32 (≤ 1 MiB + 256)
/// stored entry bytes, last sequence u64, last hash 32, signature 64`.
package struct EntriesBatch: Equatable, Sendable {
    /// Never empty.
    package let entries: [Entry]
    /// The head of the last entry.
    package let head: SignedHead
    static let entryLimit = EntryHeader.bodyLimit + 256

    /// Nil when there are no entries, or the head is not the last one's.
    package init?(entries: [Entry], head: SignedHead) {
        guard let last = entries.last, Head(last) == head.head, entries.allSatisfy({ $0.body != nil }) else {
            return nil
        }
        self.entries = entries
        self.head = head
    }

    package var encoded: Data {
        var writer = WireWriter()
        writer.integer(UInt8(1))
        writer.integer(head.position.kit)
        writer.integer(head.position.generation)
        writer.integer(UInt32(entries.count))
        for entry in entries { writer.block(entry.bytes ?? Data()) }
        writer.integer(head.position.sequence)
        writer.fixed(head.head.hash.bytes)
        writer.fixed(head.signature)
        return writer.bytes
    }

    /// Where a batch begins, read without the rest; nil when it has no such form.
    static func start(of encoded: Data) -> Position? {
        var reader = WireReader(encoded)
        do throws(WireFault) {
            guard try reader.integer(UInt8.self, "format") == 1 else { return nil }
            let kit = try reader.integer(UInt16.self, "kit")
            let generation = try reader.integer(UInt16.self, "generation")
            // Count, the first entry's length, its format, kit and generation.
            _ = try reader.fixed(4 + 4 + 5, "first entry")
            return Position(kit: kit, generation: generation, sequence: try reader.integer(UInt64.self, "sequence"))
        } catch { return nil }
    }

    /// Reads a batch and checks its form: every entry of the one kit and generation, counting up without gaps. Whether
    /// the chain holds is the store's question.
    package init(encoded: Data) throws(WireFault) {
        var reader = WireReader(encoded)
        guard try reader.integer(UInt8.self, "format") == 1 else { throw WireFault(.unknownFormat, at: 0, "format") }
        let kit = try reader.integer(UInt16.self, "kit")
        let generation = try reader.integer(UInt16.self, "generation")
        let count = try reader.integer(UInt32.self, "count")
        guard (1...SyncLimits.batchEntries).contains(Int(count)) else {
            throw WireFault(.outOfRange, at: reader.offset - 4, "count")
        }
        var entries: [Entry] = []
        for _ in 0..<count {
            let offset = reader.offset
            let bytes = try reader.block(limit: Self.entryLimit, "entry")
            guard let entry = try? Entry(bytes: bytes) else { throw WireFault(.outOfRange, at: offset, "entry") }
            guard entry.position.kit == kit, entry.position.generation == generation,
                entries.last.map({ $0.position.next == entry.position }) ?? true
            else { throw WireFault(.outOfRange, at: offset, "position of the entry") }
            entries.append(entry)
        }
        let sequence = try reader.integer(UInt64.self, "last sequence")
        guard let hash = EntryHash(try reader.fixed(32, "last hash")) else {
            throw WireFault(.outOfRange, at: reader.offset - 32, "last hash")
        }
        let signature = try reader.fixed(64, "signature")
        try reader.finish()
        let head = Head(position: Position(kit: kit, generation: generation, sequence: sequence), hash: hash)
        guard let batch = EntriesBatch(entries: entries, head: SignedHead(head: head, signature: signature)) else {
            throw WireFault(.outOfRange, at: reader.offset, "the head is not the last entry's")
        }
        self = batch
    }
}

/// What the office says to a batch. JSON.
package struct EntriesAnswer: Codable, Equatable, Sendable {
    /// The last entry of the batch's generation that is stored now; nil for none.
    package var accepted: Head?
    /// The last sequence of this generation that was refused and is kept for a person; 0 for none.
    package var keptAside: UInt64
    package var fault: EntriesFault?

    package init(accepted: Head?, keptAside: UInt64 = 0, fault: EntriesFault? = nil) {
        self.accepted = accepted
        self.keptAside = keptAside
        self.fault = fault
    }
}

/// What is wrong with a batch and where.
package struct EntriesFault: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
        /// Entries before the batch are missing here: go on after `accepted`, or ship the earlier generation first.
        case gap
        /// An entry differs from the one stored at its place, or does not continue it.
        case forked
        case oldGeneration
        case locked
        case otherKit
        case notSigned
        /// Too much is already kept aside for this kit; a person has to look at it first.
        case tooManyKeptAside
    }

    package let kind: Kind
    /// The place in the batch's generation; 0 when it concerns the whole batch.
    package let sequence: UInt64

    package init(_ kind: Kind, at sequence: UInt64 = 0) {
        self.kind = kind
        self.sequence = sequence
    }
}
