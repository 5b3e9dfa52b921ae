package import Casework
import Crypto
package import Foundation
import GRDB
import Identity
package import Journal
import Sync
package import Town

/// A register extract cut to a day's tour and written, sealed, into the feeds of the kits. Also while the office serves: nothing of it is kept
/// here beside the feed.
package struct RegisterDispatch: Sendable {
    /// More would take a kit too long to read when its day begins.
    package static let mostPeople = 50_000
    /// So many bytes of names a sheet; the rest of ``FeedMessage/sealedLimit`` is for quotes, commas and the seal.
    private static let sheetBytes = 150 << 10

    package let day: CalendarDate
    package let districts: [District]
    private let extract: RegisterExtract

    /// Reads and cuts.
    /// - Parameters:
    ///   - file: as in Documentation/Register.md.
    ///   - day: the tour's day, the last on which anybody can be searched for.
    ///   - chosen: keys of districts; none for those where the rota opens a kit on that day.
    package init(file: Data, day: CalendarDate, districts chosen: [String], town: Town) throws(RegisterFault) {
        self.day = day
        if chosen.isEmpty {
            let keys = town.venues(on: day).filter { $0.kind == .room }.map(\.district)
            districts = town.districts.filter { keys.contains($0.key) }
            guard !districts.isEmpty else { throw .noTour(day) }
        } else {
            for key in chosen where town.district(DistrictKey(key)) == nil {
                throw .noSuchDistrict(key, known: town.districts.map(\.key.text))
            }
            districts = town.districts.filter { chosen.contains($0.key.text) }
        }
        guard let text = String(data: file, encoding: .utf8) else { throw .encoding }
        do throws(RegisterExtractFault) {
            extract = try RegisterExtract(reading: text, districts: districts.map(\.name))
        } catch { throw .file(error.message) }
        guard extract.people.count <= Self.mostPeople else { throw .tooMany(extract.people.count) }
    }

    /// The next day from `today` on that the rota names with a room.
    package static func nextDay(from today: CalendarDate, in town: Town) -> CalendarDate? {
        (0...62).lazy.compactMap { today.adding(days: $0) }.first { day in
            town.venues(on: day).contains { $0.kind == .room }
        }
    }

    /// Writes the sheets into the feed of every kit at work, or of those named; also while the office serves.
    package func send(
        to codes: [String], from folder: OfficeFolder, at now: Timestamp, randomness: Randomness = .system
    ) throws -> SentExtract {
        _ = try folder.settings()
        let ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: folder.identity().signingKey)
        return try send(to: codes, by: nil, through: ledger, signedWith: key, at: now, randomness: randomness)
    }

    func send(
        to codes: [String], by clerk: ClerkID?, through ledger: SQLiteOfficeLedger,
        signedWith key: Curve25519.Signing.PrivateKey, at now: Timestamp, randomness: Randomness
    ) throws -> SentExtract {
        let kits = try ledger.kits().filter { $0.kit.state == .active }
        for code in codes where !kits.contains(where: { $0.code == code }) { throw RegisterFault.noSuchKit(code) }
        let chosen = kits.filter { codes.isEmpty || codes.contains($0.code) }
        guard !chosen.isEmpty else { throw RegisterFault.noKit }
        let sent = SentExtract(
            name: "\(day.iso)-\(randomness.bytes(4).hex)", sentAt: now.milliseconds, until: day,
            districts: districts.map(\.name), kits: chosen.map(\.code), people: extract.people.count,
            locked: extract.locked, elsewhere: extract.elsewhere, unreadable: extract.unreadable.count,
            places: extract.unreadable.prefix(20).map { .init(line: $0.line, column: $0.column.rawValue) },
            clerk: clerk)
        let sheets = try sheets(named: sent.name).map(JSONEncoder().encode)
        try ledger.write { db in
            for record in chosen {
                var pen = try FeedPen(ledger, kit: record.kit.number, key: key, at: now, db)
                for sheet in sheets { try pen?.write(.register, secret: sheet) }
            }
            try ledger.note(sent, db)
        }
        return sent
    }

    private func sheets(named name: String) -> [RegisterSheet] {
        var parts: [[[String]]] = [[]]
        var bytes = 0
        for person in extract.people {
            // Quotes and commas, and what JSON escapes.
            let size = person.cells.reduce(0) { $0 + $1.utf8.count + 4 }
            if bytes + size > Self.sheetBytes {
                parts.append([])
                bytes = 0
            }
            parts[parts.count - 1].append(person.cells)
            bytes += size
        }
        return parts.enumerated().map { index, people in
            RegisterSheet(
                extract: name, sheet: index + 1, sheets: parts.count, until: day, districts: districts.map(\.name),
                columns: RegisterColumn.shipped.map(\.rawValue), people: people)
        }
    }
}

/// Why an extract was not sent; nothing was changed.
package enum RegisterFault: Error, CustomStringConvertible {
    case encoding
    case file(String)
    case noTour(CalendarDate)
    case noSuchDistrict(String, known: [String])
    case noSuchKit(String)
    case noKit
    case tooMany(Int)

    /// For a terminal.
    package var description: String {
        switch self {
        case .noTour: "\(message) Nennen Sie den Tag mit --day oder die Ortsteile mit --district."
        case .tooMany: "\(message) Ortsteile wählen Sie mit --district."
        default: message
        }
    }

    /// For a page.
    package var message: String {
        switch self {
        case .encoding: "Die Datei ist nicht in UTF-8. Erzeugen Sie den Auszug in dieser Kodierung."
        case .file(let message): message
        case .noTour(let day):
            "Am \(day.german) öffnet nach dem Plan kein Koffer. Wählen Sie einen anderen Tag oder die Ortsteile."
        case .noSuchDistrict(let key, let known):
            "Den Ortsteil „\(key)“ gibt es in districts.yaml nicht. Dort stehen: \(known.joined(separator: ", "))."
        case .noSuchKit(let code):
            "Ein Koffer \(code) ist nicht in Betrieb. Sehen Sie auf der Seite „Koffer“ nach dem Kürzel."
        case .noKit: "Noch ist kein Koffer in Betrieb. Melden Sie zuerst einen an."
        case .tooMany(let count):
            "\(count) Personen sind mehr, als ein Koffer mitnimmt (\(RegisterDispatch.mostPeople)). Wählen Sie weniger Ortsteile."
        }
    }
}
