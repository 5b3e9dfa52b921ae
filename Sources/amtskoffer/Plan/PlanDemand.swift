import ArgumentParser
import Casework
import Foundation
import Office
import Planning
import Town

struct PlanDemand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demand",
        abstract: "Sagt vorher, wie viele Vorsprachen jeder Halt und jeder Ortsteil bringt, mit Spannen.",
        discussion: """
            Rechnet mit den Ortsteilen, Orten und dem Takt des Stadtordners. Die Tabellen, die Methode und alle Annahmen stehen in \
            Documentation/Demand.md.
            """)

    @Argument(help: "Ordner der Stadt, z. B. Towns/wittenberg.")
    var folder: String

    @Option(help: "Erster Monat der Vorhersage (2026-12).")
    var from: String

    @Option(help: "Monate der Vorhersage, 1 bis 36.")
    var months: Int

    @Option(help: "Tabelle ablaufender Ausweise nach Ortsteil und Monat (CSV).")
    var expiries: String?

    @Option(help: "Tabelle gezählter Vorsprachen je Außentermin (CSV).")
    var visits: String?

    @Option(
        help: "Tabelle der Einwohner je Ortsteil, auch nach Alter (CSV); sonst gelten die Zahlen aus districts.yaml.")
    var people: String?

    @Option(help: "Stunden je Außentermin.")
    var hours: Double = Assumptions.referenceHours.value

    @Flag(help: "Ohne Terminbuchung: wer kommt, kommt.")
    var open = false

    @Option(help: "Kürzel des Ortsteils mit dem Rathaus; sonst der erste in districts.yaml.")
    var hall: String?

    @Flag(help: "Eine Tabelle der Außentermine statt JSON.")
    var table = false

    func run() async throws {
        try await explaining {
            guard let first = Month(from), (1...36).contains(months) else {
                throw ValidationError("Nennen Sie mit --from einen Monat (2026-12) und mit --months 1 bis 36.")
            }
            let check = TownFolder.load(path: folder)
            guard let town = check.town else {
                throw ValidationError(check.lines.joined(separator: "\n"))
            }
            let keys = town.districts.map(\.key.text)
            let people = try self.people.map { path in
                try PlanFile(path: path).reading { try DemandTables.people($0, districts: keys) }
            }
            let counts = try expiries.map { path in
                try PlanFile(path: path).reading { try DemandTables.expiries($0, districts: keys) }
            }
            let past = try visits.map { path in
                try PlanFile(path: path).reading {
                    try DemandTables.visits(
                        $0, stops: town.venues.map(\.key.text),
                        services: town.catalogue.services.map(\.key.text), hours: hours)
                }
            }
            let seat = try hall.map { key in
                guard let district = town.districts.first(where: { $0.key.text == key }) else {
                    throw DemandMistake.unknownDistrict(key)
                }
                return district.key
            }
            let demand = try TownDemand(town: town, people: people ?? [:], hall: seat)
            let span = first.following(months)
            let outings = try demand.outings(in: span, hours: hours, isBookable: !open)
            let model = try DemandModel(
                districts: demand.districts, stops: demand.stops, expiries: counts, past: past ?? [],
                planned: outings, now: first)
            let forecast = try model.forecast(months: span, planned: outings)
            let titles = Dictionary(
                town.venues.map { ($0.key.text, $0.title) }, uniquingKeysWith: { first, _ in first })
            let report = DemandReport(forecast, town: town.name, notes: demand.notes)
            if table { print(report.table(titles: titles)) } else { try printJSON(report) }
        }
    }
}

extension PlanFile {
    /// Reads its text as a table; a mistake is said with the file's name.
    fileprivate func reading<Value>(_ read: (String) throws -> Value) throws -> Value {
        let text = try text()
        return try naming { try read(text) }
    }
}
