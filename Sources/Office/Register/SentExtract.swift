package import Casework
import Foundation
import GRDB
package import Journal

/// An extract that was sent: what went where, in numbers. Names nobody.
package struct SentExtract: Codable, Hashable, Sendable {
    /// Where a line was left out because it could not be read.
    package struct Place: Codable, Hashable, Sendable {
        /// 1 is the line of column names.
        package let line: Int
        package let column: String
    }

    /// The name by which kits and looks call it.
    package let name: String
    package let sentAt: Int64
    /// The last day on which anybody can be searched for.
    package let until: CalendarDate
    /// Names of the districts.
    package let districts: [String]
    /// Codes of the kits.
    package let kits: [String]
    package let people: Int
    /// Left out because of §§ 51, 52 BMG.
    package let locked: Int
    package let elsewhere: Int
    package let unreadable: Int
    /// The first of those that could not be read.
    package let places: [Place]
    /// Nil for the command line.
    package let clerk: ClerkID?

    package var sent: Timestamp { Timestamp(milliseconds: sentAt) }

    /// For a terminal.
    package var lines: [String] {
        var lines = [
            "\(people == 1 ? "1 Person" : "\(people) Personen") aus \(districts.joined(separator: ", ")), an \(kits.joined(separator: ", ")) geschickt.",
            "Gesucht werden kann bis zum Ende des \(until.german).",
            "Wegen einer Sperre nach §§ 51, 52 BMG weggelassen: \(locked).", "Aus anderen Ortsteilen: \(elsewhere).",
        ]
        guard unreadable > 0 else { return lines }
        lines.append("Nicht lesbar und weggelassen: \(unreadable). Berichtigen Sie sie im Register:")
        lines += places.map { "  Zeile \($0.line), Spalte \($0.column)" }
        if unreadable > places.count { lines.append("  und \(unreadable - places.count) weitere") }
        return lines
    }
}

extension SQLiteOfficeLedger {
    /// The newest first.
    package func sentExtracts() throws -> [SentExtract] {
        try read { db in
            try Data.fetchAll(db, sql: "SELECT record FROM registerExtract ORDER BY at DESC, name DESC")
        }.map { try JSONDecoder().decode(SentExtract.self, from: $0) }
    }

    func note(_ extract: SentExtract, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO registerExtract VALUES (?, ?, ?)",
            arguments: [extract.name, extract.sentAt, try JSONEncoder().encode(extract)])
    }
}
