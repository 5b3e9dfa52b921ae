package import Casework
import Crypto
import Foundation
import GRDB
package import Journal
package import Sync

/// The codes by which kits may be enrolled over the line. A code is shown once; what is kept of it is its key, sealed under the office's
/// key at rest, beside the one-time codes of the kit's clerks.
package struct EnrolmentBook: Sendable {
    /// After so many proofs that do not fit, a code is burnt.
    package static let tries = 5
    package static let standardMinutes = 60
    package static let possibleMinutes = 5...1_440

    let ledger: SQLiteOfficeLedger
    let key: SymmetricKey

    init(ledger: SQLiteOfficeLedger, atRestKey: SymmetricKey) {
        self.ledger = ledger
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: atRestKey, info: Data("amtskoffer-enrolment-book-1".utf8), outputByteCount: 32)
    }

    /// Beside an office that may serve meanwhile.
    package init(in folder: OfficeFolder) throws {
        _ = try folder.settings()
        try self.init(
            ledger: SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk),
            atRestKey: folder.secrets().atRestKey)
    }

    /// A code as the office lists it.
    package struct Pending: Hashable, Sendable {
        package enum State: Hashable, Sendable { case open, used, burnt }

        package let handle: String
        /// `W05`
        package let kit: String
        package let until: Timestamp
        package let state: State
    }

    /// What belongs to a code and only the office can read.
    struct Secret: Codable, Sendable {
        let key: Data
        let staff: [StaffCode]
    }

    /// Makes a code.
    /// - Parameters:
    ///   - kit: the kit's code, free or that of a kit whose laptop is replaced.
    ///   - staff: one-time codes that the kit gets.
    package func make(
        kit: KitCode, staff: [StaffCode], until: Timestamp, at now: Timestamp, randomness: Randomness = .system
    ) throws -> EnrolmentCode {
        try ledger.write { db in
            try forget(before: now, db)
            // One code for a kit: the earlier one may lie on a desk.
            try db.execute(sql: "DELETE FROM enrolment WHERE kit = ?", arguments: [kit.text])
            var code = EnrolmentCode(randomness)
            while try row(code.handle, db) != nil { code = EnrolmentCode(randomness) }
            let clear = try JSONEncoder().encode(
                Secret(key: code.key.withUnsafeBytes { Data($0) }, staff: staff))
            let sealed = try AES.GCM.seal(clear, using: key, authenticating: Data(code.handle.utf8)).combined ?? Data()
            try db.execute(
                sql: "INSERT INTO enrolment (handle, kit, until, sealed) VALUES (?, ?, ?, ?)",
                arguments: [code.handle, kit.text, until.milliseconds, sealed])
            return code
        }
    }

    /// Codes that have not run out, the last to run out first.
    package func pending(at now: Timestamp) throws -> [Pending] {
        try ledger.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM enrolment WHERE until > ? ORDER BY until DESC", arguments: [now.milliseconds]
            ).map { row in
                Pending(
                    handle: row["handle"], kit: row["kit"], until: Timestamp(milliseconds: row["until"]),
                    state: row["answer"] as Data? != nil
                        ? .used : (row["wrong"] as Int) >= Self.tries ? .burnt : .open)
            }
        }
    }

    /// Whether anybody may come without a certificate.
    func isOpen(at now: Timestamp) -> Bool {
        let count = try? ledger.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM enrolment WHERE until > ? AND wrong < ?",
                arguments: [now.milliseconds, Self.tries])
        }
        return (count ?? 0) > 0
    }

    package func withdraw(_ handle: String) throws {
        try ledger.write { try $0.execute(sql: "DELETE FROM enrolment WHERE handle = ?", arguments: [handle]) }
    }

    // MARK: Using one

    /// Who came with a code.
    enum Caller {
        /// For the first time, or again because the answer was lost before it was made.
        case new(kit: KitCode, staff: [StaffCode], proof: EnrolmentProof)
        /// The same laptop again, whose answer was lost on the way.
        case again(answer: Data, proof: EnrolmentProof)
        case wrong
        case none
    }

    /// Checks a proof. The first one that fits takes the code for the laptop that sent it.
    func caller(_ call: EnrolmentCall, certificate: EntryHash, at now: Timestamp) throws -> Caller {
        try ledger.write { db in
            guard let row = try row(call.handle, db), (row["until"] as Int64) > now.milliseconds,
                (row["wrong"] as Int) < Self.tries, let kit = KitCode(row["kit"]), let secret = secret(row)
            else { return .none }
            let proof = EnrolmentProof(key: SymmetricKey(data: secret.key), certificate: certificate)
            guard proof.isKit(call.proof, call.request) else {
                try db.execute(sql: "UPDATE enrolment SET wrong = wrong + 1 WHERE handle = ?", arguments: [call.handle])
                return .wrong
            }
            let request = EntryHash(of: call.request).bytes
            if let taken = row["request"] as Data? {
                // Used up, for every laptop but that one.
                guard taken == request else { return .none }
                if let answer = row["answer"] as Data? { return .again(answer: answer, proof: proof) }
            } else {
                try db.execute(
                    sql: "UPDATE enrolment SET request = ? WHERE handle = ?", arguments: [request, call.handle])
            }
            return .new(kit: kit, staff: secret.staff, proof: proof)
        }
    }

    /// Keeps the answer until the code runs out, for a kit that did not get it.
    func note(_ answer: Data, to handle: String) throws {
        try ledger.write { db in
            try db.execute(sql: "UPDATE enrolment SET answer = ? WHERE handle = ?", arguments: [answer, handle])
        }
    }

    private func row(_ handle: String, _ db: Database) throws -> Row? {
        try Row.fetchOne(db, sql: "SELECT * FROM enrolment WHERE handle = ?", arguments: [handle])
    }

    private func secret(_ row: Row) -> Secret? {
        guard let box = try? AES.GCM.SealedBox(combined: row["sealed"] as Data),
            let clear = try? AES.GCM.open(
                box, using: key, authenticating: Data((row["handle"] as String).utf8))
        else { return nil }
        return try? JSONDecoder().decode(Secret.self, from: clear)
    }

    private func forget(before now: Timestamp, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM enrolment WHERE until <= ?", arguments: [now.milliseconds])
    }
}
