package import Casework
import Foundation
import GRDB

/// Somebody asks for the suitcase to come: a care home, or a person who cannot leave home.
package struct VisitRequest: Codable, Hashable, Sendable {
    package enum From: String, Codable, Hashable, Sendable, CaseIterable { case home, person }

    package var from: From
    package var place: String
    package var name: String
    package var phone: String
    package var people: Int
    package var wish: String

    package init(from: From, place: String, name: String, phone: String, people: Int, wish: String) {
        self.from = from
        self.place = place
        self.name = name
        self.phone = phone
        self.people = people
        self.wish = wish
    }
}

/// One of the list.
package struct KeptRequest: Sendable {
    package let number: Int64
    package let at: Moment
    /// Nil where it cannot be opened.
    package let request: VisitRequest?
}

extension AppointmentRegistry {
    /// More that nobody has dealt with are not taken in by the public page.
    static let openRequests = 500

    /// - Returns: false when too many wait.
    package nonisolated func keep(_ request: VisitRequest) throws -> Bool {
        let time = now
        let sealed = try seal.seal(request, as: "visit-request")
        return try ledger.write { db in
            let open = try Int.fetchOne(db, sql: "SELECT count(*) FROM visitRequest WHERE settledAt IS NULL") ?? 0
            guard open < Self.openRequests else { return false }
            try db.execute(
                sql: "INSERT INTO visitRequest (at, sealed) VALUES (?, ?)", arguments: [time.milliseconds, sealed])
            return true
        }
    }

    /// Those nobody has dealt with, oldest first.
    package nonisolated func requests() throws -> [KeptRequest] {
        try ledger.read { db in
            try Row.fetchAll(
                db, sql: "SELECT number, at, sealed FROM visitRequest WHERE settledAt IS NULL ORDER BY number"
            ).map { row in
                KeptRequest(
                    number: row[0], at: Moment(milliseconds: row[1]), request: seal.open(row[2], as: "visit-request"))
            }
        }
    }

    /// What it said is erased; that there was one stays.
    package nonisolated func settle(request number: Int64, by clerk: ClerkID) throws {
        let time = now
        try ledger.write { db in
            try db.execute(
                sql: """
                    UPDATE visitRequest SET settledAt = ?, settledBy = ?, sealed = x'' WHERE number = ? AND settledAt IS NULL
                    """, arguments: [time.milliseconds, clerk.text, number])
        }
    }
}
