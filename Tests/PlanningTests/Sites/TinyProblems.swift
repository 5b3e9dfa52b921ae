import Planning

/// Small problems by lot, and their best answer by trying all.
enum TinyProblems {
    static func made(seed: UInt64, whole: Bool = true) throws -> SiteProblem {
        var random = SeededRandom(seed: seed)
        let clients = Int.random(in: 1...12, using: &random)
        let sites = Int.random(in: 1...9, using: &random)
        let costs = (0..<clients * sites).map { _ in
            let cost = Double.random(in: 0...30, using: &random)
            return whole ? cost.rounded() : cost
        }
        let order = (0..<sites).shuffled(using: &random)
        let fixed = Array(order.prefix(Int.random(in: 0...min(2, sites - 1), using: &random)))
        let rest = Array(order.dropFirst(fixed.count))
        let forbidden = Array(rest.prefix(Int.random(in: 0...min(2, rest.count - 1), using: &random)))
        let p = Int.random(in: max(1, fixed.count)...(sites - forbidden.count), using: &random)
        return try SiteProblem(
            clients: clients, sites: sites, p: p, costs: costs, fixed: fixed, forbidden: forbidden)
    }

    /// The least cost of all allowed choices of p sites.
    static func leastCost(_ problem: SiteProblem) -> Double {
        var least = Double.infinity
        for choice in 0..<(1 << problem.sites) where choice.nonzeroBitCount == problem.p {
            let open = (0..<problem.sites).filter { choice >> $0 & 1 == 1 }
            guard
                (0..<problem.sites).allSatisfy({ site in
                    switch problem.standings[site] {
                    case .free: true
                    case .fixed: open.contains(site)
                    case .forbidden: !open.contains(site)
                    }
                })
            else { continue }
            least = min(least, problem.cost(of: open))
        }
        return least
    }
}
