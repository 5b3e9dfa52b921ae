/// Branch and bound: what the bound leaves open is halved until no part can hold anything better.
struct BoundTree {
    private let problem: SiteProblem
    private let nearness: Nearness
    /// Parts still to look at, the last one first.
    private var parts: [LagrangeanBound]
    /// Sites that no better set opens: known from the whole problem, before it was halved.
    private(set) var hopeless: [Bool]
    private var isWhole = true
    /// The lowest bound of parts that were let go without being worse than the best.
    private var closedBound = Double.infinity

    /// `paid`: what each client pays in a good set of sites; prices begin there.
    init(_ problem: SiteProblem, _ nearness: Nearness, paid: [Double]) {
        self.problem = problem
        self.nearness = nearness
        parts = [LagrangeanBound(problem, prices: paid)]
        hopeless = problem.standings.map { $0 == .forbidden }
    }

    /// Nothing better than the best is left.
    var isDone: Bool { parts.isEmpty }

    /// No set of sites costs less than this.
    func bound(best: Double) -> Double {
        let open = parts.map { max($0.bound, $0.floor) }.min() ?? .infinity
        let bound = min(best, min(open, closedBound))
        return problem.isIntegral ? (bound - 1e-6).rounded(.up) : bound
    }

    /// A few steps on the last part. Returns a set of sites worth bettering by swaps, if there is one.
    mutating func work(best: Double) -> [Int]? {
        guard var part = parts.popLast() else { return nil }
        if let only = part.only(problem) {
            // One set is left: its cost is the part's bound.
            closedBound = min(closedBound, max(problem.cost(of: only), part.floor))
            return only
        }
        for _ in 0..<(isWhole ? Self.firstSteps : Self.laterSteps) {
            part.step(problem, nearness, best: best)
            if close(part, best: best) { return part.chosen }
            if part.isStill { break }
        }
        part.settle(problem, best: best)
        if isWhole { hopeless = part.standings.map { $0 == .closed } }
        if part.isStill, part.only(problem) == nil {
            isWhole = false
            parts.append(contentsOf: part.halves(problem))
        } else {
            parts.append(part)
        }
        return part.chosen
    }

    private mutating func close(_ part: LagrangeanBound, best: Double) -> Bool {
        guard part.isClosed(problem, best: best) else { return false }
        closedBound = min(closedBound, part.bound)
        return true
    }

    /// While the whole problem is looked at, swaps profit from every few steps; later only the bound gets on.
    private static let firstSteps = 5
    private static let laterSteps = 40
}
