import Crypto
import Foundation
import GRDB
import Journal
import Sync
import Town

/// Writes the next messages of one kit's feed within a transaction of the ledger.
struct FeedPen {
    private var writer: FeedWriter
    private let agreementKey: Curve25519.KeyAgreement.PublicKey?
    private let key: Curve25519.Signing.PrivateKey
    private let time: Timestamp
    private let database: Database

    /// Nil for a kit that is not enrolled. What is told to one that was erased is told to nobody.
    init?(
        _ ledger: SQLiteOfficeLedger, kit: UInt16, key: Curve25519.Signing.PrivateKey, at time: Timestamp,
        _ db: Database
    ) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT agreementKey FROM kit WHERE number = ?"), arguments: [kit])
        guard let row else { return nil }
        let epoch = UInt32(try ledger.number("epoch", db))
        let last = try Data.fetchOne(
            db.cachedStatement(
                sql: "SELECT message FROM feed WHERE kit = ? AND epoch = ? ORDER BY number DESC LIMIT 1"),
            arguments: [kit, epoch]
        ).map { try FeedMessage(bytes: $0) }
        writer = FeedWriter(
            kit: kit, epoch: epoch, number: last?.number ?? 0, head: last?.hash ?? FeedMessage.noPrevious)
        agreementKey = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: row[0] as Data)
        self.key = key
        self.time = time
        database = db
    }

    mutating func write(_ kind: FeedKind, subject: String = "", clear: Data = Data(), secret: Data? = nil) throws {
        let message = try writer.write(
            kind, subject: subject, clear: clear, secret: secret, to: agreementKey, signedWith: key,
            at: time.milliseconds)
        try database.cachedStatement(sql: "INSERT INTO feed VALUES (?, ?, ?, ?)").execute(
            arguments: [message.kit, message.epoch, Int64(message.number), message.bytes])
    }
}

extension SQLiteOfficeLedger {
    /// Writes the catalogue into the feed of every kit that has not got this one; also while the office serves, for a kit that was just
    /// taken in.
    ///
    /// - Returns: its bytes where it is too large for the feed; then nothing was written.
    func send(_ bundle: TownBundle, signedWith key: Curve25519.Signing.PrivateKey, at time: Timestamp) throws -> Int? {
        let hash = bundle.hash
        let waiting = try kits().filter { $0.catalogueSent != hash && $0.kit.state != .erased }
        guard !waiting.isEmpty else { return nil }
        let json = try bundle.json()
        guard json.count <= FeedMessage.clearLimit else { return json.count }
        try write { db in
            for record in waiting {
                var pen = try FeedPen(self, kit: record.kit.number, key: key, at: time, db)
                try pen?.write(.catalogue, clear: json)
                try db.execute(
                    sql: "UPDATE kit SET catalogue = ? WHERE number = ?", arguments: [hash, record.kit.number])
            }
        }
        return nil
    }
}
