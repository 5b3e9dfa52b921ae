import Foundation
package import Journal

/// The desk as the mirror sees it.
extension Desk: MirroredKit {
    private static let successorNote = "kit.successor"

    package func mirrored() -> (generation: UInt16, head: Head?) { (journal.generation, journal.head) }

    /// Called after every durable change: of entries, keys or gaps.
    package func whenChanged(_ call: @escaping @Sendable () -> Void) { changes.append(call) }

    func noticeChange() { for call in changes { call() } }

    package func show(_ standing: MirrorStanding) {
        mirror = standing
        switch standing.trouble {
        case .replaced(let generation, let continues): notice(Successor(generation: generation, continues: continues))
        case .otherHistory(let position): journal.close(for: .otherThanMirror(position))
        default: break
        }
    }

    /// Another laptop carries this kit on. Noted on the disk, so that it holds without stick and office; what was written here stays,
    /// and goes on being shipped.
    package func notice(_ successor: Successor) {
        // The mirror says more than the office does.
        guard self.successor == nil || (self.successor?.generation == nil && successor.generation != nil) else {
            return
        }
        self.successor = successor
        try? store.setNote(Canonical.json(successor), for: Self.successorNote)
    }

    static func successor(in store: SQLiteJournalStore) throws -> Successor? {
        try store.note(successorNote).flatMap { try? JSONDecoder().decode(Successor.self, from: $0) }
    }
}
