import Testing

@testable import Planning

@Suite struct TourPlanTests {
    @Test func oneStopGoesOutAndComesBack() throws {
        let town = SmallTown(series: [try stop("a", at: 1, .weekly(on: .tuesday))])
        let plan = try town.request().plan(seed: 1, iterations: 5)
        #expect(plan.tours.map(\.day.iso) == ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24"])
        let tour = try #require(plan.tours.first)
        // 10 minutes to load, 10 to drive, the room from 8:00, people from 8:15.
        #expect(tour.begin == 460 && tour.end == 590 && tour.driving == 20 && tour.metres == 20_000)
        #expect(tour.calls == [Call(kind: .stop, key: "a", due: day("2026-03-03"), begin: 480, end: 570)])
        #expect(plan.unplanned.isEmpty)
    }

    /// On a line, out and back once is best: 2 × 30 km however the stops lie between.
    @Test func stopsOnOneWayShareATour() throws {
        let series = try [(3, "c"), (1, "a"), (2, "b")].map { try stop($1, at: $0, .weekly(on: .monday)) }
        let town = SmallTown(last: "2026-03-08", series: series, frame: try TourFrame(raster: 5))
        let plan = try town.request().plan(seed: 4, iterations: 30)
        #expect(plan.tours.count == 1)
        #expect(plan.metres == 60_000)
        #expect(plan.work == 3 * 90 + 60 + 20)
        #expect(["abc", "cba"].contains(plan.tours[0].calls.map(\.key).joined()))
    }

    /// Both are free in the weekday: together is the cheapest.
    @Test func freeWeekdaysFindTogether() throws {
        let series = try [2, 3].map { try stop("s\($0)", at: $0, .fortnightly(on: nil)) }
        let plan = try SmallTown(series: series).request().plan(seed: 2, iterations: 30)
        #expect(plan.tours.count == 2)
        #expect(plan.tours.allSatisfy { $0.stops.count == 2 })
    }

    @Test func windowsDecideTheOrder() throws {
        let series = [
            try stop("late", at: 1, .weekly(on: .monday), opening: open(13, 15)),
            try stop("early", at: 3, .weekly(on: .monday), opening: open(8, 10)),
        ]
        let plan = try SmallTown(last: "2026-03-08", series: series).request().plan(seed: 1, iterations: 10)
        #expect(plan.tours.map { $0.calls.map(\.key) } == [["early", "late"]])
    }

    /// Easter Monday 2026 is the first Monday of April: with no leave to move, the stop falls out and says so.
    @Test func holidayWithoutShiftIsNamed() throws {
        let easter = Closure(DaySpan(day("2026-04-06")), "Ostermontag")
        let town = SmallTown(
            first: "2026-04-01", last: "2026-05-31", series: [try stop("a", at: 1, .monthly(1, .monday))],
            closures: [easter])
        let plan = try town.request().plan(seed: 1, iterations: 5)
        #expect(plan.tours.map(\.day.iso) == ["2026-05-04"])
        #expect(plan.unplanned.map(\.due) == [day("2026-04-06")])
        #expect(plan.unplanned.flatMap(\.reasons) == ["Mo 06.04.2026: Ostermontag."])
    }

    @Test func holidayWithShiftMovesToTheNextDay() throws {
        let easter = Closure(DaySpan(day("2026-04-06")), "Ostermontag")
        let town = SmallTown(
            first: "2026-04-01", last: "2026-05-31", series: [try stop("a", at: 1, .monthly(1, .monday), shift: 2)],
            closures: [easter])
        let plan = try town.request().plan(seed: 1, iterations: 5)
        #expect(plan.tours.map(\.day.iso) == ["2026-04-07", "2026-05-04"])
        #expect(plan.tours[0].calls[0].due == day("2026-04-06"))
    }

    @Test func movedDatesOfOneSeriesNeverMeet() throws {
        let pattern = try StopPattern.dates([day("2026-03-02"), day("2026-03-03")])
        let town = SmallTown(
            last: "2026-03-08", series: [try stop("a", at: 1, pattern, shift: 3)],
            closures: [Closure(DaySpan(day("2026-03-02")), "Streik")])
        #expect(try town.request().plan(seed: 1, iterations: 5).tours.map(\.day.iso) == ["2026-03-03", "2026-03-04"])
    }

    /// One tour would be cheaper, but each pattern has its day.
    @Test func patternsAreKeptThoughMovingWouldSave() throws {
        let series = [
            try stop("a", at: 3, .weekly(on: .monday), shift: 3), try stop("b", at: 3, .weekly(on: .tuesday), shift: 3),
        ]
        let plan = try SmallTown(last: "2026-03-08", series: series).request().plan(seed: 1, iterations: 20)
        #expect(plan.tours.map(\.day.iso) == ["2026-03-02", "2026-03-03"])
    }

    @Test func moreThanSixHoursHaveABreak() throws {
        let series = try (1...3).map { try stop("s\($0)", at: $0, .weekly(on: .monday), serving: 100) }
        let town = SmallTown(last: "2026-03-08", series: series, frame: try TourFrame(raster: 5))
        let plan = try town.request().plan(seed: 1, iterations: 10)
        let tour = try #require(plan.tours.first)
        #expect(tour.work == 3 * 130 + 60 + 20)
        #expect(tour.breaks.map { $0.until - $0.from } == [30])
    }

    @Test func errandsRideAlongInTime() throws {
        let errand = try Errand(
            key: "Post", place: "p1", duration: 10, opening: open(),
            timing: .once(DaySpan(day("2026-03-09"), day("2026-03-13"))))
        let town = SmallTown(series: [try stop("a", at: 2, .weekly(on: .wednesday))], errands: [errand])
        let plan = try town.request().plan(seed: 1, iterations: 10)
        #expect(plan.tours.filter { $0.calls.contains { $0.kind == .errand } }.map(\.day.iso) == ["2026-03-11"])
    }

    @Test func errandWithoutTourIsNamed() throws {
        let errand = try Errand(
            key: "Post", place: "p1", duration: 10, opening: open(),
            timing: .once(DaySpan(day("2026-03-09"), day("2026-03-10"))))
        let town = SmallTown(series: [try stop("a", at: 2, .weekly(on: .wednesday))], errands: [errand])
        let plan = try town.request().plan(seed: 1, iterations: 10)
        #expect(plan.unplanned.map(\.key) == ["Post"])
        #expect(
            plan.unplanned[0].reasons == [
                "Mo 09.03.2026: Es fährt keine Tour, mit der sie erledigt werden kann.",
                "Di 10.03.2026: Es fährt keine Tour, mit der sie erledigt werden kann.",
            ])
    }

    @Test(
        "What cannot be planned is named with its reason",
        arguments: [
            ("kit", "Mo 02.03.2026: Koffer „k1“ fehlt (in Reparatur)."),
            ("vehicle", "Mo 02.03.2026: Fahrzeug „v1“ fehlt (Inspektion)."),
            ("venue", "Mo 02.03.2026: Der Ort ist geschlossen (Wasserschaden)."),
            ("equipment", "Mo 02.03.2026: Es ist kein Koffer mit Terminal frei."),
            ("far", "Mo 02.03.2026: Fahrt und Halt passen nicht in die Arbeitszeit."),
            ("bookings", "Es sind 2 Anmeldungen da, gefahren wird ab 6."),
            ("fifth", "Im Zeitraum liegt kein Tag dieses Musters."),
            ("crew", "Mo 02.03.2026: Alle Sachbearbeiterinnen und Sachbearbeiter sind auf Tour."),
        ])
    func saysWhy(what: String, reason: String) throws {
        var town = SmallTown(last: "2026-03-08")
        let monday = DaySpan(day("2026-03-02"))
        var a = try stop("a", at: 1, .weekly(on: .monday))
        switch what {
        case "kit": town.kits = [TourKit(key: "k1", outages: [Closure(monday, "in Reparatur")])]
        case "vehicle": town.vehicles = [TourVehicle(key: "v1", outages: [Closure(monday, "Inspektion")])]
        case "venue": a = try stop("a", at: 1, .weekly(on: .monday), closures: [Closure(monday, "Wasserschaden")])
        case "equipment": a = try stop("a", at: 1, .weekly(on: .monday), equipment: ["Terminal"])
        case "far": town.kilometres = [0, 400]
        case "bookings": a = try stop("a", at: 1, .onDemand(needed: 6, booked: 2, within: monday))
        case "fifth": a = try stop("a", at: 1, .monthly(5, .monday))
        default:
            town.kits.append(TourKit(key: "k2"))
            town.vehicles.append(TourVehicle(key: "v2"))
            town.series = [try stop("b", at: 2, .weekly(on: .monday), opening: open(8, 10))]
            a = try stop("a", at: 1, .weekly(on: .monday), opening: open(8, 10))
        }
        town.series.append(a)
        let request = try town.request()
        let plan = request.plan(seed: 1, iterations: 5)
        #expect(plan.unplanned.map(\.reasons) == [[reason]])
        #expect(TourCheck.violations(of: plan, for: request).isEmpty)
    }

    @Test func sameSeedSamePlan() throws {
        let request = try SmallTown.random(seed: 12).request()
        #expect(request.plan(seed: 5, iterations: 20) == request.plan(seed: 5, iterations: 20))
    }

    @Test func stopsWhenTold() throws {
        let request = try SmallTown.random(seed: 12).request()
        let stopped = request.plan(seed: 5, iterations: 1_000_000, watch: Watch(shouldStop: { true }))
        #expect(stopped == request.plan(seed: 5, iterations: 0))
    }

    @Test func neverBreaksARule() throws {
        var stops = 0
        for seed in UInt64(0)..<200 {
            let request = try SmallTown.random(seed: seed).request()
            let plan = request.plan(seed: seed, iterations: 4)
            let found = TourCheck.violations(of: plan, for: request)
            #expect(found.isEmpty, "seed \(seed): \(found)")
            stops += plan.tours.reduce(0) { $0 + $1.stops.count }
        }
        #expect(stops > 400)
    }

    @Test func searchingIsNeverWorse() throws {
        for seed in UInt64(0)..<10 {
            let request = try SmallTown.random(seed: seed).request()
            let (draft, searched) = (request.plan(seed: 1, iterations: 0), request.plan(seed: 1, iterations: 30))
            #expect(searched.unplanned.count <= draft.unplanned.count, "seed \(seed)")
        }
    }
}
