import ArgumentParser
import Foundation
import Identity

struct MRZCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mrz", abstract: "Liest maschinenlesbare Zonen von der Standardeingabe.",
        discussion: """
            Zwischen zwei Dokumenten steht eine Leerzeile. Für jedes gibt der Befehl ein JSON-Objekt in einer Zeile aus: Art, \
            Namen, Nummer, Staatsangehörigkeit, Geburt, Geschlecht, Ablauf, jede Prüfziffer, was er berichtigt hat, was \
            ungewöhnlich ist und was nicht stimmt. Er endet mit 1, wenn etwas nicht stimmte oder nichts ankam.
            """)

    func run() throws {
        let input = Self.text(of: FileHandle.standardInput.readDataToEndOfFile())
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let today = CivilDate(year: year, month: month, day: day)
        else { throw ExitCode(1) }
        let documents = Self.documents(in: input)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var areAllRight = !documents.isEmpty
        for document in documents {
            let report = ZoneReport(reading: document, today: today)
            if !report.errors.isEmpty { areAllRight = false }
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
        if documents.isEmpty {
            complain(
                "Es kam keine Zone an. Geben Sie die Zeilen mit den Zeichen < ein und schließen Sie mit Strg+D ab.")
        }
        if !areAllRight { throw ExitCode(1) }
    }

    /// UTF-8, or else Latin-1: some keyboard scanners send « as the single byte AB.
    static func text(of data: Data) -> String {
        String(data: data, encoding: .utf8) ?? String(String.UnicodeScalarView(data.map { Unicode.Scalar($0) }))
    }

    /// The documents, parted by lines that hold nothing but blanks; lines may end with CR, LF or both.
    static func documents(in input: String) -> [String] {
        let lines = input.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
        var documents: [[Substring]] = [[]]
        for line in lines {
            if line.allSatisfy(\.isWhitespace) {
                documents.append([])
            } else {
                documents[documents.count - 1].append(line)
            }
        }
        return documents.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    }
}

/// What is said of one zone, as JSON. What the zone does not state is left out, and so is everything it states when it was refused.
private struct ZoneReport: Encodable {
    struct Check: Encodable {
        let field, found, expected: String
        let right: Bool
    }

    struct Repair: Encodable {
        let field: String
        let line, column: Int
        let read, repaired: String
    }

    private(set) var type: String?
    private(set) var document: String?
    private(set) var documentCode: String?
    private(set) var issuer: String?
    private(set) var familyName: String?
    private(set) var givenNames: String?
    /// The zone had no more room: the names may go on.
    private(set) var nameWasCut: Bool?
    /// The likeliest first.
    private(set) var familyNameSpellings: [String]?
    private(set) var givenNamesSpellings: [String]?
    private(set) var number: String?
    private(set) var nationality: String?
    /// `1964-08-12`; what the zone leaves open is `--`, an unknown year `----`.
    private(set) var birth: String?
    private(set) var sex: String?
    private(set) var expiry: String?
    private(set) var optional: String?
    private(set) var secondOptional: String?
    private(set) var cardVersion: String?
    let checks: [Check]
    let repairs: [Repair]
    /// Unusual, and no reason to refuse.
    let warnings: [String]
    let errors: [String]

    init(reading text: String, today: CivilDate) {
        do {
            let zone = try MachineReadableZone.read(text, today: today)
            let person = ProposedPerson(zone, on: today)
            type = zone.format.rawValue
            document = zone.document.germanName
            (documentCode, issuer) = (zone.documentCode, zone.issuer)
            (familyName, givenNames) = (Self.blanks(zone.name.primary), Self.blanks(zone.name.secondary))
            nameWasCut = zone.name.wasCut
            familyNameSpellings = person.familyName.spellings
            givenNamesSpellings = person.givenNames?.spellings
            (number, nationality) = (zone.number, zone.nationality)
            birth = Self.date(zone.birthDate.year, zone.birthDate.month, zone.birthDate.day)
            sex = zone.sex?.rawValue
            expiry = zone.expiry.map { Self.date($0.year, $0.month, $0.day) }
            optional = zone.optional.isEmpty ? nil : zone.optional
            secondOptional = zone.secondOptional.isEmpty ? nil : zone.secondOptional
            cardVersion = zone.cardVersion
            checks = zone.checks.map(Self.check)
            repairs = zone.repairs.map {
                Repair(
                    field: $0.field.rawValue, line: $0.line, column: $0.column, read: String($0.read),
                    repaired: String($0.repaired))
            }
            warnings = zone.warnings.map(\.message)
            errors = []
        } catch {
            type = error.format?.rawValue
            checks = error.checks.map(Self.check)
            (repairs, warnings) = ([], [])
            errors = error.problems.map { "\($0.finding) \($0.advice)" }
        }
    }

    private static func check(_ check: ZoneCheck) -> Check {
        Check(
            field: check.guarded.rawValue, found: String(check.found), expected: String(check.expected),
            right: check.isRight)
    }

    private static func blanks(_ name: String) -> String { name.replacing("<", with: " ") }

    private static func date(_ year: Int?, _ month: Int?, _ day: Int?) -> String {
        func digits(_ number: Int?, _ width: Int) -> String {
            guard let number else { return String(repeating: "-", count: width) }
            return String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }
}
