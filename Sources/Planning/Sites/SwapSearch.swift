/// A set of p open sites that is bettered by swaps: open one site, close another (Whitaker 1983; the gains are kept as
/// Resende and Werneck 2007 do: what closing a site costs is known for all sites, and a newcomer only corrects it for
/// the clients in its reach).
struct SwapSearch {
    private let problem: SiteProblem
    private let nearness: Nearness
    private(set) var open: [Int]
    private(set) var cost: Double = 0
    private var isOpen: [Bool]
    /// The cheapest and second cheapest open site of each client, and what they cost.
    private var first: [Int32]
    private var second: [Int32]
    private var firstCost: [Double]
    private var secondCost: [Double]
    /// What each client pays.
    var paid: [Double] { firstCost }
    /// What closing an open site costs its clients, who go to their second then.
    private var loss: [Double]
    /// Greatest second cost: a client that is farther away from a newcomer does not notice it.
    private var reach: Double = 0
    private var cheapestClosing: Int?
    private var relief: [Double]
    private var relieved: [Int32] = []
    /// Stands for a second site where only one is open; above every cost.
    private let far: Double
    /// Where the last search for a better swap ended; the next one goes on from there.
    private var cursor = 0
    /// Sites that may be opened, ascending.
    private var candidates: [Int]

    init(_ problem: SiteProblem, _ nearness: Nearness, open: [Int]) {
        self.problem = problem
        self.nearness = nearness
        self.open = open
        far = 2 * (problem.costs.max() ?? 0) + 1
        candidates = problem.standings.indices.filter { problem.standings[$0] == .free }
        isOpen = Array(repeating: false, count: problem.sites)
        first = Array(repeating: -1, count: problem.clients)
        second = first
        firstCost = Array(repeating: 0, count: problem.clients)
        secondCost = firstCost
        loss = Array(repeating: 0, count: problem.sites)
        relief = loss
        restart(with: open)
    }

    /// Forgets the open sites and takes these.
    mutating func restart(with sites: [Int]) {
        open = sites
        for site in isOpen.indices { isOpen[site] = false }
        for site in open { isOpen[site] = true }
        for client in 0..<problem.clients { lookUp(client) }
        settle()
    }

    private mutating func lookUp(_ client: Int) {
        var found = 0
        second[client] = -1
        secondCost[client] = far
        for at in client * problem.sites..<(client + 1) * problem.sites {
            let site = nearness.sites[at]
            guard isOpen[Int(site)] else { continue }
            found += 1
            if found == 1 {
                first[client] = site
                firstCost[client] = nearness.siteCosts[at]
            } else {
                second[client] = site
                secondCost[client] = nearness.siteCosts[at]
                return
            }
        }
    }

    /// Adds up afresh: sums that were only corrected would drift.
    private mutating func settle() {
        cost = 0
        reach = 0
        for site in open { loss[site] = 0 }
        for client in 0..<problem.clients {
            cost += firstCost[client]
            loss[Int(first[client])] += secondCost[client] - firstCost[client]
            reach = max(reach, secondCost[client])
        }
        cheapestClosing = nil
        for site in open where problem.standings[site] == .free {
            if loss[site] < cheapestClosing.map({ loss[$0] }) ?? .infinity { cheapestClosing = site }
        }
    }

    /// What opening this site saves when the best open one is closed for it; negative where it only costs.
    private mutating func best(opening site: Int) -> (saved: Double, closing: Int)? {
        guard let cheapest = cheapestClosing else { return nil }
        var gain = 0.0
        relieved.removeAll(keepingCapacity: true)
        let base = site * problem.clients
        for at in base..<base + problem.clients {
            let cost = nearness.clientCosts[at]
            if cost >= reach { break }
            let client = Int(nearness.clients[at])
            guard cost < secondCost[client] else { continue }
            let now = firstCost[client]
            let owner = first[client]
            if relief[Int(owner)] == 0 { relieved.append(owner) }
            if cost < now {
                gain += now - cost
                relief[Int(owner)] += secondCost[client] - now
            } else {
                relief[Int(owner)] += secondCost[client] - cost
            }
        }
        var closing = cheapest
        var least = loss[cheapest]
        for owner in relieved {
            let remaining = loss[Int(owner)] - relief[Int(owner)]
            relief[Int(owner)] = 0
            if remaining < least || (remaining == least && Int(owner) < closing),
                problem.standings[Int(owner)] == .free
            {
                least = remaining
                closing = Int(owner)
            }
        }
        return (gain - least, closing)
    }

    private mutating func swap(opening site: Int, closing old: Int) {
        isOpen[old] = false
        isOpen[site] = true
        if let at = open.firstIndex(of: old) { open[at] = site }
        for client in 0..<problem.clients {
            if first[client] == old || second[client] == old {
                lookUp(client)
                continue
            }
            let cost = problem.costs[client * problem.sites + site]
            if cost < firstCost[client] {
                second[client] = first[client]
                secondCost[client] = firstCost[client]
                first[client] = Int32(site)
                firstCost[client] = cost
            } else if cost < secondCost[client] {
                second[client] = Int32(site)
                secondCost[client] = cost
            }
        }
        settle()
    }

    /// Swaps until no swap betters the set.
    mutating func descend() {
        let least = problem.leastGain
        var unchanged = 0
        while unchanged < candidates.count {
            if cursor >= candidates.count { cursor = 0 }
            let site = candidates[cursor]
            cursor += 1
            unchanged += 1
            guard !isOpen[site], let found = best(opening: site), found.saved > least else { continue }
            swap(opening: site, closing: found.closing)
            unchanged = 0
        }
    }

    /// Opens none of these from now on.
    mutating func leave(_ hopeless: [Bool]) {
        candidates.removeAll { hopeless[$0] }
    }

    /// Opens this many sites drawn by lot, each for the one that is missed least.
    mutating func shake(times: Int, random: inout SeededRandom) {
        let closed = candidates.filter { !isOpen[$0] }
        guard !closed.isEmpty else { return }
        for _ in 0..<times {
            let site = closed[Int(random.next() % UInt64(closed.count))]
            guard !isOpen[site], let found = best(opening: site) else { continue }
            swap(opening: site, closing: found.closing)
        }
    }

    /// The fixed sites, then always the site that saves most: where the search begins.
    static func greedy(_ problem: SiteProblem) -> [Int] {
        var open: [Int] = []
        let far = 2 * (problem.costs.max() ?? 0) + 1
        var paid = [Double](repeating: far, count: problem.clients)
        func add(_ site: Int) {
            open.append(site)
            for client in 0..<problem.clients {
                paid[client] = min(paid[client], problem.costs[client * problem.sites + site])
            }
        }
        for site in 0..<problem.sites where problem.standings[site] == .fixed { add(site) }
        var saved = [Double](repeating: 0, count: problem.sites)
        while open.count < problem.p {
            for site in saved.indices { saved[site] = 0 }
            for client in 0..<problem.clients {
                let now = paid[client]
                for site in 0..<problem.sites {
                    saved[site] += max(0, now - problem.costs[client * problem.sites + site])
                }
            }
            var best: Int?
            for site in 0..<problem.sites where problem.standings[site] == .free && !open.contains(site) {
                if saved[site] > best.map({ saved[$0] }) ?? -1 { best = site }
            }
            guard let best else { break }
            add(best)
        }
        return open
    }
}
