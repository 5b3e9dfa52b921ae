import Planning
import Testing

@Suite struct SiteSearchTests {
    /// Two villages of three houses far apart: one site in the middle of each.
    @Test func twoVillages() throws {
        let houses = [0.0, 1, 2, 100, 101, 102]
        let costs = houses.flatMap { here in houses.map { abs($0 - here) } }
        let problem = try SiteProblem(clients: 6, sites: 6, p: 2, costs: costs)
        let plan = SiteSearch(problem, seed: 1).run(iterations: 50)
        #expect(plan.open == [1, 4] && plan.cost == 4)
        #expect(plan.assignment == [1, 1, 1, 4, 4, 4])
        #expect(plan.isBest && plan.bound == 4)
    }

    @Test(arguments: UInt64(1)...60, [true, false])
    func asGoodAsTryingAll(seed: UInt64, whole: Bool) throws {
        let problem = try TinyProblems.made(seed: seed, whole: whole)
        let plan = SiteSearch(problem, seed: seed).run(iterations: 500)
        let least = TinyProblems.leastCost(problem)
        #expect(abs(plan.cost - least) <= 1e-7 * least + 1e-9)
        #expect(plan.isBest)
        #expect(plan.bound <= plan.cost && plan.bound >= plan.cost * (1 - 1e-6) - 1e-9)
        #expect(plan.open.count == problem.p && plan.open == plan.open.sorted())
        for site in 0..<problem.sites {
            switch problem.standings[site] {
            case .free: break
            case .fixed: #expect(plan.open.contains(site))
            case .forbidden: #expect(!plan.open.contains(site))
            }
        }
        let paid = plan.assignment.enumerated().reduce(0) { $0 + problem.costs[$1.offset * problem.sites + $1.element] }
        #expect(abs(paid - plan.cost) < 1e-9)
    }

    /// Points on a plane, more than can be tried; the bound holds whatever the iterations.
    private func scattered(seed: UInt64) throws -> SiteProblem {
        var random = SeededRandom(seed: seed)
        let points = (0..<40).map { _ in
            (Double.random(in: 0...100, using: &random), Double.random(in: 0...100, using: &random))
        }
        let costs = points.flatMap { a in
            points.map { b in ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).squareRoot().rounded() }
        }
        return try SiteProblem(clients: 40, sites: 40, p: 6, costs: costs)
    }

    @Test func theSameSeedIsTheSamePlan() throws {
        let problem = try scattered(seed: 1)
        let plans = [7, 7].map { SiteSearch(problem, seed: $0).run(iterations: 12) }
        #expect(plans[0] == plans[1])
    }

    @Test(arguments: UInt64(1)...5)
    func moreIterationsAreNeverWorse(seed: UInt64) throws {
        let problem = try scattered(seed: seed)
        let plans = [0, 5, 40].map { SiteSearch(problem, seed: 3).run(iterations: $0) }
        #expect(plans[0].cost >= plans[1].cost && plans[1].cost >= plans[2].cost)
        #expect(plans.allSatisfy { $0.bound <= plans[2].cost })
        // Without an iteration: the greedy choice, bettered by swaps.
        #expect(plans[0].cost <= greedyCost(problem) && plans[0].iterations == 0)
        #expect(plans[0].bound >= 0)
    }

    /// Always the site that saves most, written once more.
    private func greedyCost(_ problem: SiteProblem) -> Double {
        var open: [Int] = []
        for _ in 0..<problem.p {
            let next = (0..<problem.sites).filter { !open.contains($0) }
                .min { problem.cost(of: open + [$0]) < problem.cost(of: open + [$1]) }
            if let next { open.append(next) }
        }
        return problem.cost(of: open)
    }

    @Test func stoppedEarlyItSaysHowManyIterations() throws {
        let problem = try scattered(seed: 2)
        let asked = Counter()
        let watch = Watch(shouldStop: {
            asked.add()
            return asked.count > 3
        })
        let stopped = SiteSearch(problem, seed: 1).run(iterations: 1000, watch: watch)
        #expect(stopped.iterations == 3)
        #expect(stopped == SiteSearch(problem, seed: 1).run(iterations: 3))
    }

    @Test func progressOnlyGetsBetter() throws {
        let problem = try scattered(seed: 4)
        let told = Told()
        let plan = SiteSearch(problem, seed: 1).run(iterations: 100, watch: Watch(report: { told.add($0) }))
        let costs = told.all.compactMap(\.best)
        #expect(costs == costs.sorted(by: >) && costs.last == plan.cost)
        #expect(told.all.first?.iterations == 0)
    }

    @Test(arguments: [
        (3, 2, 1, [1.0], [Int](), [Int](), SiteProblem.Mistake.wrongSize(costs: 1, clients: 3, sites: 2)),
        (1, 2, 1, [1, -1], [], [], .cost(-1, client: 0, site: 1)),
        (1, 2, 1, [.infinity, 1], [], [], .cost(.infinity, client: 0, site: 0)),
        (1, 2, 1, [1, 1], [2], [], .standing(site: 2)),
        (1, 2, 1, [1, 1], [1], [1], .standing(site: 1)),
        (1, 2, 0, [1, 1], [], [], .p(0, fixed: 0, allowed: 2)),
        (1, 2, 1, [1, 1], [0, 1], [], .p(1, fixed: 2, allowed: 2)),
        (1, 2, 2, [1, 1], [], [0], .p(2, fixed: 0, allowed: 1)),
    ])
    func whatIsNoProblem(
        clients: Int, sites: Int, p: Int, costs: [Double], fixed: [Int], forbidden: [Int], mistake: SiteProblem.Mistake
    ) {
        #expect(throws: mistake) {
            try SiteProblem(clients: clients, sites: sites, p: p, costs: costs, fixed: fixed, forbidden: forbidden)
        }
    }
}

/// Counts calls from a closure that may run anywhere; the search calls it from one place.
private final class Counter: @unchecked Sendable {
    private(set) var count = 0
    func add() { count += 1 }
}

private final class Told: @unchecked Sendable {
    private(set) var all: [Progress] = []
    func add(_ progress: Progress) { all.append(progress) }
}
