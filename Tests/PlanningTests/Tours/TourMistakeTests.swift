import Planning
import Testing

@Suite struct TourMistakeTests {
    @Test func impossiblePatternsAreRefused() throws {
        #expect(throws: PatternMistake.weeks(0)) { try StopPattern.every(0, on: nil) }
        #expect(throws: PatternMistake.weeks(27)) { try StopPattern.every(27, on: .monday) }
        #expect(throws: PatternMistake.nth(6)) { try StopPattern.monthly(6, .monday) }
        #expect(throws: PatternMistake.noDates) { try StopPattern.dates([]) }
        #expect(throws: PatternMistake.twice(day("2026-03-02"))) {
            try StopPattern.dates([day("2026-03-02"), day("2026-03-02")])
        }
        #expect(throws: PatternMistake.bookings(needed: 0, booked: 1)) {
            try StopPattern.onDemand(needed: 0, booked: 1, within: DaySpan(day("2026-03-02")))
        }
    }

    @Test(arguments: [
        (PatternMistake.nth(6), "Einen 6. Wochentag im Monat kann es nicht geben. Erlaubt ist der 1. bis 5."),
        (.weeks(0), "Einen Halt alle 0 Wochen kann es nicht geben. Erlaubt ist ein Abstand von 1 bis 26 Wochen."),
    ])
    func patternsSayWhatIsAllowed(mistake: PatternMistake, text: String) { #expect(mistake.description == text) }

    @Test func stopsThatCannotBeAreRefused() throws {
        #expect(throws: TourMistake.neverOpen("a", .sunday)) { try stop("a", at: 1, .weekly(on: .sunday)) }
        #expect(throws: TourMistake.windowTooShort("a", longest: 60, needed: 90)) {
            try stop("a", at: 1, .weekly(on: .monday), opening: open(8, 9))
        }
        #expect(throws: TourMistake.stretch("a", 430)) { try stop("a", at: 1, .weekly(on: .monday), serving: 400) }
        #expect(throws: TourMistake.shift("a", 3)) { try stop("a", at: 1, .weekly(on: .monday), shift: 4) }
        #expect(throws: TourMistake.duration("a")) { try stop("a", at: 1, .weekly(on: .monday), serving: 5) }
        #expect(
            TourMistake.neverOpen("a", .sunday).description
                == "„a“ soll am Sonntag stattfinden, der Ort ist dann aber nie offen. Ändern Sie Muster oder Zeitfenster."
        )
    }

    @Test func tablesWithHolesAreRefused() {
        #expect(throws: TourMistake.tableSize(2)) {
            try DrivingTable(places: ["a", "b"], minutes: [[0, 1], [1]], metres: [[0, 1], [1, 0]])
        }
        #expect(throws: TourMistake.tableEntry("a", "b")) {
            try DrivingTable(places: ["a", "b"], minutes: [[0, -1], [1, 0]], metres: [[0, 1], [1, 0]])
        }
        #expect(throws: TourMistake.tableEntry("b", "b")) {
            try DrivingTable(places: ["a", "b"], minutes: [[0, 1], [1, 5]], metres: [[0, 1], [1, 0]])
        }
        #expect(throws: TourMistake.placeTwice) {
            try DrivingTable(places: ["a", "a"], minutes: [[0, 1], [1, 0]], metres: [[0, 1], [1, 0]])
        }
    }

    @Test func framesKeepTheLaw() {
        #expect(throws: TourMistake.frameWithoutRest(781)) { try TourFrame(earliest: 360, latest: 1141) }
        #expect(throws: TourMistake.longestWork(601)) { try TourFrame(longestWork: 601) }
        #expect(throws: TourMistake.frame) { try TourFrame(earliest: 600, latest: 600) }
    }

    @Test func requestsThatContradictThemselvesAreRefused() throws {
        let a = try stop("a", at: 1, .weekly(on: .monday))
        #expect(throws: TourMistake.twice("a")) { try SmallTown(series: [a, a]).request() }
        #expect(throws: TourMistake.unknownPlace("b", "p9")) {
            try SmallTown(series: [stop("b", at: 9, .weekly(on: .monday))]).request()
        }
        #expect(throws: TourMistake.noKit) { try SmallTown(series: [a], kits: []).request() }
        #expect(throws: TourMistake.noVehicle) { try SmallTown(series: [a], vehicles: []).request() }
        #expect(throws: TourMistake.crews(0)) { try SmallTown(series: [a], crews: 0).request() }
        #expect(throws: TourMistake.horizon(730)) { try SmallTown(last: "2028-02-29", series: [a]).request() }
    }
}
