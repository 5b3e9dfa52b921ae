extension SiteStudy {
    /// The best venues of one scenario: exact for towns (some dozens of districts and venues), and `isBest` says whether
    /// it is. A covering is as small as can be; among coverings as small the travel is little, not proved least.
    ///
    /// - Parameter iterations: of each search; a covering makes a search for every number of venues it tries.
    package func choose(
        _ scenario: SiteScenario, seed: UInt64, iterations: Int = 20_000, watch: Watch = .patient
    ) throws(SiteScenario.Mistake) -> SiteChoice {
        let frame = try ScenarioFrame(scenario, of: self)
        let found: (open: [Int], isBest: Bool, iterations: Int)
        switch scenario.aim {
        case .leastTravel(let count):
            let plan = frame.search(p: count, seed: seed, iterations: iterations, watch: watch, cost: frame.travel)
            found = (plan.open, plan.isBest, plan.iterations)
        case .fewest(let share, let minutes):
            found = try cover(frame, share: share, minutes: minutes, seed: seed, iterations: iterations, watch: watch)
        }
        return frame.choice(found.open, isBest: found.isBest, iterations: found.iterations)
    }

    /// Tries one venue more each time until the share is reached.
    private func cover(
        _ frame: ScenarioFrame, share: Double, minutes: Double, seed: UInt64, iterations: Int, watch: Watch
    ) throws(SiteScenario.Mistake) -> (open: [Int], isBest: Bool, iterations: Int) {
        // A billionth of the demand is not worth a venue: shares are sums of rounded numbers.
        let allowed = frame.demand * (1 - share) + 1e-9 * frame.demand
        let missed: (Int, Int) -> Double = { district, venue in
            ways[district][venue].minutes <= minutes ? 0 : frame.weights[district]
        }
        let least = frame.cost(frame.possible, by: missed)
        guard least <= allowed else {
            throw .outOfReach(
                scenario: frame.scenario.name, minutes: minutes, share: share, best: 1 - least / frame.demand)
        }
        var isBest = true
        var done = 0
        for count in max(1, frame.fixed.count)..<frame.possible.count {
            let plan = frame.search(
                p: count, seed: seed, iterations: iterations, target: allowed, watch: watch, cost: missed)
            done += plan.iterations
            if plan.cost <= allowed {
                let kind = leastTravel(frame, as: plan, allowed: allowed, missed: missed, seed: seed, watch: watch)
                return (kind.open, isBest, done + kind.iterations)
            }
            // Only a bound proves that so few do not do.
            if plan.bound <= allowed { isBest = false }
        }
        return (frame.possible, isBest, done)
    }

    /// Of as many venues that reach the share, some with little travel: whoever is missed pays a toll, which rises until
    /// the share is reached. Without a toll that is the least travel there is; with one, a good choice.
    private func leastTravel(
        _ frame: ScenarioFrame, as plan: SitePlan, allowed: Double, missed: (Int, Int) -> Double, seed: UInt64,
        watch: Watch
    ) -> (open: [Int], iterations: Int) {
        var done = 0
        for toll in [0.0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] {
            let kind = frame.search(p: plan.open.count, seed: seed, iterations: 300, watch: watch) {
                frame.travel($0, $1) + toll * missed($0, $1)
            }
            done += kind.iterations
            if frame.cost(kind.open, by: missed) <= allowed { return (kind.open, done) }
        }
        return (plan.open, done)
    }
}

/// A scenario whose names have become numbers of a study.
struct ScenarioFrame {
    let scenario: SiteScenario
    let study: SiteStudy
    /// Of each district; the sum of all.
    let weights: [Double]
    let demand: Double
    let fixed: [Int]
    let forbidden: [Int]
    /// Neither forbidden nor ruled out.
    let possible: [Int]
    let ruledOut: [SiteChoice.RuledOut]

    init(_ scenario: SiteScenario, of study: SiteStudy) throws(SiteScenario.Mistake) {
        let name = scenario.name
        self.scenario = scenario
        self.study = study
        let keys = study.venues.map(\.key)
        for key in scenario.fixed + scenario.forbidden where !keys.contains(key) {
            throw .unknownVenue(scenario: name, key)
        }
        if let both = scenario.fixed.first(where: { scenario.forbidden.contains($0) }) {
            throw .fixedAndForbidden(scenario: name, both)
        }
        let districts = study.districts.map(\.key)
        for (key, weight) in scenario.weights.sorted(by: { $0.key < $1.key }) {
            guard districts.contains(key) else { throw .unknownDistrict(scenario: name, key) }
            guard weight >= 0, weight < .infinity else { throw .weight(scenario: name, district: key, weight) }
        }
        let weights = study.districts.map { scenario.weights[$0.key] ?? $0.weight }
        self.weights = weights
        demand = weights.reduce(0, +)
        guard demand > 0 else { throw .noDemand(scenario: name) }
        var ruledOut: [SiteChoice.RuledOut] = []
        for venue in study.venues {
            let reasons = scenario.requirements.compactMap { requirement -> String? in
                if case .unmet(let reason) = requirement.answer(of: venue) { reason } else { nil }
            }
            if reasons.isEmpty { continue }
            if scenario.fixed.contains(venue.key) {
                throw .fixedRuledOut(scenario: name, venue.key, reasons: reasons)
            }
            ruledOut.append(.init(venue: venue.key, reasons: reasons))
        }
        self.ruledOut = ruledOut
        let out = Set(ruledOut.map(\.venue)).union(scenario.forbidden)
        fixed = keys.indices.filter { scenario.fixed.contains(keys[$0]) }
        forbidden = keys.indices.filter { out.contains(keys[$0]) }
        possible = keys.indices.filter { !out.contains(keys[$0]) }
        guard !possible.isEmpty else { throw .noVenue(scenario: name) }
        switch scenario.aim {
        case .leastTravel(let count):
            guard count >= max(1, fixed.count), count <= possible.count else {
                throw .count(scenario: name, count, fixed: fixed.count, possible: possible.count)
            }
        case .fewest(let share, let minutes):
            guard share > 0, share <= 1 else { throw .share(scenario: name, share) }
            guard (0...10_000).contains(minutes) else { throw .minutes(scenario: name, minutes) }
        }
    }

    /// Minutes times weight.
    func travel(_ district: Int, _ venue: Int) -> Double {
        weights[district] * study.ways[district][venue].minutes
    }

    func search(
        p: Int, seed: UInt64, iterations: Int, target: Double? = nil, watch: Watch, cost: (Int, Int) -> Double
    ) -> SitePlan {
        let (n, m) = (study.districts.count, study.venues.count)
        let costs = (0..<n).flatMap { district in (0..<m).map { cost(district, $0) } }
        do {
            let problem = try SiteProblem(
                clients: n, sites: m, p: p, costs: costs, fixed: fixed, forbidden: forbidden)
            return SiteSearch(problem, seed: seed).run(iterations: iterations, target: target, watch: watch)
        } catch {
            preconditionFailure("a checked scenario is a problem: \(error)")
        }
    }

    /// What a choice costs by some measure.
    func cost(_ open: [Int], by cost: (Int, Int) -> Double) -> Double {
        study.districts.indices.reduce(0) { sum, district in
            sum + (open.map { cost(district, $0) }.min() ?? 0)
        }
    }

    func choice(_ open: [Int], isBest: Bool, iterations: Int) -> SiteChoice {
        let ways = study.districts.indices.map { district -> SiteChoice.DistrictWay in
            let row = study.ways[district]
            let venue = open.min { (row[$0].minutes, $0) < (row[$1].minutes, $1) } ?? open[0]
            return .init(
                district: study.districts[district].key, venue: study.venues[venue].key, way: row[venue],
                weight: weights[district])
        }
        let kilometres = ways.map { way in way.way.kilometres.map { $0 * way.weight } }
        let hasKilometres = kilometres.allSatisfy { $0 != nil }
        let questions = open.compactMap { at -> SiteChoice.Question? in
            let unknown = scenario.requirements.compactMap { requirement -> String? in
                if case .unknown(let what) = requirement.answer(of: study.venues[at]) { what } else { nil }
            }
            return unknown.isEmpty ? nil : .init(venue: study.venues[at].key, open: unknown)
        }
        let travelling = ways.filter { $0.weight > 0 }
        let worst = travelling.max { $0.way.minutes < $1.way.minutes } ?? ways[0]
        return SiteChoice(
            scenario: scenario.name, venues: open.map { study.venues[$0].key }, ways: ways,
            meanMinutes: ways.reduce(0) { $0 + $1.way.minutes * $1.weight } / demand,
            meanKilometres: hasKilometres ? kilometres.reduce(0) { $0 + ($1 ?? 0) } / demand : nil,
            shareWithin15Minutes: ways.reduce(0) { $0 + ($1.way.minutes <= 15 ? $1.weight : 0) } / demand,
            worst: worst, ruledOut: ruledOut, questions: questions, isBest: isBest, iterations: iterations)
    }
}
