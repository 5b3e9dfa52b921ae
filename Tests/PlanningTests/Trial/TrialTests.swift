import Testing

@testable import Planning

@Suite struct TrialTests {
    static let start = NeedTests.january

    private func trial(_ measure: TrialMeasure) throws -> Trial {
        try TrialPlan(
            subject: .stop("straach-saal"), months: Self.start...Self.start.adding(5), measure: measure
        ).begin(in: Self.start.adding(-1))
    }

    private func result(_ measure: TrialMeasure, visits: [Int], slots: Int = 0, cost: Double = 0) throws -> TrialResult
    {
        var trial = try trial(measure)
        for (index, count) in visits.enumerated() {
            try trial.record(
                TrialOuting(
                    month: Self.start.adding(index % 6), visits: slots > 0 ? 0 : count, slots: slots,
                    booked: slots > 0 ? count : 0, cost: cost))
        }
        return trial.result(in: Self.start.adding(6))
    }

    @Test(arguments: [
        ([9, 8, 10, 9, 11, 8], TrialResult.Proposal.keep), ([1, 0, 2, 0, 1, 0], .stop), ([4, 5, 3, 4, 4, 5], .change),
        ([6, 6, 5, 7, 6, 6], .undecided), ([9, 8], .undecided), ([], .undecided), ([0, 0, 0, 0, 0, 0], .stop),
    ])
    func visitsDecide(_ visits: [Int], _ proposal: TrialResult.Proposal) throws {
        let result = try result(.visitsAnOuting(atLeast: 6), visits: visits)
        #expect(result.proposal == proposal, "\(result.german)")
        #expect(result.halfMet >= result.met)
    }

    @Test(arguments: [
        ([9, 10, 10, 8], TrialResult.Proposal.keep), ([1, 0, 1, 2], .stop), ([4, 4, 5, 4], .change),
        ([6, 6, 6, 6], .undecided), ([10, 2, 10, 2], .undecided),
    ])
    func bookedSlotsDecide(_ booked: [Int], _ proposal: TrialResult.Proposal) throws {
        let result = try result(.bookedShare(atLeast: 0.6), visits: booked, slots: 10)
        #expect(result.proposal == proposal, "\(result.german)")
    }

    /// 250 EUR an outing (Wermelskirchen's staff): at 30 EUR a visit eight or nine people must come.
    @Test(arguments: [
        ([14, 13, 15, 14, 13, 14], TrialResult.Proposal.keep), ([1, 0, 1, 2, 0, 1], .stop),
        ([6, 5, 6, 6, 5, 6], .change),
    ])
    func costsDecide(_ visits: [Int], _ proposal: TrialResult.Proposal) throws {
        let result = try result(.costAVisit(atMost: 30), visits: visits, cost: 250)
        #expect(result.proposal == proposal, "\(result.german)")
        let counted = try #require(result.counted)
        #expect(result.interval?.contains(counted) == true)
    }

    @Test func costsWithoutVisitsHaveNoFigureButDecide() throws {
        let result = try result(.costAVisit(atMost: 30), visits: [0, 0, 0, 0], cost: 250)
        #expect(result.counted == nil && result.met < 0.2)
        #expect(result.proposal == .stop)
        #expect(result.german.contains("gezählt: keine Vorsprache;"))
    }

    @Test func scatterMakesUnsure() throws {
        let steady = try result(.visitsAnOuting(atLeast: 6), visits: [8, 8, 8, 8, 8, 8])
        let wild = try result(.visitsAnOuting(atLeast: 6), visits: [0, 24, 1, 20, 0, 3])
        #expect(steady.met > wild.met)
        let (narrow, wide) = (try #require(steady.interval), try #require(wild.interval))
        #expect(narrow.upperBound - narrow.lowerBound < wide.upperBound - wide.lowerBound)
    }

    /// In made-up trials whose truth is known, the interval of 80 % holds it about as often.
    @Test func theIntervalHoldsTheTruth() throws {
        var random = SeededRandom(seed: 3)
        var held = 0
        for round in 0..<40 {
            let truth = 2 + Double(round % 8)
            let visits = (0..<8).map { _ in
                // A binomial of 20 tries: less scatter than the model thinks, so the interval must hold at least its share.
                (0..<20).count { _ in Double.random(in: 0...1, using: &random) < truth / 20 }
            }
            if try result(.visitsAnOuting(atLeast: 6), visits: visits).interval?.contains(truth) == true { held += 1 }
        }
        #expect(held >= 29)
    }

    @Test func fullOutingsMeanAtLeast() throws {
        var (open, full) = (try trial(.visitsAnOuting(atLeast: 9)), try trial(.visitsAnOuting(atLeast: 9)))
        for index in 0..<5 {
            try open.record(TrialOuting(month: Self.start.adding(index), visits: 8, slots: 20, booked: 8))
            try full.record(TrialOuting(month: Self.start.adding(index), visits: 8, slots: 8, booked: 8))
        }
        #expect(full.result(in: Self.start).met > open.result(in: Self.start).met)
    }

    @Test func theMeasureIsSetBefore() throws {
        var plan = TrialPlan(
            subject: .service("anmeldung"), months: Self.start...Self.start.adding(2),
            measure: .bookedShare(atLeast: 0.5))
        #expect(throws: TrialMistake.alreadyStarted(Self.start)) { try plan.begin(in: Self.start) }
        let trial = try plan.begin(in: Self.start.adding(-1))
        plan.measure = .bookedShare(atLeast: 0.1)
        #expect(trial.plan.measure == .bookedShare(atLeast: 0.5))
    }

    @Test(arguments: [
        TrialMeasure.visitsAnOuting(atLeast: 0), .visitsAnOuting(atLeast: .nan), .bookedShare(atLeast: 1),
        .bookedShare(atLeast: -0.1), .costAVisit(atMost: 0), .costAVisit(atMost: .infinity),
    ])
    func whatCannotBeMeasuredIsRefused(_ measure: TrialMeasure) {
        #expect(throws: TrialMistake.measure) { try trial(measure) }
    }

    @Test func outingsOutsideAreRefused() throws {
        var trial = try trial(.visitsAnOuting(atLeast: 6))
        #expect(throws: TrialMistake.self) { try trial.record(TrialOuting(month: Self.start.adding(6), visits: 1)) }
        #expect(throws: TrialMistake.outing) { try TrialOuting(month: Self.start, visits: 1, slots: 3, booked: 4) }
        #expect(trial.outings.isEmpty)
    }

    @Test func theResultIsSaidInPlainWords() throws {
        let words = try result(.visitsAnOuting(atLeast: 6), visits: [9, 8, 10, 9, 11, 8]).german
        #expect(words.hasPrefix("Nach 6 Außenterminen gezählt: 9,2; mit 80 % liegt der wahre Wert zwischen"))
        #expect(words.hasSuffix("Vorschlag: beibehalten."))
        let early = try trial(.visitsAnOuting(atLeast: 6)).result(in: Self.start)
        #expect(early.isEarly)
        #expect(
            early.german
                == "Es ist noch nichts gezählt, woran sich das Ziel (mindestens 6 Vorsprachen je Außentermin) messen lässt."
        )
    }
}
