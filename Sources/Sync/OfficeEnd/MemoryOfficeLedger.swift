import Foundation
package import Journal
import Synchronization

/// A ledger for tests and simulations: keeps the same promises, but nothing on a disk.
package final class MemoryOfficeLedger: OfficeLedger {
    private struct Contents {
        var epoch: UInt32 = 1
        var kits: [UInt16: EnrolledKit] = [:]
        var contacts: [UInt16: KitContact] = [:]
        var backedUp: [UInt16: [Position]] = [:]
        var aside: [KeptAside] = []
        var cursor: Int64 = 0
        var expected: [(kit: UInt16, ref: AttachmentRef)] = []
        var complete: Set<KeyID> = []
        var feed: [FeedMessage] = []
    }

    private let contents = Mutex(Contents())
    /// Entries kept aside for one kit at most.
    private let room: Int

    package init(room: Int = 10_000) { self.room = room }

    package func epoch() -> UInt32 { contents.withLock { $0.epoch } }
    package func begin(epoch: UInt32) { contents.withLock { $0.epoch = epoch } }

    package func kit(_ number: UInt16) -> EnrolledKit? { contents.withLock { $0.kits[number] } }
    package func enrol(_ kit: EnrolledKit) { contents.withLock { $0.kits[kit.number] = kit } }

    package func note(_ contact: KitContact) { contents.withLock { $0.contacts[contact.hello.kit] = contact } }
    package func lastContact(of kit: UInt16) -> KitContact? { contents.withLock { $0.contacts[kit] } }

    package func raiseGeneration(of kit: UInt16, to generation: UInt16) {
        contents.withLock { $0.kits[kit]?.generation = generation }
    }

    package func backedUp(of kit: UInt16) -> [Position] { contents.withLock { $0.backedUp[kit] ?? [] } }
    package func noteBackup(_ positions: [Position], of kit: UInt16) {
        contents.withLock { $0.backedUp[kit] = positions }
    }

    package func keepAside(_ entries: [KeptAside]) -> Bool {
        contents.withLock { contents in
            let known = Set(contents.aside.map(\.entry.hash))
            let new = entries.filter { !known.contains($0.entry.hash) }
            guard let kit = entries.first?.entry.position.kit else { return true }
            guard contents.aside.count(where: { $0.entry.position.kit == kit }) + new.count <= room else {
                return false
            }
            contents.aside += new
            return true
        }
    }

    package func keptAside(of kit: UInt16) -> [(last: Position, reason: KeptAside.Reason)] {
        contents.withLock { contents in
            let rows = contents.aside.filter { $0.entry.position.kit == kit }
            return Dictionary(grouping: rows, by: \.entry.position.generation).values
                .compactMap { $0.max { $0.entry.position < $1.entry.position } }
                .map { (last: $0.entry.position, reason: $0.reason) }
                .sorted { $0.last < $1.last }
        }
    }

    package func reasonKeptAside(_ hash: EntryHash) -> KeptAside.Reason? {
        contents.withLock { $0.aside.first { $0.entry.hash == hash }?.reason }
    }

    package var allKeptAside: [KeptAside] { contents.withLock { $0.aside } }

    package func attachmentCursor() -> Int64 { contents.withLock { $0.cursor } }

    package func expect(_ refs: [(kit: UInt16, ref: AttachmentRef)], cursor: Int64) {
        contents.withLock { contents in
            for new in refs where !contents.expected.contains(where: { $0.ref.id == new.ref.id }) {
                contents.expected.append(new)
            }
            contents.cursor = cursor
        }
    }

    package func expected(_ id: KeyID, of kit: UInt16) -> AttachmentRef? {
        contents.withLock { contents in contents.expected.first { $0.ref.id == id && $0.kit == kit }?.ref }
    }

    package func unfinished(of kit: UInt16, limit: Int) -> [AttachmentRef] {
        contents.withLock { contents in
            let complete = contents.complete
            let refs = contents.expected.filter { $0.kit == kit && !complete.contains($0.ref.id) }.map(\.ref)
            return Array(refs.prefix(limit))
        }
    }

    package func noteComplete(_ id: KeyID) { contents.withLock { _ = $0.complete.insert(id) } }

    package func feedThrough(of kit: UInt16, epoch: UInt32) -> UInt64 {
        contents.withLock { $0.feed.last { $0.kit == kit && $0.epoch == epoch }?.number ?? 0 }
    }

    package func append(_ message: FeedMessage) { contents.withLock { $0.feed.append(message) } }

    package func feed(of kit: UInt16, epoch: UInt32, after number: UInt64, bytes: Int) -> [FeedMessage] {
        contents.withLock { contents in
            var room = bytes
            var messages: [FeedMessage] = []
            for message in contents.feed where message.kit == kit && message.epoch == epoch && message.number > number {
                guard messages.isEmpty || message.bytes.count <= room else { break }
                messages.append(message)
                room -= message.bytes.count
            }
            return messages
        }
    }
}
