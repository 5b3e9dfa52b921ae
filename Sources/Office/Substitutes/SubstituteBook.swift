package import Casework
import Crypto
import Foundation
import GRDB
package import Journal
import Sync

/// A spare code of a kit that was told to somebody.
package struct ToldSlip: Sendable {
    package let number: Int
    package let name: String
    package let until: CalendarDate
    package let by: ClerkID
    package let at: Timestamp
}

/// Which of a kit's spare codes were told, and to whom; names only encrypted.
struct SubstituteBook: Sendable {
    let ledger: SQLiteOfficeLedger
    let key: SymmetricKey

    private struct Details: Codable {
        let name: String
        let until: CalendarDate
        let by: ClerkID
    }

    /// All slips of a kit's present laptop; the kit gets them when it is enrolled.
    static func slips(of kit: UInt16, signingKey: Data, from key: SymmetricKey) -> [SubstituteSlip] {
        (1...SubstituteSlip.count).map { SubstituteSlip(number: $0, kit: kit, signingKey: signingKey, from: key) }
    }

    /// The next slips of the kit's present laptop; nil for a kit without one, and when there are no numbers of two digits left.
    func slips(of kit: EnrolledKit, after number: Int) -> [SubstituteSlip]? {
        guard let signingKey = kit.signingKeys.first, number + SubstituteSlip.count < 100 else { return nil }
        return (1...SubstituteSlip.count).map {
            SubstituteSlip(number: number + $0, kit: kit.number, signingKey: signingKey, from: key)
        }
    }

    /// Takes the next slip for somebody.
    /// - Parameter given: how many the laptop has.
    /// - Returns: its number and the code to be told, once; nil when all of this kit's are used up.
    func tell(
        _ name: String, until: CalendarDate, kit: EnrolledKit, given: Int, by clerk: ClerkID, at time: Timestamp
    ) throws -> (number: Int, code: String)? {
        guard let signingKey = kit.signingKeys.first else { return nil }
        return try ledger.write { db in
            let laptop = Self.laptop(signingKey)
            let last =
                try Int.fetchOne(
                    db, sql: "SELECT max(number) FROM substitute WHERE kit = ? AND laptop = ?",
                    arguments: [kit.number, laptop]) ?? 0
            guard last < given else { return nil }
            let slip = SubstituteSlip(number: last + 1, kit: kit.number, signingKey: signingKey, from: key)
            let details = try JSONEncoder().encode(Details(name: name, until: until, by: clerk))
            let sealed = try AES.GCM.seal(details, using: wrapper).combined ?? Data()
            try db.execute(
                sql: "INSERT INTO substitute VALUES (?, ?, ?, ?, ?)",
                arguments: [kit.number, laptop, slip.number, time.milliseconds, sealed])
            return (slip.number, slip.code(name: name, until: until.iso))
        }
    }

    /// The latest first.
    func told(_ kit: EnrolledKit) throws -> [ToldSlip] {
        guard let signingKey = kit.signingKeys.first else { return [] }
        return try ledger.read { db in
            try Row.fetchAll(
                db, sql: "SELECT number, at, sealed FROM substitute WHERE kit = ? AND laptop = ? ORDER BY number DESC",
                arguments: [kit.number, Self.laptop(signingKey)]
            ).compactMap { row in
                guard let box = try? AES.GCM.SealedBox(combined: row[2] as Data),
                    let clear = try? AES.GCM.open(box, using: wrapper),
                    let details = try? JSONDecoder().decode(Details.self, from: clear)
                else { return nil }
                return ToldSlip(
                    number: row[0], name: details.name, until: details.until, by: details.by,
                    at: Timestamp(milliseconds: row[1]))
            }
        }
    }

    private var wrapper: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data("amtskoffer-substitutes-1".utf8), outputByteCount: 32)
    }

    /// Another laptop of the kit has other slips.
    private static func laptop(_ signingKey: Data) -> Data { Data(SHA256.hash(data: signingKey).prefix(8)) }
}
