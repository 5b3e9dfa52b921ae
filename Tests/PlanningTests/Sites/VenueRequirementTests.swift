import Planning
import Testing

@Suite struct VenueRequirementTests {
    private static func venue(
        _ facilities: CandidateVenue.Facilities, opening: WeeklyOpening? = nil, isRoom: Bool = true
    ) -> CandidateVenue {
        CandidateVenue(
            key: "h", title: "H", point: nil, isRoom: isRoom, facilities: facilities, opening: opening)
    }

    private static func measured(_ kilobits: Int) -> NetworkMeasurement? {
        Day(iso: "2026-03-12").flatMap { NetworkMeasurement(bars: 1, kilobits: kilobits, day: $0) }
    }

    @Test(arguments: [
        (VenueRequirement.power, Bool?.none, VenueRequirement.Answer.unknown("Strom")),
        (.power, true, .met), (.power, false, .unmet("kein Strom")),
        (.barrierFree, false, .unmet("nicht barrierefrei")), (.heating, false, .unmet("keine Heizung")),
        (.privacy, false, .unmet("kein vertrauliches Gespräch möglich")), (.privacy, true, .met),
        (.heating, nil, .unknown("Heizung")), (.barrierFree, nil, .unknown("barrierefrei")),
    ])
    func yesNoAndNobodyKnows(requirement: VenueRequirement, is answer: Bool?, becomes: VenueRequirement.Answer) {
        let venue = Self.venue(.init(hasPower: answer, isBarrierFree: answer, isHeated: answer, isPrivate: answer))
        #expect(requirement.answer(of: venue) == becomes)
    }

    @Test(arguments: [
        (Int?.none, VenueRequirement.Answer.unknown("Netz")), (1000, .met),
        (999, .unmet("Netz zu schwach (999 kbit/s am Do 12.03.2026, verlangt sind 1000)")),
        (0, .unmet("kein Netz (gemessen am Do 12.03.2026)")),
    ])
    func theNetworkAsMeasured(kilobits: Int?, becomes: VenueRequirement.Answer) {
        let venue = Self.venue(.init(network: kilobits.flatMap(Self.measured)))
        #expect(VenueRequirement.network(kilobits: 1000).answer(of: venue) == becomes)
    }

    @Test func openingCostAndRoom() throws {
        let opening = try WeeklyOpening([.monday: [TimeWindow(480, 600)], .friday: [TimeWindow(540, 780)]])
        let venue = Self.venue(.init(cost: 2550), opening: opening, isRoom: false)
        #expect(VenueRequirement.open(minutes: 240).answer(of: venue) == .met)
        #expect(
            VenueRequirement.open(minutes: 241).answer(of: venue)
                == .unmet("höchstens 240 Minuten am Stück offen, verlangt sind 241"))
        #expect(VenueRequirement.cost(cents: 2550).answer(of: venue) == .met)
        #expect(
            VenueRequirement.cost(cents: 2000).answer(of: venue) == .unmet("zu teuer (25,50 €, höchstens 20,00 €)"))
        #expect(VenueRequirement.room.answer(of: venue) == .unmet("kein Raum"))
        #expect(VenueRequirement.open(minutes: 1).answer(of: Self.venue(.init())) == .unknown("Öffnungszeiten"))
        #expect(VenueRequirement.cost(cents: 1).answer(of: Self.venue(.init())) == .unknown("Kosten"))
    }

    @Test func whatIsNoMeasurement() throws {
        let day = try #require(Day(iso: "2026-03-12"))
        #expect(NetworkMeasurement(bars: 6, kilobits: 1, day: day) == nil)
        #expect(NetworkMeasurement(bars: 1, kilobits: -1, day: day) == nil)
    }
}
