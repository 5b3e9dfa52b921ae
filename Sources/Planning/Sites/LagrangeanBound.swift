/// A bound no set of sites can go below: each client's demand to be served once is dropped and paid for instead by a
/// price; prices that are never too good come from subgradient steps (Cornuéjols, Fisher and Nemhauser 1977).
struct LagrangeanBound {
    /// A site's standing in the part of the problem that is looked at.
    enum Standing: UInt8 {
        case free, open, closed
    }

    private(set) var standings: [Standing]
    /// What each client offers for being served, and the best prices so far.
    private var prices: [Double]
    private var bestPrices: [Double]
    /// The best bound so far.
    private(set) var bound = -Double.infinity
    /// A bound from before the first step: of the part this is a half of; at first, every client at its cheapest site.
    private(set) var floor: Double
    /// The sites the last step would open; p of them.
    private(set) var chosen: [Int] = []
    /// Step length as a share of the gap; halved when the bound stands still.
    private var stride = 1.5
    private var standstill = 0
    /// A half begins with good prices: it is sooner worth halving again than moving them on.
    private var leastStride = 0.005
    /// What opening a site saves at the prices, 0 or less.
    private var value: [Double]
    private var bestValue: [Double]
    private var served: [Int32]
    private var direction: [Double]

    init(_ problem: SiteProblem, prices: [Double]) {
        standings = problem.standings.map { standing in
            switch standing {
            case .free: .free
            case .fixed: .open
            case .forbidden: .closed
            }
        }
        let allowed = problem.standings.indices.filter { problem.standings[$0] != .forbidden }
        floor = problem.cost(of: allowed)
        self.prices = prices
        bestPrices = prices
        value = Array(repeating: 0, count: problem.sites)
        bestValue = value
        served = Array(repeating: 0, count: problem.clients)
        direction = Array(repeating: 0, count: problem.clients)
    }

    /// Steps no longer move anything.
    var isStill: Bool { stride < leastStride }

    /// One subgradient step towards the upper bound `best`.
    mutating func step(_ problem: SiteProblem, _ nearness: Nearness, best: Double) {
        var sum = valueSites(problem, nearness)
        choose(problem)
        for site in chosen { sum += value[site] }
        if sum > bound + 1e-9 * abs(bound) || bound == -.infinity {
            bound = sum
            bestPrices = prices
            bestValue = value
            standstill = 0
        } else {
            standstill += 1
            if standstill >= 12 {
                standstill = 0
                stride *= 0.6
                prices = bestPrices
            }
        }
        move(problem, nearness, by: stride * max(best * 1.0005 - sum, 1e-9 * abs(best)))
    }

    private mutating func valueSites(_ problem: SiteProblem, _ nearness: Nearness) -> Double {
        for site in value.indices { value[site] = 0 }
        var sum = 0.0
        for client in 0..<problem.clients {
            let price = prices[client]
            sum += price
            for at in client * problem.sites..<(client + 1) * problem.sites {
                let cost = nearness.siteCosts[at]
                if cost >= price { break }
                value[Int(nearness.sites[at])] += cost - price
            }
        }
        return sum
    }

    private mutating func choose(_ problem: SiteProblem) {
        chosen.removeAll(keepingCapacity: true)
        var free: [Int] = []
        for site in 0..<problem.sites {
            if standings[site] == .open { chosen.append(site) }
            if standings[site] == .free { free.append(site) }
        }
        free.sort { value[$0] < value[$1] || (value[$0] == value[$1] && $0 < $1) }
        chosen.append(contentsOf: free.prefix(problem.p - chosen.count))
    }

    /// Clients served by nobody offer more, those served twice less; the last direction is kept in part (Camerini,
    /// Fratta and Maffioli 1975), which stops the prices from swinging.
    private mutating func move(_ problem: SiteProblem, _ nearness: Nearness, by length: Double) {
        for client in served.indices { served[client] = 0 }
        let dearest = prices.max() ?? 0
        for site in chosen {
            for at in site * problem.clients..<(site + 1) * problem.clients {
                let cost = nearness.clientCosts[at]
                if cost >= dearest { break }
                let client = Int(nearness.clients[at])
                if cost < prices[client] { served[client] += 1 }
            }
        }
        var norm = 0.0
        for client in direction.indices {
            direction[client] = Double(1 - served[client]) + 0.3 * direction[client]
            norm += direction[client] * direction[client]
        }
        guard norm > 0 else {
            stride = 0
            return
        }
        let factor = length / norm
        for client in prices.indices { prices[client] = max(0, prices[client] + factor * direction[client]) }
    }

    // MARK: Parts of the problem

    /// No set of sites that keeps to the standings is better than `best` by enough to count.
    func isClosed(_ problem: SiteProblem, best: Double) -> Bool {
        problem.cannotBeat(best, bound: bound)
    }

    /// Opens and closes for good what must be so in every better set: the bound says what the opposite would cost.
    mutating func settle(_ problem: SiteProblem, best: Double) {
        let free = standings.indices.filter { standings[$0] == .free }
            .sorted { bestValue[$0] < bestValue[$1] || (bestValue[$0] == bestValue[$1] && $0 < $1) }
        let places = problem.p - standings.count { $0 == .open }
        guard places > 0, places < free.count else { return }
        let lastIn = bestValue[free[places - 1]]
        let firstOut = bestValue[free[places]]
        for (rank, site) in free.enumerated() {
            if rank < places {
                if problem.cannotBeat(best, bound: bound - bestValue[site] + firstOut) { standings[site] = .open }
            } else if problem.cannotBeat(best, bound: bound + bestValue[site] - lastIn) {
                standings[site] = .closed
            }
        }
    }

    /// The only set of sites that is left, when no choice is.
    func only(_ problem: SiteProblem) -> [Int]? {
        let open = standings.indices.filter { standings[$0] == .open }
        if open.count == problem.p { return open }
        let possible = standings.indices.filter { standings[$0] != .closed }
        return possible.count == problem.p ? possible : nil
    }

    /// Two parts that together are this one: the site that is worth most stays closed, and is open.
    func halves(_ problem: SiteProblem) -> [LagrangeanBound] {
        let free = standings.indices.filter { standings[$0] == .free }
        guard let site = free.min(by: { bestValue[$0] < bestValue[$1] }) else { return [] }
        return [Standing.open, .closed].map { standing in
            var half = self
            half.standings[site] = standing
            half.prices = bestPrices
            half.stride = 0.5
            half.leastStride = 0.25
            half.standstill = 0
            // Its first step gives the same or more: the old bound holds, but its values belong to other standings.
            half.bound = -.infinity
            half.floor = max(floor, bound)
            return half
        }
    }
}
