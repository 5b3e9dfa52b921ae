import Casework
import Testing
import Town

@Suite struct VenueFacilitiesTests {
    private func venue(saying statement: String) throws -> Venue {
        let files = try #require(SmallTown.changed("venues.yaml", "note: ohne Dach", "note: ohne Dach\(statement)"))
        let check = TownFolder.load(files: files)
        #expect(check.mistakes.map(\.description) == [])
        return try #require(check.town?.venue("haltestelle"))
    }

    @Test func whatNobodyLookedAtIsNotNo() throws {
        let venue = try venue(saying: "")
        let has = venue.facilities
        #expect(has.hasPower == nil && has.isBarrierFree == nil && has.isHeated == nil && has.isPrivate == nil)
        #expect(has.network == nil && has.keyHolder == nil && has.cost == nil && has.opening.isEmpty)
        #expect(venue.coordinates == nil)
    }

    @Test func everythingThatMatters() throws {
        let venue = try venue(
            saying: """
                , latitude: 51.9, longitude: 12.6, power: true, network: {bars: 0, kilobits: 0, measured: 2026-03-12}, \
                barrierFree: false, heating: true, privacy: false, keyHolder: Ortsbürgermeisteramt, cost: 25.5, \
                open: [{weekday: friday, from: 08:00, until: 12:30}, {weekday: monday, from: "13:00", until: "24:00"}]
                """)
        let has = venue.facilities
        #expect(has.hasPower == true && has.isBarrierFree == false && has.isHeated == true && has.isPrivate == false)
        #expect(has.network?.bars == 0 && has.network?.kilobits == 0)
        #expect(has.network?.measured == CalendarDate(iso: "2026-03-12"))
        #expect(has.keyHolder == "Ortsbürgermeisteramt" && has.cost == Money(cents: 2550))
        #expect(has.opening.map(\.weekday) == [.monday, .friday])
        #expect(has.opening.map(\.from) == [780, 480] && has.opening.map(\.until) == [1440, 750])
        #expect(venue.coordinates?.latitude == 51.9 && venue.coordinates?.longitude == 12.6)
    }
}
