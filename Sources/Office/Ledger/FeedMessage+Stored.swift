import Foundation
import GRDB
import Journal
import Sync

extension FeedMessage {
    /// The stored messages of one kind, in order.
    static func fetch(_ kind: FeedKind, kit: UInt16, epoch: UInt32, _ db: Database) throws -> [FeedMessage] {
        try Data.fetchAll(
            db, sql: "SELECT message FROM feed WHERE kit = ? AND epoch = ? ORDER BY number", arguments: [kit, epoch]
        ).compactMap { try? FeedMessage(bytes: $0) }.filter { $0.kind == kind }
    }
}
