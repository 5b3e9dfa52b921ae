import Casework
import Foundation
import Office
import Planning
import Testing
import Town

@Suite struct TownSitesTests {
    private static func wittenberg(venues: (String) -> String = { $0 }) throws -> Town {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Towns/wittenberg")
        var files: [String: String] = [:]
        for name in ["town.yaml", "units.yaml", "districts.yaml", "venues.yaml", "staff.yaml", "fields.yaml"] {
            files[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        // One service will do: reading all of them takes long without optimisation.
        let service = folder.appending(path: "services/anliegen.yaml")
        files["services/anliegen.yaml"] = try String(contentsOf: service, encoding: .utf8)
        files["staff.yaml"] =
            "clerks:\n  - {id: brandt, name: Sabine Brandt, units: [buergerbuero], kit: true, office: true, head: true}\n"
        files["venues.yaml"] = files["venues.yaml"].map(venues)
        let check = TownFolder.load(files: files)
        #expect(check.mistakes.map(\.description) == [])
        return try #require(check.town)
    }

    /// Assumed: 300 people where nobody has counted; the inner town goes to the town hall.
    private static func weight(_ district: District) -> Double {
        district.key.text == "innenstadt" ? 0 : Double(district.inhabitants ?? 300)
    }

    /// The 21 places of 2019 and fewer: each place more saves less, and all are as good as each for itself.
    @Test func fewerPlacesThanIn2019() throws {
        let study = try Self.wittenberg().siteStudy(weight: Self.weight)
        #expect(study.districts.count == 25 && study.venues.count == 21)
        let choices = try (4...12).map { count in
            try study.choose(.init(name: "\(count) Orte", aim: .leastTravel(venues: count)), seed: 1)
        }
        #expect(choices.allSatisfy { $0.isBest })
        let kilometres = try choices.map { try #require($0.meanKilometres) }
        for (more, fewer) in zip(kilometres.dropFirst(), kilometres) { #expect(more < fewer) }
        // Six of the 21 places leave nobody more than 15 minutes away, with ways of the usual assumptions.
        #expect(choices[2].shareWithin15Minutes == 1)
        let all = try study.choose(.init(name: "2019", aim: .leastTravel(venues: 21)), seed: 1)
        let least = try #require(all.meanKilometres)
        #expect(least < kilometres[8] && all.venues == study.venues.map(\.key))
    }

    @Test func onlyRooms() throws {
        let study = try Self.wittenberg().siteStudy(weight: Self.weight)
        let choice = try study.choose(
            .init(name: "Räume", aim: .fewest(share: 0.9, minutes: 15), requirements: [.room, .power]), seed: 1)
        #expect(choice.ruledOut.count == 9 && choice.ruledOut.allSatisfy { $0.reasons == ["kein Raum"] })
        #expect(choice.venues.count == 3 && choice.isBest)
        #expect(choice.questions.map(\.open) == Array(repeating: ["Strom"], count: 3))
    }

    @Test func whatAVenueSaysBecomesACandidate() throws {
        let town = try Self.wittenberg { text in
            text.replacing(
                "{key: jahmo,",
                with: """
                    {key: jahmo, latitude: 51.9, longitude: 12.7, power: true, barrierFree: false, heating: true, privacy: false, \
                    network: {bars: 2, kilobits: 800, measured: 2026-03-12}, keyHolder: Ortsbürgermeisteramt, cost: 25, \
                    open: [{weekday: monday, from: "08:00", until: "12:00"}, {weekday: monday, from: "13:00", until: "16:00"}],
                    """)
        }
        let jahmo = try #require(town.candidateVenues.first { $0.key == "jahmo" })
        let has = jahmo.facilities
        #expect(jahmo.point == GeoPoint(latitude: 51.9, longitude: 12.7) && !jahmo.isRoom)
        #expect(has.hasPower == true && has.isBarrierFree == false && has.isHeated == true && has.isPrivate == false)
        #expect(has.network?.kilobits == 800 && has.network?.day.iso == "2026-03-12" && has.cost == 2500)
        #expect(jahmo.opening?.windows(on: .monday).map(\.german) == ["08:00–12:00", "13:00–16:00"])
        #expect(jahmo.opening?.isOpen(on: .tuesday) == false)
        let grabo = try #require(town.candidateVenues.first)
        #expect(grabo.opening == nil && grabo.facilities == .init())
        #expect(grabo.point == GeoPoint(latitude: 51.972, longitude: 12.57))
    }

    @Test func aMatrixTakesThePlaceOfCoordinates() throws {
        let town = try Self.wittenberg()
        let head = "von;" + town.venues.map(\.key.text).joined(separator: ";")
        let rows = town.districts.map { $0.key.text + String(repeating: ";12,5", count: town.venues.count) }
        let matrix = try town.travelMatrix(reading: ([head] + rows).joined(separator: "\n"))
        let choice = try town.siteStudy(matrix: matrix, weight: Self.weight)
            .choose(.init(name: "einer", aim: .leastTravel(venues: 1)), seed: 1)
        #expect(choice.meanMinutes == 12.5 && choice.meanKilometres != nil)
        #expect(throws: TravelMatrix.Mistake.missingRow(line: 25, "wuestemark")) {
            try town.travelMatrix(reading: ([head] + rows.dropLast()).joined(separator: "\n"))
        }
    }
}
