import Foundation
import Journal
import Logging
import Sync

/// A kit gets its first slips when it is enrolled, and the next ones with the feed when few are left.
extension Registry {
    /// So many or fewer that nobody was told: then the kit gets the next ones.
    private static let few = 3

    /// How many slips a kit's laptop has, as far as it has said.
    nonisolated func slips(at record: KitRecord) throws -> Int {
        let hello = record.contact?.hello
        let epoch = try ledger.epoch()
        let through = hello?.epoch == epoch ? hello?.feedThrough ?? 0 : 0
        return SubstituteSlip.count * (1 + (try sent(to: record, epoch).count { $0.number <= through }))
    }

    /// Sends the next slips to every kit that has few left; also what a restored office has to send again.
    func sendSlips() throws {
        let epoch = try ledger.epoch()
        let time = clock.now()
        for record in try ledger.kits() where record.kit.state == .active {
            let last = try substitutes.told(record.kit).map(\.number).max() ?? 0
            var given = SubstituteSlip.count * (1 + (try sent(to: record, epoch).count))
            while given - last <= Self.few {
                guard let slips = substitutes.slips(of: record.kit, after: given) else { break }
                try ledger.write { db in
                    var pen = try FeedPen(ledger, kit: record.kit.number, key: feedKey, at: time, db)
                    try pen?.write(.slips, subject: Self.subject(record), secret: JSONEncoder().encode(slips))
                }
                given += SubstituteSlip.count
            }
        }
    }

    /// After a code was told. What could not be sent is sent with the next code, or at the next start.
    func refillSlips() {
        do { try sendSlips() } catch {
            logger.error("sending slips failed", metadata: ["kind": "\(type(of: error))"])
        }
    }

    private nonisolated func sent(to record: KitRecord, _ epoch: UInt32) throws -> [FeedMessage] {
        let subject = Self.subject(record)
        return try ledger.feed(of: record.kit.number, epoch: epoch, after: 0, bytes: .max)
            .filter { $0.kind == .slips && $0.subject == subject }
    }

    /// Another laptop of the kit has other slips.
    private static func subject(_ record: KitRecord) -> String {
        record.kit.signingKeys.first.map { EntryHash(of: $0).bytes.prefix(8).hex } ?? ""
    }
}
