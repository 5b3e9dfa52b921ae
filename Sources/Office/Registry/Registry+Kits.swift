package import Casework
import Foundation
import GRDB
import Journal
import Sync

/// What the office orders its kits. Each order is written into the kit's feed and takes effect when the kit next calls.
extension Registry {
    /// Locks a kit or opens it again. One that was erased stays so.
    package func setLock(_ isLocked: Bool, of kit: UInt16, reason: String, by clerk: ClerkID) throws {
        try note(isLocked ? .kitLocked : .kitReleased, of: kit, by: clerk, because: reason)
        try order(isLocked ? .lock : .unlock, to: kit, then: isLocked ? .locked : .active, reason: reason)
    }

    /// Has a kit erase its keys; nothing more is taken from it from now on.
    package func erase(_ kit: UInt16, reason: String, by clerk: ClerkID) throws {
        try note(.kitErased, of: kit, by: clerk, because: reason)
        state.erasedKits.insert(kit)
        try order(.erase, to: kit, then: .erased, reason: reason)
    }

    private func note(_ order: OrderGiven.Order, of kit: UInt16, by clerk: ClerkID, because reason: String) throws {
        guard let record = try ledger.record(of: kit), record.kit.state != .erased else { return }
        try note(OrderGiven(order, of: record.code, by: clerk, because: reason))
    }

    private func order(_ kind: FeedKind, to kit: UInt16, then state: EnrolledKit.State, reason: String) throws {
        let time = clock.now()
        try ledger.write { db in
            try db.execute(
                sql: "UPDATE kit SET state = ? WHERE number = ? AND state <> 'erased'",
                arguments: [state.rawValue, kit])
            guard db.changesCount > 0 else { return }
            var pen = try FeedPen(ledger, kit: kit, key: feedKey, at: time, db)
            try pen?.write(kind, clear: LockOrder(reason: reason).encoded())
        }
    }

    /// Sets after how many days without contact kits stop, and tells all of them.
    package func setLockAfter(days: Int, by clerk: ClerkID) throws {
        try note(OrderGiven(.absenceLimit, of: "", by: clerk, because: "\(days) Tage"))
        let kits = try ledger.kits().filter { $0.kit.state != .erased }
        let time = clock.now()
        try ledger.write { db in
            try ledger.set(SQLiteOfficeLedger.lockAfterDays, Int64(days), db)
            for record in kits {
                var pen = try FeedPen(ledger, kit: record.kit.number, key: feedKey, at: time, db)
                try pen?.write(.terms, clear: KitTerms(lockAfterDays: days).encoded())
            }
        }
    }

    /// Whether the kit has recorded the last lock of its feed; nil where none was written.
    package func hasHeardOfLock(_ record: KitRecord) throws -> Bool? {
        let epoch = try ledger.epoch()
        let told = try ledger.read { db in
            try FeedMessage.fetch(.lock, kit: record.kit.number, epoch: epoch, db).last?.number
        }
        return told.map { number in
            record.contact.map { $0.hello.epoch == epoch && $0.hello.feedThrough >= number } ?? false
        }
    }

    /// The feed begins anew when the office was restored: what locked and erased kits have to be told is told again.
    func repeatOrders() throws {
        let epoch = try ledger.epoch()
        for record in try ledger.kits() where record.kit.state != .active {
            let kind: FeedKind = record.kit.state == .locked ? .lock : .erase
            let told = try ledger.feed(of: record.kit.number, epoch: epoch, after: 0, bytes: .max)
            guard told.last(where: { [.lock, .unlock, .erase].contains($0.kind) })?.kind != kind else { continue }
            let time = clock.now()
            try ledger.write { db in
                var pen = try FeedPen(ledger, kit: record.kit.number, key: feedKey, at: time, db)
                try pen?.write(kind, clear: LockOrder(reason: "").encoded())
            }
        }
    }
}
