import Testing

@testable import Planning

@Suite struct DemandModelTests {
    static let now = NeedTests.january

    static func districts() throws -> [DemandDistrict] {
        [
            DemandDistrict(key: "dorf", population: try Population(total: 1_500), hallMinutes: 20),
            DemandDistrict(key: "weiler", population: try Population(total: nil), hallMinutes: 25),
        ]
    }

    static func stops() throws -> [DemandStop] {
        [
            try DemandStop(key: "saal", minutes: [5, 12]), try DemandStop(key: "heim", minutes: [12, 5]),
        ]
    }

    static func past(_ count: Int, visits: Int, stop: String = "saal") throws -> [PastOuting] {
        try (1...max(1, count)).prefix(count).map { back in
            try PastOuting(
                DemandOuting(stop: stop, month: now.adding(-back), hours: 4),
                visits: ["personalausweis": visits - visits / 3, "anmeldung": visits / 3])
        }
    }

    private func forecast(
        past: [PastOuting] = [], expiries: ExpiryCounts? = nil, bookable: Bool = true, months: Int = 1
    )
        throws -> DemandForecast
    {
        let planned = try Self.now.following(months).flatMap { month in
            try ["saal", "heim"].map {
                try DemandOuting(stop: $0, month: month, hours: 4, isBookable: bookable)
            }
        }
        let model = try DemandModel(
            districts: Self.districts(), stops: Self.stops(), expiries: expiries, past: past, planned: planned,
            now: Self.now)
        return try model.forecast(months: Self.now.following(months), planned: planned)
    }

    @Test func inhabitantsAloneAreEnough() throws {
        let forecast = try forecast(months: 3)
        #expect(forecast.needs.count == 2 * 12 * 3)
        #expect(forecast.visits.count == 2 * 13 * 3)
        #expect(forecast.outings.count == 6 && forecast.totals.count == 3)
        for outing in forecast.outings {
            #expect(outing.distribution.interval(0.8).upperBound > 3)
            #expect(abs(outing.services.reduce(0, +) - outing.distribution.mean) < 1e-6)
        }
        // More people, more visits.
        let medians = forecast.outings.prefix(2).map { $0.distribution.quantile(0.5) }
        #expect(medians[0] > medians[1])
    }

    /// What comes from the districts is what goes to the outings, before the stops are told apart.
    @Test func districtsAndOutingsAddUp() throws {
        let outings = try ["saal", "heim"].map { try DemandOuting(stop: $0, month: Self.now, hours: 4) }
        let catchments = Catchments(
            districts: try Self.districts(), stops: try Self.stops(), need: NeedModel(expiries: nil))
        let expected = catchments.expected(of: outings).flatMap { $0 }.reduce(0, +)
        let drawn = catchments.shares(of: outings)
        var sum = 0.0
        for (position, district) in try Self.districts().enumerated() {
            let needs = NeedModel(expiries: nil).needs(of: district, in: Self.now).reduce(0) { $0 + $1.mean }
            sum += needs * drawn[position].reduce(0, +)
            #expect(drawn[position].reduce(0, +) < 1)
        }
        #expect(abs(sum - expected) < 1e-9)
    }

    @Test func countsMakeItSurerAndMoveIt() throws {
        func width(_ forecast: DemandForecast) -> Int {
            let interval = forecast.outings[0].distribution.interval(0.8)
            return interval.upperBound - interval.lowerBound
        }
        let nothing = try forecast()
        let some = try forecast(past: Self.past(3, visits: 6))
        let more = try forecast(past: Self.past(18, visits: 6))
        #expect(width(nothing) > width(some) && width(some) > width(more))
        #expect((4...8).contains(more.outings[0].distribution.quantile(0.5)))
        // The other stop follows, less surely.
        let busy = try forecast(past: Self.past(18, visits: 30))
        #expect(busy.outings[1].distribution.quantile(0.5) > nothing.outings[1].distribution.quantile(0.5))
        // Services follow what was counted.
        let services = DemandForecast.services
        let card = try #require(services.firstIndex(of: "personalausweis"))
        let other = try #require(services.firstIndex(of: "beglaubigung"))
        func share(_ service: Int, _ forecast: DemandForecast) -> Double {
            forecast.outings[0].services[service] / forecast.outings[0].distribution.mean
        }
        #expect(share(card, more) > 1.5 * share(card, nothing))
        #expect(share(other, more) < 0.7 * share(other, nothing))
    }

    @Test func oldCountsCountLess() throws {
        let long = try Self.past(6, visits: 30).map { past in
            try PastOuting(
                DemandOuting(stop: "saal", month: past.outing.month.adding(-120), hours: 4), visits: past.visits)
        }
        let fresh = try forecast(past: Self.past(6, visits: 30)).outings[0].distribution.quantile(0.5)
        let old = try forecast(past: long).outings[0].distribution.quantile(0.5)
        let none = try forecast().outings[0].distribution.quantile(0.5)
        #expect(old < fresh && old <= none + (fresh - none) / 3)
    }

    @Test func whatHasNotHappenedYetIsNotKnown() throws {
        let future = try PastOuting(
            DemandOuting(stop: "saal", month: Self.now, hours: 4), visits: ["personalausweis": 500])
        #expect(try forecast(past: [future]).outings[0].distribution == forecast().outings[0].distribution)
    }

    @Test func openStopsDrawLessAndAreLessSure() throws {
        let (open, booked) = (try forecast(bookable: false).outings[0], try forecast().outings[0])
        #expect(open.distribution.quantile(0.5) < booked.distribution.quantile(0.5))
        let relative = { (law: CountDistribution) in Double(law.quantile(0.9)) / max(1, Double(law.quantile(0.5))) }
        #expect(relative(open.distribution) > relative(booked.distribution))
    }

    @Test(arguments: [(5.0, 5.0, 20.0), (12, 13, 20), (30, 60, 20), (10, 10.5, 3)])
    func aLongerWayDrawsLess(_ near: Double, _ far: Double, _ hall: Double) {
        let (here, there) = (Uptake.pull(hall: hall, stop: near), Uptake.pull(hall: hall, stop: far))
        #expect(near == far ? here == there : here > there)
        #expect(here > 0 && here < 1)
        #expect(Uptake.pull(hall: hall + 10, stop: near) > here)
    }

    @Test func theReferenceStopHasThePublishedVisits() throws {
        let people = try Population(total: Int(Assumptions.referenceInhabitants.value))
        let district = DemandDistrict(key: "bezug", population: people, hallMinutes: nil)
        let stop = try DemandStop(key: "halt", minutes: [Assumptions.ownDistrictMinutes.value])
        let catchments = Catchments(districts: [district], stops: [stop], need: NeedModel(expiries: nil))
        // A year, without the exchange of licences, which has its own deadlines.
        let year = try Self.now.following(12).map {
            try DemandOuting(stop: "halt", month: $0, hours: Assumptions.referenceHours.value)
        }
        let visits = catchments.expected(of: year).reduce(0) { $0 + $1.dropLast().reduce(0, +) }
        #expect(abs(visits / 12 - Assumptions.referenceVisits.value) < 1e-6)
    }

    @Test func theSameAgainIsTheSame() throws {
        let past = try Self.past(5, visits: 7) + Self.past(4, visits: 2, stop: "heim")
        let (one, two) = (try forecast(past: past), try forecast(past: past))
        #expect(one.outings.map(\.distribution) == two.outings.map(\.distribution))
        #expect(one.visits.map(\.distribution) == two.visits.map(\.distribution))
        #expect(one.totals.map(\.distribution) == two.totals.map(\.distribution))
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let (districts, stops) = (try Self.districts(), try Self.stops())
        #expect(throws: DemandMistake.noDistricts) { try DemandModel(districts: [], stops: [], now: Self.now) }
        #expect(throws: DemandMistake.travel(stop: "x")) {
            try DemandModel(districts: districts, stops: [DemandStop(key: "x", minutes: [1])], now: Self.now)
        }
        #expect(throws: DemandMistake.travel(stop: "x")) { try DemandStop(key: "x", minutes: [1, .nan]) }
        #expect(throws: DemandMistake.unknownStop("nirgends")) {
            let outing = try DemandOuting(stop: "nirgends", month: Self.now, hours: 1)
            return try DemandModel(districts: districts, stops: stops, planned: [outing], now: Self.now)
        }
        #expect(throws: DemandMistake.outing) { try DemandOuting(stop: "saal", month: Self.now, hours: 0) }
        #expect(throws: DemandMistake.unknownDistrict("mond")) {
            let cell = try ExpiryCounts.Cell(
                district: "mond", document: .passport, months: Self.now...Self.now, count: 5)
            return try DemandModel(
                districts: districts, stops: stops,
                expiries: ExpiryCounts(cells: [cell], months: Self.now...Self.now), now: Self.now)
        }
        #expect(throws: DemandMistake.tooManyMonths) {
            try DemandModel(districts: districts, stops: stops, now: Self.now).forecast(months: [], planned: [])
        }
    }

    @Test func aForecastCanBeStopped() throws {
        let model = try DemandModel(districts: Self.districts(), stops: Self.stops(), now: Self.now)
        let watch = Watch(shouldStop: { true })
        let forecast = try model.forecast(months: Self.now.following(3), planned: [], watch: watch)
        #expect(forecast.needs.isEmpty && forecast.totals.isEmpty)
    }
}

@Suite struct BackTestTests {
    /// A small one; the table in Documentation/Demand.md is of a large one.
    @Test func intervalsHoldAboutWhatTheySayOnHistoriesOfAnotherModel() throws {
        let found = try #require(try BackTest(seed: 11, histories: 2, stops: 3, months: 9, known: 3).run())
        #expect(found.histories == 2 && found.forecasts == 2 * 3 * 6)
        #expect(abs(found.tenths.reduce(0, +) - 1) < 1e-9)
        for coverage in found.coverage {
            #expect(coverage.stated >= coverage.nominal - 1e-9)
            #expect(abs(coverage.reached - coverage.stated) < 0.25)
        }
        #expect(found.score < found.naiveScore * 1.3)
        #expect(try BackTest(seed: 11, histories: 2, stops: 3, months: 9, known: 3).run() == found)
    }

    @Test func stoppedBeforeTheFirstHistoryThereIsNothing() throws {
        #expect(try BackTest(seed: 1).run(watch: Watch(shouldStop: { true })) == nil)
    }
}
