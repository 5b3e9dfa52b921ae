package import Foundation
import GRDB
package import Journal
package import Sync

/// A kit as the office lists it: who it is, and what it said when it last called.
package struct KitRecord: Sendable {
    package let kit: EnrolledKit
    /// `W01`, the first part of its case numbers.
    package let code: String
    package let enrolledAt: Timestamp
    /// Its latest greeting; nil before the first.
    package let contact: KitContact?
    /// SHA-256 of the catalogue that was sent to it last; empty for none.
    package let catalogueSent: String

    /// When the kit erased its keys by our order; nil until it has said so.
    package var erasedAt: Timestamp? { contact?.hello.report?.erasedAt }
}

extension SQLiteOfficeLedger {
    package func kits() throws -> [KitRecord] {
        try read { db in try Row.fetchAll(db, sql: Self.kitQuery + " ORDER BY code").compactMap(Self.record) }
    }

    package func record(of number: UInt16) throws -> KitRecord? {
        try read { db in
            try Row.fetchOne(db, sql: Self.kitQuery + " WHERE number = ?", arguments: [number]).flatMap(Self.record)
        }
    }

    private static let kitQuery = """
        SELECT number, code, state, kit.generation, signingKeys, agreementKey, enrolledAt, catalogue, hello, at
        FROM kit LEFT JOIN contact ON contact.kit = number AND contact.generation = kit.generation
        """

    /// Who a kit is, without what it said; asked at every request.
    func enrolled(_ number: UInt16) throws -> EnrolledKit? {
        try read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT number, code, state, generation, signingKeys, agreementKey FROM kit WHERE number = ?")
            return try Row.fetchOne(statement, arguments: [number]).flatMap(Self.enrolled)
        }
    }

    private static func enrolled(_ row: Row) -> EnrolledKit? {
        guard let state = EnrolledKit.State(rawValue: row[2]),
            let keys = try? JSONDecoder().decode([Data].self, from: Data((row[4] as String).utf8))
        else { return nil }
        return EnrolledKit(number: row[0], state: state, generation: row[3], signingKeys: keys, agreementKey: row[5])
    }

    private static func record(_ row: Row) -> KitRecord? {
        guard let kit = enrolled(row) else { return nil }
        let hello = (row[8] as Data?).flatMap { try? JSONDecoder().decode(Hello.self, from: $0) }
        let at = (row[9] as Int64?).map { Timestamp(milliseconds: $0) }
        return KitRecord(
            kit: kit, code: row[1], enrolledAt: Timestamp(milliseconds: row[6]),
            contact: hello.flatMap { hello in at.map { KitContact(hello: hello, at: $0) } }, catalogueSent: row[7])
    }

    /// Enrols a new kit, or a new laptop of one (by its code): earlier signing keys stay known, the generation goes up.
    package func enrol(
        code: String, signingKey: Data, agreementKey: Data, at time: Timestamp
    ) throws -> EnrolledKit {
        try write { db in
            let encoder = JSONEncoder()
            let known = try Row.fetchOne(
                db, sql: "SELECT number, signingKeys, generation FROM kit WHERE code = ?", arguments: [code])
            if let known {
                let keys = try JSONDecoder().decode([Data].self, from: Data((known[1] as String).utf8))
                let all = [signingKey] + keys.filter { $0 != signingKey }
                let isSame = keys.first == signingKey
                let generation = (known[2] as UInt16) + (isSame ? 0 : 1)
                try db.execute(
                    sql:
                        "UPDATE kit SET signingKeys = ?, agreementKey = ?, state = 'active', catalogue = '' WHERE number = ?",
                    arguments: [
                        String(decoding: try encoder.encode(all), as: UTF8.self), agreementKey, known[0] as Int,
                    ])
                return EnrolledKit(
                    number: known[0], generation: generation, signingKeys: all, agreementKey: agreementKey)
            }
            let number = try Int.fetchOne(db, sql: "SELECT coalesce(max(number), 0) + 1 FROM kit") ?? 1
            let keys = String(decoding: try encoder.encode([signingKey]), as: UTF8.self)
            try db.execute(
                sql: """
                    INSERT INTO kit (number, code, state, generation, signingKeys, agreementKey, enrolledAt)
                    VALUES (?, ?, 'active', 1, ?, ?, ?)
                    """, arguments: [number, code, keys, agreementKey, time.milliseconds])
            return EnrolledKit(number: UInt16(number), signingKeys: [signingKey], agreementKey: agreementKey)
        }
    }

    package func set(_ state: EnrolledKit.State, of kit: UInt16) throws {
        try write { db in
            try db.execute(sql: "UPDATE kit SET state = ? WHERE number = ?", arguments: [state.rawValue, kit])
        }
    }

    /// After so many days without contact a kit stops by itself.
    package func lockAfterDays() throws -> Int {
        let set = try read { Int(try number(Self.lockAfterDays, $0)) }
        return KitTerms.possibleDays.contains(set) ? set : KitTerms.standardDays
    }

    static let lockAfterDays = "lockAfterDays"

    /// How many refused entries of each kit nobody has dealt with.
    package func unsettledCounts() throws -> [UInt16: Int] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT kit, count(*) FROM aside WHERE settledAt IS NULL GROUP BY kit")
            return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
        }
    }

    /// Notes what the copy of the journal in a backup holds.
    package func noteBackup(_ positions: [Position]) throws {
        try write { db in
            for place in positions {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO backup VALUES (?, ?, ?)",
                    arguments: [place.kit, place.generation, Int64(place.sequence)])
            }
        }
    }
}
