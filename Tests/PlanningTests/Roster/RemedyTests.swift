import Testing

@testable import Planning

@Suite struct RemedyTests {
    private let small = SmallRoster.self
    private let monday = DaySpan(Day(number: 20_514))

    private func stops(_ booked: Int, next: Int?) -> [Duty.Stop] {
        [Duty.Stop(key: "Grabo", booked: booked, next: next.map { Day(number: 20_514 + $0) })]
    }

    @Test func theOneWithTheFewestOutingsStepsIn() throws {
        let clerks =
            try small.clerks("a", "b") + [
                RosterClerk(key: "c", outingsBefore: 5), RosterClerk(key: "d", outingsBefore: 1),
            ]
        let request = try RosterRequest(duties: [small.duty("x", 0), small.duty("y", 3)], clerks: clerks)
        let roster = Roster(crews: ["x": ["a", "b"], "y": ["b", "c"]], open: [])
        let (sick, after) = request.remedies(whenIll: "a", monday, in: roster)
        #expect(sick.map(\.duty) == ["x"])
        #expect(sick[0].remedies.map(\.way) == [.substitute("d"), .substitute("c"), .cancel])
        #expect(after.crews == ["x": ["b", "d"], "y": ["b", "c"]])
        #expect(RosterCheck.violations(of: after, for: request).isEmpty)
    }

    @Test func whoCannotStepInIsNamedWithTheReason() throws {
        let clerks =
            try small.clerks("a", "b") + [
                RosterClerk(key: "c", absences: [monday]), RosterClerk(key: "d", weekdays: [.friday]),
            ]
        let request = try RosterRequest(duties: [small.duty("x", 0, stops: stops(4, next: 28))], clerks: clerks)
        let (sick, after) = request.remedies(whenIll: "a", monday, in: Roster(crews: ["x": ["a", "b"]], open: []))
        #expect(sick[0].refused.map(\.description) == ["c ist abwesend.", "d arbeitet am Montag nicht."])
        #expect(sick[0].remedies.map(\.way) == [.cancel])
        #expect(
            sick[0].remedies[0].description
                == "Die Tour x fällt aus: 4 Angemeldete. Nächste Termine: Grabo Mo 30.03.2026.")
        #expect(after.crews.isEmpty && after.open.map(\.duty) == ["x"])
    }

    /// Only a driver of the other tour can drive, and there somebody else can take her place.
    @Test func aThirdFillsThePlaceOfWhoChangesOver() throws {
        let clerks = try [("a", ["Fahren"]), ("b", []), ("c", ["Fahren"]), ("d", []), ("e", [])].map {
            try RosterClerk(key: $0, qualifications: Set($1))
        }
        let duties = [try small.duty("x", 0, needs: ["Fahren"]), try small.duty("y", 0)]
        let request = try RosterRequest(duties: duties, clerks: clerks)
        let roster = Roster(crews: ["x": ["a", "b"], "y": ["c", "d"]], open: [])
        let (sick, after) = request.remedies(whenIll: "a", monday, in: roster)
        #expect(sick[0].remedies.first?.way == .exchange(mover: "c", from: "y", filler: "e"))
        #expect(after.crews == ["x": ["b", "c"], "y": ["d", "e"]])
    }

    /// The other tour begins late enough after her evening before, the one that lost somebody does not.
    @Test func whoLacksHerRestDoesNotChangeOver() throws {
        let clerks = try [("a", ["Fahren"]), ("b", []), ("c", ["Fahren"]), ("d", []), ("e", [])].map {
            try RosterClerk(key: $0, qualifications: Set($1))
        }
        let duties = [
            try small.duty("z", 0, begin: 800, end: 1320, crew: 1),
            try small.duty("x", 1, begin: 480, needs: ["Fahren"]), try small.duty("y", 1, begin: 600),
        ]
        let request = try RosterRequest(duties: duties, clerks: clerks)
        let roster = Roster(crews: ["z": ["c"], "x": ["a", "b"], "y": ["c", "d"]], open: [])
        let sick = request.remedies(whenIll: "a", DaySpan(Day(number: 20_515)), in: roster).duties
        #expect(sick.map(\.duty) == ["x"])
        #expect(sick[0].remedies.map(\.way) == [.cancel])
    }

    @Test(arguments: [
        (9, 2, Remedy.Way.cancelOther("y", mover: "c")), (2, 9, .cancel), (0, 0, .cancel),
    ])
    func theTourWithFewerBookingsFallsOut(here: Int, there: Int, way: Remedy.Way) throws {
        let duties = [
            try small.duty("x", 0, stops: stops(here, next: 7)), try small.duty("y", 0, stops: stops(there, next: 7)),
        ]
        let request = try RosterRequest(duties: duties, clerks: small.clerks("a", "b", "c", "d"))
        let roster = Roster(crews: ["x": ["a", "b"], "y": ["c", "d"]], open: [])
        #expect(request.remedies(whenIll: "a", monday, in: roster).duties[0].remedies.first?.way == way)
    }

    @Test func amongEqualsTheOneThatComesAgainSooner() throws {
        let duties = [
            try small.duty("x", 0, stops: stops(3, next: 28)), try small.duty("y", 0, stops: stops(3, next: 7)),
        ]
        let request = try RosterRequest(duties: duties, clerks: small.clerks("a", "b", "c", "d"))
        let roster = Roster(crews: ["x": ["a", "b"], "y": ["c", "d"]], open: [])
        let best = request.remedies(whenIll: "a", monday, in: roster).duties[0].remedies[0]
        #expect(best.way == .cancelOther("y", mover: "c") && best.waiting == 21)
    }

    /// By chance: whoever falls ill, the roster afterwards keeps every rule and only that day's crews are others.
    @Test func neverBreaksARule() throws {
        var hit = 0
        for seed in UInt64(0)..<200 {
            let request = try small.random(seed: seed)
            let roster = request.roster(seed: seed, iterations: 2)
            guard let duty = request.duties.first(where: { !roster.crew(of: $0).isEmpty }) else { continue }
            let ill = roster.crew(of: duty)[0]
            let span = try DaySpan(duty.day, duty.day.adding(Int(seed % 4)))
            let (sick, after) = request.remedies(whenIll: ill, span, in: roster)
            let found = RosterCheck.violations(of: after, for: request)
            #expect(found.isEmpty, "seed \(seed): \(found)")
            for other in request.duties {
                let now = after.crew(of: other)
                #expect(!span.contains(other.day) || !now.contains(ill))
                if !span.contains(other.day) { #expect(now == roster.crew(of: other)) }
            }
            hit += sick.count
        }
        #expect(hit > 100)
    }
}
