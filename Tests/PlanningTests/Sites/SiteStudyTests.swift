import Planning
import Testing

@Suite struct SiteStudyTests {
    /// Five villages on a line, ten minutes from each to the next; a hall in each.
    private static let line: SiteStudy = {
        let keys = ["a", "b", "c", "d", "e"]
        let rows = keys.indices.map { row in
            keys[row] + "," + keys.indices.map { "\(abs($0 - row) * 10)" }.joined(separator: ",")
        }
        let halls = keys.map { "halle-\($0)" }
        let csv = "von," + halls.joined(separator: ",") + "\n" + rows.joined(separator: "\n")
        do {
            return try SiteStudy(
                districts: zip(keys, [100, 100, 100, 100, 600]).map { .init(key: $0, weight: $1, point: nil) },
                venues: halls.map { .init(key: $0, title: $0, point: nil, isRoom: $0 != "halle-b") },
                matrix: TravelMatrix(reading: csv, districts: keys, venues: halls))
        } catch {
            fatalError("\(error)")
        }
    }()

    @Test func leastTravelByHand() throws {
        // With one: c costs 20 + 10 + 0 + 10 + 120·… = e: 40 + 30 + 20 + 10 = 100 · 100 persons; d: 30+20+10+0+60 = 120.
        let one = try Self.line.choose(.init(name: "eins", aim: .leastTravel(venues: 1)), seed: 1)
        #expect(one.venues == ["halle-e"] && one.meanMinutes == 10 && one.isBest)
        #expect(one.worst.district == "a" && one.worst.way.minutes == 40)
        #expect(one.shareWithin15Minutes == 0.7 && one.meanKilometres == nil)
        let two = try Self.line.choose(.init(name: "zwei", aim: .leastTravel(venues: 2)), seed: 1)
        #expect(two.venues == ["halle-b", "halle-e"] && two.meanMinutes == 3)
        #expect(two.ways.map(\.venue) == ["halle-b", "halle-b", "halle-b", "halle-e", "halle-e"])
    }

    @Test(arguments: [
        (0.6, 0.0, 1), (0.7, 10.0, 1), (0.8, 10.0, 1), (0.81, 10.0, 2), (1.0, 10.0, 2), (1.0, 20.0, 1), (1.0, 0.0, 5),
        (0.61, 0.0, 2),
    ])
    func theFewestByHand(share: Double, minutes: Double, venues: Int) throws {
        let choice = try Self.line.choose(
            .init(name: "deckung", aim: .fewest(share: share, minutes: minutes)), seed: 1)
        #expect(choice.venues.count == venues && choice.isBest)
        let within = choice.ways.reduce(0) { $0 + ($1.way.minutes <= minutes ? $1.weight : 0) } / 1000
        #expect(within >= share - 1e-9)
    }

    /// All in ten minutes takes two venues; of those pairs, b and e and b and d, the first leaves less to travel.
    @Test func amongAsManyVenuesTheLeastTravel() throws {
        let choice = try Self.line.choose(.init(name: "alle", aim: .fewest(share: 1, minutes: 10)), seed: 1)
        #expect(choice.venues == ["halle-b", "halle-e"])
    }

    @Test func requirementsRuleOutWithAReason() throws {
        let choice = try Self.line.choose(
            .init(name: "Räume", aim: .leastTravel(venues: 2), requirements: [.room, .power]), seed: 1)
        #expect(choice.ruledOut.map(\.venue) == ["halle-b"] && choice.ruledOut.map(\.reasons) == [["kein Raum"]])
        #expect(choice.venues.contains("halle-e") && !choice.venues.contains("halle-b"))
        #expect(choice.questions.map(\.open) == [["Strom"], ["Strom"]])
    }

    @Test func scenariosSideBySide() throws {
        let choices = try Self.line.compare(
            [
                .init(name: "heute", aim: .leastTravel(venues: 1)),
                .init(name: "gesetzt", aim: .leastTravel(venues: 2), fixed: ["halle-a"], forbidden: ["halle-e"]),
                .init(name: "nur a", aim: .leastTravel(venues: 1), weights: ["e": 0]),
            ], seed: 4)
        #expect(choices.map(\.scenario) == ["heute", "gesetzt", "nur a"])
        #expect(choices[1].venues == ["halle-a", "halle-d"])
        #expect(choices[2].venues == ["halle-b"] || choices[2].venues == ["halle-c"])
        #expect(choices[2].worst.district != "e" && choices[2].meanMinutes == 10)
    }

    @Test(arguments: [
        (
            SiteScenario(name: "s", aim: .leastTravel(venues: 1), fixed: ["x"]),
            SiteScenario.Mistake.unknownVenue(scenario: "s", "x")
        ),
        (.init(name: "s", aim: .leastTravel(venues: 1), weights: ["x": 1]), .unknownDistrict(scenario: "s", "x")),
        (
            .init(name: "s", aim: .leastTravel(venues: 1), weights: ["a": -1]),
            .weight(scenario: "s", district: "a", -1)
        ),
        (
            .init(name: "s", aim: .leastTravel(venues: 1), fixed: ["halle-a"], forbidden: ["halle-a"]),
            .fixedAndForbidden(scenario: "s", "halle-a")
        ),
        (
            .init(name: "s", aim: .leastTravel(venues: 1), fixed: ["halle-b"], requirements: [.room]),
            .fixedRuledOut(scenario: "s", "halle-b", reasons: ["kein Raum"])
        ),
        (.init(name: "s", aim: .leastTravel(venues: 0)), .count(scenario: "s", 0, fixed: 0, possible: 5)),
        (.init(name: "s", aim: .leastTravel(venues: 6)), .count(scenario: "s", 6, fixed: 0, possible: 5)),
        (
            .init(name: "s", aim: .leastTravel(venues: 1), fixed: ["halle-a", "halle-c"]),
            .count(scenario: "s", 1, fixed: 2, possible: 5)
        ),
        (.init(name: "s", aim: .fewest(share: 1.1, minutes: 5)), .share(scenario: "s", 1.1)),
        (.init(name: "s", aim: .fewest(share: 0, minutes: 5)), .share(scenario: "s", 0)),
        (.init(name: "s", aim: .fewest(share: 1, minutes: -5)), .minutes(scenario: "s", -5)),
        (
            .init(name: "s", aim: .leastTravel(venues: 1), weights: ["a": 0, "b": 0, "c": 0, "d": 0, "e": 0]),
            .noDemand(scenario: "s")
        ),
        (
            .init(
                name: "s", aim: .leastTravel(venues: 1),
                forbidden: ["halle-a", "halle-b", "halle-c", "halle-d", "halle-e"]),
            .noVenue(scenario: "s")
        ),
        (
            .init(name: "s", aim: .fewest(share: 0.9, minutes: 0), forbidden: ["halle-e"]),
            .outOfReach(scenario: "s", minutes: 0, share: 0.9, best: 0.4)
        ),
    ])
    func whatCannotBeReckonedIsNamed(scenario: SiteScenario, mistake: SiteScenario.Mistake) {
        #expect(throws: mistake) { try Self.line.choose(scenario, seed: 1) }
        #expect(mistake.description.hasPrefix("Szenario „s“: ") && mistake.description.hasSuffix("."))
    }

    /// Coverings by lot against all choices.
    @Test(arguments: UInt64(1)...40)
    func theFewestAsByTryingAll(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let towns = (0..<9).map { "o\($0)" }
        let halls = (0..<7).map { "h\($0)" }
        let minutes = towns.map { _ in halls.map { _ in Int.random(in: 0...40, using: &random) } }
        let csv =
            "von;" + halls.joined(separator: ";") + "\n"
            + zip(towns, minutes).map { "\($0);" + $1.map(String.init).joined(separator: ";") }.joined(separator: "\n")
        let weights = towns.map { _ in Double.random(in: 0...100, using: &random) }
        let study = try SiteStudy(
            districts: zip(towns, weights).map { .init(key: $0, weight: $1, point: nil) },
            venues: halls.map { .init(key: $0, title: $0, point: nil, isRoom: true) },
            matrix: TravelMatrix(reading: csv, districts: towns, venues: halls))
        let share = Double(Int.random(in: 5...10, using: &random)) / 10
        let fixed = Int.random(in: 0...6, using: &random)
        let limit = 15.0
        let least = (1..<1 << 7).filter { choice in
            guard choice >> fixed & 1 == 1 else { return false }
            let covered = towns.indices.reduce(0.0) { sum, town in
                (0..<7).contains { choice >> $0 & 1 == 1 && Double(minutes[town][$0]) <= limit }
                    ? sum + weights[town] : sum
            }
            return covered >= share * weights.reduce(0, +) - 1e-6
        }.map(\.nonzeroBitCount).min()
        let scenario = SiteScenario(name: "s", aim: .fewest(share: share, minutes: limit), fixed: [halls[fixed]])
        if let least {
            let choice = try study.choose(scenario, seed: seed)
            #expect(choice.venues.count == least && choice.isBest && choice.venues.contains(halls[fixed]))
        } else {
            #expect(throws: SiteScenario.Mistake.self) { try study.choose(scenario, seed: seed) }
        }
    }

    @Test func whatIsNoStudy() throws {
        let point = try #require(GeoPoint(latitude: 51.9, longitude: 12.6))
        let hall = CandidateVenue(key: "h", title: "H", point: point, isRoom: true)
        #expect(throws: SiteStudy.Mistake.nothing) { try SiteStudy(districts: [], venues: [hall]) }
        #expect(throws: SiteStudy.Mistake.noPoint("a")) {
            try SiteStudy(districts: [.init(key: "a", weight: 1, point: nil)], venues: [hall])
        }
        #expect(throws: SiteStudy.Mistake.twice("h")) {
            try SiteStudy(districts: [.init(key: "a", weight: 1, point: point)], venues: [hall, hall])
        }
        #expect(throws: SiteStudy.Mistake.weight("a", -1)) {
            try SiteStudy(districts: [.init(key: "a", weight: -1, point: point)], venues: [hall])
        }
    }
}
