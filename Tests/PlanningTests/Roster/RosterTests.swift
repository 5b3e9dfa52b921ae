import Testing

@testable import Planning

@Suite struct RosterTests {
    private let small = SmallRoster.self

    @Test func everybodyGoesEquallyOften() throws {
        let duties = try [0, 2, 4, 7, 9, 11].map { try small.duty("d\($0)", $0) }
        let request = try RosterRequest(duties: duties, clerks: small.clerks("a", "b", "c", "d"))
        let roster = request.roster(seed: 1, iterations: 200)
        let all = roster.crews.values.flatMap { $0 }
        #expect(["a", "b", "c", "d"].allSatisfy { name in all.count { $0 == name } == 3 })
        #expect(roster.open.isEmpty)
    }

    @Test func halfTheHoursHalfTheOutings() throws {
        let duties = try [0, 2, 4, 7, 9, 11].map { try small.duty("d\($0)", $0, crew: 1) }
        let clerks = [try RosterClerk(key: "full"), try RosterClerk(key: "half", weekly: 1170)]
        let roster = try RosterRequest(duties: duties, clerks: clerks).roster(seed: 1, iterations: 200)
        #expect(roster.crews.values.count { $0 == ["half"] } == 2)
    }

    @Test func earlyStartsAreShared() throws {
        let duties = try [(0, 390), (2, 390), (7, 600), (9, 600)].map {
            try small.duty("d\($0)", $0, begin: $1, end: $1 + 480, crew: 1)
        }
        let roster = try RosterRequest(duties: duties, clerks: small.clerks("a", "b")).roster(seed: 3, iterations: 100)
        #expect(roster.crews["d0"] != roster.crews["d2"])
    }

    @Test func nobodyHasAllHerOutingsInOneWeek() throws {
        let duties = try [0, 2, 7, 9].map { try small.duty("d\($0)", $0, crew: 1) }
        let roster = try RosterRequest(duties: duties, clerks: small.clerks("a", "b")).roster(seed: 3, iterations: 100)
        #expect(roster.crews["d0"] != roster.crews["d2"] && roster.crews["d7"] != roster.crews["d9"])
    }

    @Test func pastOutingsCount() throws {
        let duties = try [0, 2].map { try small.duty("d\($0)", $0, crew: 1) }
        let clerks = [try RosterClerk(key: "a", outingsBefore: 4), try RosterClerk(key: "b", outingsBefore: 2)]
        let roster = try RosterRequest(duties: duties, clerks: clerks).roster(seed: 3, iterations: 100)
        #expect(roster.crews == ["d0": ["b"], "d2": ["b"]])
    }

    /// The only driver must not be spent on the tour that has another one.
    @Test func qualificationsAreKeptForWhereTheyAreNeeded() throws {
        let clerks = try [("a", ["Fahren", "Pass"]), ("b", ["Fahren"]), ("c", []), ("d", [])].map {
            try RosterClerk(key: $0, qualifications: Set($1))
        }
        let duties = [try small.duty("x", 0, needs: ["Fahren"]), try small.duty("y", 0, needs: ["Fahren", "Pass"])]
        let roster = try RosterRequest(duties: duties, clerks: clerks).roster(seed: 1, iterations: 50)
        #expect(roster.open.isEmpty)
        #expect(roster.crews["x"]?.contains("b") == true && roster.crews["y"]?.contains("a") == true)
    }

    @Test func whatNobodyCanTakeIsNamedWithEachReason() throws {
        let late = try small.duty("late", 0, begin: 780, end: 1320, crew: 1)
        let clerks = [
            try RosterClerk(key: "a", qualifications: ["Spät"]),
            try RosterClerk(key: "b", absences: [DaySpan(Day(number: 20_515))]),
            try RosterClerk(key: "c", weekdays: [.monday]),
        ]
        let request = try RosterRequest(
            duties: [
                Duty(key: late.key, day: late.day, begin: 780, end: 1320, work: 500, crew: 1, needs: ["Spät"]),
                small.duty("early", 1, begin: 420),
            ], clerks: clerks)
        let roster = request.roster(seed: 1, iterations: 20)
        #expect(roster.crews == ["late": ["a"]])
        #expect(
            roster.open.map(\.description) == [
                "Für die Tour early fehlt die Besetzung: Gebraucht werden 2, frei sind 0. a hätte nur 9 Stunden 0 Minuten Ruhe, nötig sind 11 Stunden (ArbZG § 5). b ist abwesend. c arbeitet am Dienstag nicht."
            ])
    }

    @Test func publishedCrewsStay() throws {
        let request = try small.random(seed: 4)
        let roster = request.roster(seed: 1, iterations: 50)
        #expect(request.roster(seed: 77, iterations: 50, keeping: roster) == roster)
    }

    @Test func absenceChangesOnlyWhatItMust() throws {
        let duties = try [0, 2, 4, 7, 9, 11].map { try small.duty("d\($0)", $0) }
        let clerks = try small.clerks("a", "b", "c", "d")
        let roster = try RosterRequest(duties: duties, clerks: clerks).roster(seed: 1, iterations: 100)
        let away =
            [try RosterClerk(key: "a", absences: [DaySpan(Day(number: 20_514), Day(number: 20_518))])]
            + clerks.dropFirst()
        let again = try RosterRequest(duties: duties, clerks: away).roster(seed: 9, iterations: 100, keeping: roster)
        for duty in duties {
            let crew = roster.crew(of: duty)
            let hit = crew.contains("a") && duty.day.number <= 20_518
            #expect(hit ? Set(crew).subtracting(again.crew(of: duty)) == ["a"] : again.crew(of: duty) == crew)
        }
    }

    @Test func sameSeedSameRoster() throws {
        let request = try small.random(seed: 6)
        #expect(request.roster(seed: 2, iterations: 60) == request.roster(seed: 2, iterations: 60))
    }

    @Test func stopsWhenTold() throws {
        let request = try small.random(seed: 6)
        let stopped = request.roster(seed: 2, iterations: 1_000_000, watch: Watch(shouldStop: { true }))
        #expect(stopped == request.roster(seed: 2, iterations: 0))
    }

    @Test func neverBreaksARule() throws {
        var covered = 0
        for seed in UInt64(0)..<300 {
            let request = try small.random(seed: seed)
            let roster = request.roster(seed: seed, iterations: 8)
            let found = RosterCheck.violations(of: roster, for: request)
            #expect(found.isEmpty, "seed \(seed): \(found)")
            covered += roster.crews.count
        }
        #expect(covered > 300)
    }

    /// Against every way to fill the duties there is.
    @Test func coversAsMuchAsCanBe() throws {
        for seed in UInt64(0)..<60 {
            let request = try small.random(seed: seed, duties: 4, clerks: 4)
            let roster = request.roster(seed: seed, iterations: 60)
            #expect(roster.crews.count == most(request, 0, Roster(crews: [:], open: [])), "seed \(seed)")
        }
    }

    private func most(_ request: RosterRequest, _ index: Int, _ roster: Roster) -> Int {
        guard index < request.duties.count else {
            var whole = roster
            whole.open = request.duties.filter { roster.crews[$0.key] == nil }.map {
                OpenDuty(duty: $0.key, reasons: [], lacking: [], able: 0, needed: 2)
            }
            return RosterCheck.violations(of: whole, for: request).isEmpty ? roster.crews.count : -1
        }
        var best = most(request, index + 1, roster)
        let keys = request.clerks.map(\.key)
        for first in keys.indices {
            let crews = request.duties[index].crew == 1 ? [[keys[first]]] : keys[..<first].map { [$0, keys[first]] }
            for crew in crews {
                var next = roster
                next.crews[request.duties[index].key] = crew
                best = max(best, most(request, index + 1, next))
            }
        }
        return best
    }
}

@Suite struct RosterCheckTests {
    private func damaged(_ change: (inout Roster) -> Void) throws -> Set<RosterViolation.Rule> {
        let duties = [
            try SmallRoster.duty("d0", 0, begin: 780, end: 1320), try SmallRoster.duty("d1", 1, begin: 420, end: 900),
            try SmallRoster.duty("d2", 2, begin: 480, end: 1080, needs: ["Pass"]), try SmallRoster.duty("d3", 3),
            try SmallRoster.duty("d3b", 3, crew: 1),
        ]
        let clerks = [
            try RosterClerk(key: "a", qualifications: ["Pass"]),
            try RosterClerk(key: "b", absences: [DaySpan(Day(number: 20_517))], weekly: 2400, balance: 2340),
            try RosterClerk(key: "c", qualifications: ["Pass"], weekly: 1000),
            try RosterClerk(key: "d", weekdays: [.monday, .thursday]), try RosterClerk(key: "e"),
        ]
        let request = try RosterRequest(duties: duties, clerks: clerks)
        var roster = Roster(
            crews: ["d0": ["b", "d"], "d1": ["c", "e"], "d2": ["a", "e"], "d3": ["a", "e"], "d3b": ["d"]], open: [])
        #expect(RosterCheck.violations(of: roster, for: request) == [])
        change(&roster)
        return Set(RosterCheck.violations(of: roster, for: request).map(\.rule))
    }

    @Test func seesEveryKindOfDamage() throws {
        #expect(try damaged { $0.crews["d3"] = nil } == [.missing])
        #expect(
            try damaged { $0.open = [OpenDuty(duty: "d3", reasons: [], lacking: [], able: 0, needed: 2)] } == [.missing]
        )
        #expect(try damaged { $0.crews["x"] = ["a"] } == [.unknown])
        #expect(try damaged { $0.crews["d3"] = ["a", "x"] } == [.unknown])
        #expect(try damaged { $0.crews["d3"] = ["a"] } == [.crew])
        #expect(try damaged { $0.crews["d3"] = ["a", "a"] }.contains(.crew))
        #expect(try damaged { $0.crews["d2"] = ["b", "e"] }.contains(.qualification))
        #expect(try damaged { $0.crews["d3"] = ["a", "b"] } == [.absence])
        #expect(try damaged { $0.crews["d1"] = ["c", "d"] }.contains(.weekday))
        #expect(try damaged { $0.crews["d3b"] = ["a"] }.contains(.twice))
        #expect(try damaged { $0.crews["d1"] = ["b", "e"] }.contains(.rest))
        #expect(try damaged { $0.crews["d2"] = ["c", "e"] }.contains(.week))
        #expect(try damaged { $0.crews["d2"] = ["a", "b"] }.contains(.overtime))
    }
}

@Suite struct RosterMistakeTests {
    @Test func whatCannotBeIsRefused() throws {
        #expect(throws: RosterMistake.duty("d")) { try SmallRoster.duty("d", 0, begin: 900, end: 900) }
        #expect(throws: RosterMistake.crew("d", 0)) { try SmallRoster.duty("d", 0, crew: 0) }
        #expect(throws: RosterMistake.weekly("a", 3000)) { try RosterClerk(key: "a", weekly: 3000) }
        #expect(throws: RosterMistake.noWeekday("a")) { try RosterClerk(key: "a", weekdays: []) }
        #expect(throws: RosterMistake.history("a")) { try RosterClerk(key: "a", outingsBefore: -1) }
        #expect(throws: RosterMistake.twice("a")) {
            try RosterRequest(duties: [], clerks: SmallRoster.clerks("a", "a"))
        }
        #expect(throws: RosterMistake.limits) { try RosterRequest(duties: [], clerks: [], mostOvertime: -1) }
    }
}
