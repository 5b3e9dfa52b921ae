import Testing

@testable import Planning

/// The checker must see each kind of damage: a plan that is right is broken in one place.
@Suite struct TourCheckTests {
    private func damaged(_ change: (inout TourPlan) -> Void) throws -> Set<TourViolation.Rule> {
        let errand = try Errand(key: "Post", place: "p1", duration: 10, opening: open(), timing: .every(days: 14))
        let town = SmallTown(
            kilometres: [0, 10, 20, 30, 200],
            series: [
                try stop("a", at: 1, .weekly(on: .monday), closures: [Closure(DaySpan(day("2026-03-04")), "zu")]),
                try stop("b", at: 2, .weekly(on: .monday), equipment: ["Terminal"]),
                try stop("c", at: 3, .monthly(2, .wednesday)),
            ], errands: [errand],
            kits: [
                TourKit(
                    key: "k1", equipment: ["Terminal"], outages: [Closure(DaySpan(day("2026-03-12")), "Reparatur")]),
                TourKit(key: "k2"),
            ], vehicles: [TourVehicle(key: "v1"), TourVehicle(key: "v2")],
            closures: [Closure(DaySpan(day("2026-03-10")), "Feiertag")], frame: try TourFrame(latest: 1080))
        let request = try town.request()
        var plan = request.plan(seed: 1, iterations: 20)
        #expect(TourCheck.violations(of: plan, for: request) == [])
        change(&plan)
        return Set(TourCheck.violations(of: plan, for: request).map(\.rule))
    }

    private func shifted(_ tour: inout Tour, by minutes: Int) {
        tour.begin += minutes
        tour.end += minutes
        for index in tour.calls.indices {
            tour.calls[index].begin += minutes
            tour.calls[index].end += minutes
        }
        for index in tour.breaks.indices {
            tour.breaks[index].from += minutes
            tour.breaks[index].until += minutes
        }
    }

    @Test func seesEveryKindOfDamage() throws {
        #expect(try damaged { $0.tours[0].day = day("2026-04-06") }.contains(.horizon))
        #expect(try damaged { $0.tours[0].day = day("2026-03-10") }.contains(.closed))
        #expect(try damaged { $0.tours[0].day = day("2026-03-04") }.contains(.closed))
        #expect(try damaged { $0.tours[0].day = day("2026-03-12") }.contains(.kit))
        #expect(try damaged { $0.tours[0].kit = "k9" } == [.kit])
        #expect(try damaged { $0.tours[0].kit = "k2" } == [.equipment])
        #expect(try damaged { $0.tours[0].vehicle = "" } == [.vehicle])
        #expect(
            try damaged { plan in plan.tours.append(plan.tours[0]) }.isSuperset(of: [.kit, .vehicle, .crews, .pattern]))
        #expect(try damaged { shifted(&$0.tours[0], by: -120) }.isSuperset(of: [.frame, .window]))
        #expect(try damaged { shifted(&$0.tours[0], by: 720) }.isSuperset(of: [.frame, .window]))
        #expect(try damaged { shifted(&$0.tours[0], by: 7) } == [.raster])
        #expect(try damaged { $0.tours[0].calls[0].end += 15 }.isSuperset(of: [.duration, .way]))
        #expect(try damaged { $0.tours[0].begin += 5 } == [.way])
        #expect(try damaged { $0.tours[0].driving += 1 } == [.figures])
        #expect(try damaged { $0.tours[0].metres -= 1 } == [.figures])
        #expect(try damaged { $0.tours[0].end += 300 }.contains(.breaks))
        #expect(try damaged { $0.tours[0].breaks = [Pause(from: 500, until: 505)] }.contains(.breaks))
        #expect(try damaged { $0.tours[0].end = 1080 + 60 }.contains(.workingTime) == true)
        #expect(try damaged { $0.tours.removeAll { $0.day == day("2026-03-11") } } == [.missing])
        #expect(try damaged { $0.tours[0].calls.removeAll { $0.key == "b" } }.isSuperset(of: [.missing, .figures]))
        #expect(try damaged { $0.tours.removeLast() }.contains(.missing))
        #expect(try damaged { $0.tours[1].calls[0].due = day("2026-03-10") }.contains(.pattern))
        #expect(
            try damaged { $0.unplanned = [Unplanned(kind: .stop, key: "c", due: day("2026-03-11"), hindrances: [])] }
                .isSuperset(of: [.missing, .pattern]))
        #expect(
            try damaged { plan in
                for index in plan.tours.indices { plan.tours[index].calls.removeAll { $0.kind == .errand } }
            }.contains(.errand))
        #expect(
            try damaged { plan in
                for index in plan.tours.indices { plan.tours[index].calls.removeAll { $0.kind == .stop } }
            }.contains(.alone))
        #expect(try damaged { $0.tours[0].calls[0].key = "x" }.contains(.missing))
        #expect(
            try damaged { plan in
                plan.tours[0].end = 1440
                plan.tours[1].day = plan.tours[0].day.adding(1)
            }.contains(.rest))
    }
}
