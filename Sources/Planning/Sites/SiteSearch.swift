/// The p open sites a search found.
package struct SitePlan: Equatable, Sendable {
    /// Numbers of the open sites, ascending.
    package let open: [Int]
    /// The site of each client: its cheapest, of several the one with the lowest number.
    package let assignment: [Int]
    package let cost: Double
    /// No choice of sites costs less than this: proved. Equal to the cost where the plan is the best there is.
    package let bound: Double
    /// Iterations done; the same seed and as many iterations give the same plan.
    package let iterations: Int
    /// No choice of sites is better; where costs are no whole numbers, by more than a ten-millionth.
    package let isBest: Bool
}

/// Searches the best sites of a p-median problem and proves, where it gets that far, that they are.
///
/// Each iteration does two things: some steps on the bound, whose sites are bettered by swaps (a Lagrangean heuristic);
/// and a shake of the best plan, bettered by swaps again (variable neighbourhood search, Hansen and Mladenović 1997).
/// It ends when the bound meets the plan, or after the iterations given.
package struct SiteSearch: Sendable {
    private let problem: SiteProblem
    private let seed: UInt64

    package init(_ problem: SiteProblem, seed: UInt64) {
        self.problem = problem
        self.seed = seed
    }

    /// - Parameter target: with one, the search only asks whether some plan costs at most this, and ends when it has
    ///   found one (its cost is at most the target) or proved that there is none (its bound is above it).
    package func run(iterations: Int, target: Double? = nil, watch: Watch = .patient) -> SitePlan {
        let nearness = Nearness(problem)
        var random = SeededRandom(seed: seed)
        var shaken = SwapSearch(problem, nearness, open: SwapSearch.greedy(problem))
        shaken.descend()
        var best = shaken.open
        var bestCost = shaken.cost
        var hinted = shaken
        var tree = BoundTree(problem, nearness, paid: shaken.paid)
        var lastHint: [Int] = []
        var strength = 0
        var done = 0
        watch.report(Progress(iterations: 0, best: bestCost))
        /// Whatever costs as much as this is of no interest.
        let limit = target.map(problem.justAbove) ?? .infinity
        while done < iterations, !tree.isDone, bestCost >= limit || target == nil, !watch.shouldStop() {
            done += 1
            var isBetter = false
            let hint = tree.work(best: min(bestCost, limit))
            shaken.leave(tree.hopeless)
            hinted.leave(tree.hopeless)
            if let hint, hint != lastHint {
                lastHint = hint
                hinted.restart(with: hint)
                hinted.descend()
                if hinted.cost < bestCost - problem.leastGain {
                    (best, bestCost, isBetter) = (hinted.open, hinted.cost, true)
                }
            }
            strength = strength % Self.strongest(p: problem.p) + 1
            shaken.shake(times: strength, random: &random)
            shaken.descend()
            if shaken.cost < bestCost - problem.leastGain {
                (best, bestCost, isBetter) = (shaken.open, shaken.cost, true)
                strength = 0
            } else if shaken.cost > bestCost {
                shaken.restart(with: best)
            }
            if isBetter || done % 100 == 0 { watch.report(Progress(iterations: done, best: bestCost)) }
        }
        return plan(best, bound: tree.bound(best: bestCost), isBest: tree.isDone && bestCost < limit, iterations: done)
    }

    private static func strongest(p: Int) -> Int { min(p, 8) }

    private func plan(_ open: [Int], bound: Double, isBest: Bool, iterations: Int) -> SitePlan {
        let open = open.sorted()
        let assignment = (0..<problem.clients).map { client in
            open.min { left, right in
                let (a, b) = (
                    problem.costs[client * problem.sites + left], problem.costs[client * problem.sites + right]
                )
                return a < b || (a == b && left < right)
            } ?? open[0]
        }
        return SitePlan(
            open: open, assignment: assignment, cost: problem.cost(of: open), bound: bound, iterations: iterations,
            isBest: isBest)
    }
}
