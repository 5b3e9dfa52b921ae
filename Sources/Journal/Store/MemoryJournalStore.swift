package import Foundation
import Synchronization

/// A store for tests and simulations: keeps the same promises, but nothing on a disk.
package final class MemoryJournalStore: JournalStore {
    private struct Contents {
        var entries: [StoredEntry] = []
        var heads: [StoredHead] = []
        var runs: [DroppedRun] = []
        var notes: [String: Data] = [:]
        var arrivals: Int64 = 0

        func position(of hash: EntryHash, kit: UInt16) -> Position? {
            entries.last { $0.entry.hash == hash && $0.entry.position.kit == kit }?.entry.position
                ?? heads.first { $0.signed.head.hash == hash && $0.position.kit == kit }?.position
                ?? runs.first { $0.last.hash == hash && $0.first.kit == kit }?.last.position
        }
    }

    private let contents = Mutex(Contents())
    /// Asked before every write; a fault it returns is thrown, and nothing is written.
    private let refusal: @Sendable () -> StoreFault?

    package init(refusal: @escaping @Sendable () -> StoreFault? = { nil }) { self.refusal = refusal }

    package func append(_ entries: [Entry], head: SignedHead, receivedAt: Timestamp?) throws(StoreFault) {
        try write { (contents) throws(StoreFault) in
            guard let first = entries.first?.position else { return }
            let stored = contents.heads.first {
                $0.position.kit == first.kit && $0.position.generation == first.generation
            }
            let isKitKnown = contents.heads.contains { $0.position.kit == first.kit }
            let known = contents
            let place = try Succession.check(
                entries, head: head, stored: stored, isKitKnown: isKitKnown
            ) { known.position(of: $0, kit: first.kit) }
            contents.heads = contents.heads.compactMap { old in
                if let place, old.position.generation == place.generation, old.position.kit == place.kit {
                    return StoredHead(signed: old.signed, continuedAt: place.sequence)
                }
                return old.position == stored?.position ? nil : old
            }
            contents.heads.append(StoredHead(signed: head, continuedAt: stored?.continuedAt))
            contents.heads.sort { $0.position < $1.position }
            for entry in entries {
                contents.arrivals += 1
                contents.entries.append(
                    StoredEntry(entry: entry, arrival: contents.arrivals, receivedAt: receivedAt))
            }
        }
    }

    package func heads() throws(StoreFault) -> [StoredHead] { contents.withLock { $0.heads } }

    package func entries(
        _ selection: Selection, after arrival: Int64, limit: Int
    ) throws(StoreFault) -> [StoredEntry] {
        contents.withLock { contents in
            Array(
                contents.entries.lazy.filter { $0.arrival > arrival && selection.contains($0.entry.header) }
                    .prefix(limit))
        }
    }

    package func drop(_ runs: [DroppedRun]) throws(StoreFault) {
        try write { (contents) throws(StoreFault) in
            contents.entries.removeAll { stored in runs.contains { $0.contains(stored.entry.position) } }
            contents.runs.append(contentsOf: runs)
            contents.runs.sort { $0.first < $1.first }
        }
    }

    package func position(of hash: EntryHash, kit: UInt16) throws(StoreFault) -> Position? {
        contents.withLock { $0.position(of: hash, kit: kit) }
    }

    package func droppedRuns(kit: UInt16, generation: UInt16) throws(StoreFault) -> [DroppedRun] {
        contents.withLock { $0.runs.filter { $0.first.kit == kit && $0.first.generation == generation } }
    }

    package func forgetBodies(of subject: Subject) throws(StoreFault) {
        try write { (contents) throws(StoreFault) in
            contents.entries = contents.entries.map { stored in
                guard stored.entry.header.subject == subject else { return stored }
                return StoredEntry(
                    entry: stored.entry.forgotten, arrival: stored.arrival, receivedAt: stored.receivedAt)
            }
        }
    }

    package func setNote(_ value: Data?, for name: String) throws(StoreFault) {
        try write { (contents) throws(StoreFault) in contents.notes[name] = value }
    }

    package func note(_ name: String) throws(StoreFault) -> Data? { contents.withLock { $0.notes[name] } }

    private func write(_ change: (inout sending Contents) throws(StoreFault) -> Void) throws(StoreFault) {
        if let fault = refusal() { throw fault }
        try contents.withLock { (contents) throws(StoreFault) in
            var changed = contents
            try change(&changed)
            contents = changed
        }
    }
}

extension Selection {
    func contains(_ header: EntryHeader) -> Bool {
        switch self {
        case .all: true
        case .generation(let kit, let generation, let sequences):
            header.position.kit == kit && header.position.generation == generation
                && sequences.contains(header.position.sequence)
        case .segments(let kit, let segments): header.position.kit == kit && segments.contains(header.segment)
        case .subject(let subject): header.subject == subject
        }
    }
}
