import Crypto
import Foundation
import GRDB
import Journal
import Sync

/// Writes the next messages of one kit's feed within a transaction of the ledger.
struct FeedPen {
    private var writer: FeedWriter
    private let agreementKey: Curve25519.KeyAgreement.PublicKey?
    private let key: Curve25519.Signing.PrivateKey
    private let time: Timestamp
    private let database: Database

    /// Nil for a kit that is not enrolled or was erased.
    init?(
        _ ledger: SQLiteOfficeLedger, kit: UInt16, key: Curve25519.Signing.PrivateKey, at time: Timestamp,
        _ db: Database
    ) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT agreementKey FROM kit WHERE number = ? AND state <> 'erased'", arguments: [kit])
        guard let row else { return nil }
        let epoch = UInt32(try ledger.number("epoch", db))
        let last = try Data.fetchOne(
            db, sql: "SELECT message FROM feed WHERE kit = ? AND epoch = ? ORDER BY number DESC LIMIT 1",
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
        try database.execute(
            sql: "INSERT INTO feed VALUES (?, ?, ?, ?)",
            arguments: [message.kit, message.epoch, Int64(message.number), message.bytes])
    }
}
