import Casework
import Foundation
import Identity
import Journal
import Sync
import Testing
import Town

@testable import Kit
@testable import Office

/// From the file at the office to the search at the kit.
@Suite struct RegisterDispatchTests {
    private static let header = "0101a;0301;0601;Ortsteil;Straße;1801;1802"
    private static let day = CalendarDate(iso: "2026-12-07")!

    private func file(_ lines: [String]) -> Data { Data(([Self.header] + lines).joined(separator: "\n").utf8) }

    private func kit(_ bench: OfficeBench) async throws -> WalkedKit {
        try await WalkedKit(in: bench.path + "/kit") { request in
            try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: Self.day)
                .answer
        }
    }

    @Test func peopleOfTheTourReachTheKitSealedAndOthersDoNot() async throws {
        let bench = try OfficeBench()
        let kit = try await kit(bench)
        let program = try await bench.program()
        // While the office serves.
        let dispatch = try RegisterDispatch(
            file: file([
                "Mustermann;Erika;1964-08-12;Straach;Heidestraße;;", "Geheim;Gesa;1970-01-01;Straach;Am Rand;3;",
                "Bedingt;Bernd;1971-01-01;Straach;Heim;;1", "Woanders;Willi;1972-01-01;Pratau;Elbweg;;",
                "F4lsch;Frieda;1973-01-01;Straach;Weg;;",
            ]), day: Self.day, districts: [], town: try bench.folder.town())
        // Monday's rooms; bus stops and car parks open no kit.
        #expect(dispatch.districts.map(\.name).sorted() == ["Grabo", "Nudersdorf", "Straach"])
        let sent = try dispatch.send(to: [], from: bench.folder, at: WalkedKit.now)
        #expect(sent.kits == ["W01"])
        #expect(try program.registry.ledger.sentExtracts() == [sent])
        let lines = sent.lines
        #expect(lines[0].hasPrefix("1 Person aus ") && lines[1] == "Gesucht werden kann bis zum Ende des 07.12.2026.")
        #expect(lines[2].hasSuffix(": 2.") && lines[3].hasSuffix(": 1.") && lines.last == "  Zeile 6, Spalte 0101a")
        #expect(!lines.joined().contains("Muster") && !lines.joined().contains("F4lsch"))
        // What lies at the office and goes over the line names nobody.
        let messages = try program.registry.ledger.feed(
            of: 1, epoch: program.registry.ledger.epoch(), after: 0, bytes: .max)
        #expect(messages.contains { $0.kind == .register && !$0.sealed.isEmpty && $0.clear.isEmpty })
        #expect(!messages.contains { String(decoding: $0.bytes, as: UTF8.self).contains("Mustermann") })
        try await InProcessLine(kit.desk, to: program.endpoints, at: WalkedKit.now).ship()
        let extract = try #require(try await kit.desk.view().state.feed.register.extract)
        let today = try #require(CivilDate(year: 2026, month: 12, day: 7))
        #expect(extract.people.count == 1 && extract.until == Self.day)
        let found = extract.search(NameQuery("mustermahn 1964", today: today))
        #expect(found.map(\.person).map { $0[.street] } == ["Heidestraße"])
    }

    @Test func manyPeopleGoInManySheets() async throws {
        let bench = try OfficeBench()
        let kit = try await kit(bench)
        let program = try await bench.program()
        let lines = (0..<6_000).map { number in
            "Muster\(String(repeating: "a", count: number % 20));Erika;19\(10 + number % 90)-08-12;Grabo;Weg;;"
        }
        let dispatch = try RegisterDispatch(
            file: file(lines), day: Self.day, districts: ["grabo"], town: try bench.folder.town())
        _ = try dispatch.send(to: ["W01"], from: bench.folder, at: WalkedKit.now)
        let messages = try program.registry.ledger.feed(
            of: 1, epoch: program.registry.ledger.epoch(), after: 0, bytes: .max)
        #expect(messages.count { $0.kind == .register } > 1)
        try await InProcessLine(kit.desk, to: program.endpoints, at: WalkedKit.now).ship()
        #expect(try await kit.desk.view().state.feed.register.extract?.people.count == 6_000)
    }

    @Test func whatCannotBeSentSaysWhy() async throws {
        let bench = try OfficeBench()
        let town = try bench.folder.town()
        func refusal(_ make: () throws -> Void) -> String {
            do { try make() } catch { return "\(error)" }
            return ""
        }
        let sunday = try #require(CalendarDate(iso: "2026-12-06"))
        #expect(
            refusal { _ = try RegisterDispatch(file: file([]), day: sunday, districts: [], town: town) }
                .hasPrefix("Am 06.12.2026 öffnet nach dem Plan kein Koffer."))
        #expect(
            refusal { _ = try RegisterDispatch(file: file([]), day: sunday, districts: ["mars"], town: town) }
                .hasPrefix("Den Ortsteil „mars“ gibt es in districts.yaml nicht."))
        #expect(
            refusal { _ = try RegisterDispatch(file: Data([0xFF, 0xFE, 0]), day: Self.day, districts: [], town: town) }
                .hasPrefix("Die Datei ist nicht in UTF-8."))
        #expect(
            refusal { _ = try RegisterDispatch(file: Data("a;b".utf8), day: Self.day, districts: [], town: town) }
                .hasPrefix("Es fehlen Spalten: 0101a, 0301, 0601, Ortsteil, 1801, 1802."))
        let dispatch = try RegisterDispatch(file: file([]), day: Self.day, districts: [], town: town)
        #expect(
            refusal { _ = try dispatch.send(to: [], from: bench.folder, at: WalkedKit.now) }
                .hasPrefix("Noch ist kein Koffer in Betrieb."))
        #expect(
            refusal { _ = try dispatch.send(to: ["X09"], from: bench.folder, at: WalkedKit.now) }
                .hasPrefix("Ein Koffer X09 ist nicht in Betrieb."))
    }

    @Test(arguments: [("2026-12-01", "2026-12-01"), ("2026-12-04", "2026-12-07"), ("2026-12-08", "2026-12-14")])
    func theNextTour(_ today: String, _ expected: String) throws {
        let bench = try OfficeBench()
        let town = try bench.folder.town()
        let day = RegisterDispatch.nextDay(from: try #require(CalendarDate(iso: today)), in: town)
        #expect(day?.iso == expected)
    }
}
