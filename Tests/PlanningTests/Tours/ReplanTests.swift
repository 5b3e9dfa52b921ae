import Testing

@testable import Planning

@Suite struct ReplanTests {
    private func town() throws -> SmallTown {
        SmallTown(
            series: [
                try stop("a", at: 1, .weekly(on: .monday)), try stop("b", at: 2, .weekly(on: .monday)),
                try stop("c", at: 3, .fortnightly(on: .thursday)),
            ], kits: [TourKit(key: "k1"), TourKit(key: "k2")],
            vehicles: [TourVehicle(key: "v1"), TourVehicle(key: "v2")], crews: 2)
    }

    @Test func nothingChangedNothingMoves() throws {
        let request = try town().request()
        let plan = request.plan(seed: 1, iterations: 20)
        let again = request.replan(plan, seed: 99)
        #expect(again.moves.isEmpty)
        #expect(again.plan == plan)
    }

    @Test func closedVenueMovesItsDateAlone() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        town.series[0] = try stop(
            "a", at: 1, .weekly(on: .monday), closures: [Closure(DaySpan(day("2026-03-09")), "Wasserschaden")])
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.map(\.key) == ["a"])
        let move = try #require(again.moves.first)
        #expect(move.from?.day == day("2026-03-09") && move.to?.day == day("2026-03-10"))
        #expect(
            move.description
                == "„a“: vom Mo 09.03.2026 auf den Di 10.03.2026, 08:00 verlegt. Mo 09.03.2026: Der Ort ist geschlossen (Wasserschaden)."
        )
        // What was next to it that day stays to the minute.
        #expect(calls(plan, but: "a", day("2026-03-09")) == calls(again.plan, but: "a", day("2026-03-09")))
        #expect(plan.tours.filter { $0.day != day("2026-03-09") }.allSatisfy(again.plan.tours.contains))
    }

    private func calls(_ plan: TourPlan, but key: String, _ day: Day) -> [Call] {
        plan.tours.filter { $0.day == day }.flatMap(\.calls).filter { $0.key != key }
    }

    @Test func kitInRepairIsReplacedByTheOther() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        let used = try #require(plan.tours.first)
        let other = used.kit == "k1" ? "k2" : "k1"
        town.kits = [
            TourKit(key: used.kit, outages: [Closure(DaySpan(used.day), "in Reparatur")]), TourKit(key: other),
        ]
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.count == used.calls.count)
        for move in again.moves {
            #expect(move.from?.day == move.to?.day && move.from?.begin == move.to?.begin)
            #expect(move.to?.kit == other)
            #expect(move.reasons == [.kitOut(used.day, kit: used.kit, reason: "in Reparatur")])
        }
    }

    /// Two tours, one vehicle left: the one with more stops goes out with it, to the minute.
    @Test func withOneVehicleTheBiggerTourStays() throws {
        var town = try town()
        let morning = try open(8, 12)
        town.series = [
            try stop("a", at: 1, .weekly(on: .monday), opening: morning),
            try stop("b", at: 2, .weekly(on: .monday), opening: morning),
            try stop("c", at: 3, .weekly(on: .monday), opening: morning),
        ]
        town.last = "2026-03-08"
        let plan = try town.request().plan(seed: 1, iterations: 30)
        #expect(plan.tours.map(\.stops.count).sorted() == [1, 2])
        let bigger = try #require(plan.tours.first { $0.stops.count == 2 })
        town.vehicles = [
            TourVehicle(key: bigger.vehicle, outages: [Closure(DaySpan(bigger.day), "Unfall")]),
            TourVehicle(key: bigger.vehicle == "v1" ? "v2" : "v1"),
        ]
        let again = try town.request().replan(plan, seed: 1)
        let kept = try #require(again.plan.tours.first { $0.day == bigger.day })
        #expect(kept.calls == bigger.calls && kept.vehicle != bigger.vehicle)
        let moves = again.moves.filter { $0.from?.vehicle == bigger.vehicle }
        #expect(moves.count == 2)
        #expect(moves.allSatisfy { $0.reasons == [.vehicleOut(bigger.day, vehicle: bigger.vehicle, reason: "Unfall")] })
        #expect(again.moves.filter { $0.from?.day != $0.to?.day }.map(\.reasons) == [[.noVehicle(bigger.day)]])
    }

    @Test func publishedKitIsKeptWhenOnlyTheTimeMoves() throws {
        var town = try town()
        town.series = [try stop("c", at: 3, .fortnightly(on: .thursday))]
        town.kits[0] = TourKit(key: "k1", outages: [Closure(try DaySpan(day(town.first), day(town.last)), "Reparatur")])
        let plan = try town.request().plan(seed: 1, iterations: 5)
        #expect(plan.tours.allSatisfy { $0.kit == "k2" })
        town.kits[0] = TourKit(key: "k1")
        town.series = [try stop("c", at: 3, .fortnightly(on: .thursday), opening: open(14, 18))]
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.count == 2 && again.plan.tours.allSatisfy { $0.kit == "k2" })
    }

    @Test func holidayThatWasForgottenMovesToTheNextDay() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        town.closures = [Closure(DaySpan(day("2026-03-02")), "Betriebsausflug")]
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.map(\.to?.day.iso) == ["2026-03-03", "2026-03-03"])
        #expect(again.moves.allSatisfy { $0.reasons == [.dayClosed(day("2026-03-02"), "Betriebsausflug")] })
    }

    @Test func narrowedWindowMovesWithinItsDay() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        town.series[2] = try stop("c", at: 3, .fortnightly(on: .thursday), opening: open(14, 18))
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.map(\.key) == ["c", "c"])
        #expect(again.moves.allSatisfy { $0.from?.day == $0.to?.day && $0.to?.begin == 840 })
        #expect(again.moves[0].description.hasPrefix("„c“: am Do "))
    }

    @Test func whatCannotMoveFallsOutWithBothReasons() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        town.closures = [Closure(try DaySpan(day("2026-03-09"), day("2026-03-13")), "Wahl")]
        town.series[2] = try stop("c", at: 3, .fortnightly(on: .thursday), opening: open(8, 18, [.thursday]))
        let again = try town.request().replan(plan, reach: 2, seed: 1)
        let monday = again.moves.filter { $0.from?.day == day("2026-03-09") }
        #expect(monday.map(\.key).sorted() == ["a", "b"])
        #expect(monday.allSatisfy { $0.to == nil && $0.reasons == [.dayClosed(day("2026-03-09"), "Wahl")] })
        #expect(monday[0].description.contains("Der Termin am Mo 09.03.2026 fällt aus. Mo 09.03.2026: Wahl."))
        #expect(monday.allSatisfy { !$0.obstacles.isEmpty })
    }

    @Test func endedAndNewSeriesAreTold() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        town.series[2] = try stop("d", at: 3, .monthly(2, .friday))
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.filter { $0.to == nil }.map(\.reasons) == [[.seriesEnded], [.seriesEnded]])
        #expect(again.moves.filter { $0.from == nil }.map(\.key) == ["d"])
    }

    @Test func changedPatternSaysSo() throws {
        var town = try town()
        let plan = try town.request().plan(seed: 1, iterations: 20)
        town.series[2] = try stop("c", at: 3, .fortnightly(on: .friday))
        let again = try town.request().replan(plan, seed: 1)
        #expect(again.moves.map(\.key) == ["c", "c"])
        for move in again.moves {
            #expect(move.to?.day.weekday == .friday)
            #expect(move.reasons == [.patternChanged(try #require(move.from).day)])
        }
    }

    /// Towns by chance, changed by chance: the result keeps every rule, says why each date moved, and moves none that could stay.
    @Test func keepsWhatCanStay() throws {
        var (moved, kept) = (0, 0)
        for seed in UInt64(0)..<100 {
            var town = try SmallTown.random(seed: seed)
            let plan = try town.request().plan(seed: seed, iterations: 2)
            var random = SeededRandom(seed: seed)
            let closed = day(town.first).adding(Int.random(in: 0...9, using: &random))
            switch seed % 4 {
            case 0: town.closures.append(Closure(DaySpan(closed), "Streik"))
            case 1:
                town.kits[0] = TourKit(
                    key: town.kits[0].key, equipment: town.kits[0].equipment,
                    outages: town.kits[0].outages + [Closure(try DaySpan(closed, closed.adding(3)), "Reparatur")])
            case 2:
                town.vehicles[0] = TourVehicle(
                    key: "v0", outages: [Closure(try DaySpan(closed, closed.adding(5)), "Unfall")])
            default: town.series.removeLast()
            }
            let request = try town.request()
            let again = request.replan(plan, seed: seed, iterations: 2)
            let found = TourCheck.violations(of: again.plan, for: request, reach: 7)
            #expect(found.isEmpty, "seed \(seed): \(found)")
            #expect(again.moves.allSatisfy { $0.from == nil || !$0.reasons.isEmpty }, "seed \(seed): \(again.moves)")
            let changed = Set(again.moves.compactMap(\.from).map(\.day))
            for tour in plan.tours where !changed.contains(tour.day) && !isNew(tour.day, again) {
                #expect(again.plan.tours.contains(tour), "seed \(seed)")
                kept += 1
            }
            moved += again.moves.count
            // Planning again from the result changes nothing any more.
            let third = request.replan(again.plan, seed: seed + 1, iterations: 2)
            #expect(third.moves.isEmpty, "seed \(seed): \(third.moves)")
        }
        #expect(moved > 30 && kept > 150)
    }

    private func isNew(_ day: Day, _ again: Replanned) -> Bool { again.moves.contains { $0.to?.day == day } }
}
