/// The p-median problem: of many sites open p, so that what all clients pay to reach their cheapest open site is least.
///
/// Clients and sites are numbered from 0. A site may be fixed (always open) or forbidden (never open).
package struct SiteProblem: Sendable {
    package let clients: Int
    package let sites: Int
    /// How many sites to open, 1 to the number of sites that are not forbidden.
    package let p: Int
    /// `costs[client * sites + site]`: what it costs that all of this client go there; finite, 0 or more.
    package let costs: [Double]
    /// A site's standing, by number.
    package let standings: [Standing]
    /// All costs are whole numbers: then a bound may be rounded up.
    let isIntegral: Bool

    package enum Standing: Sendable {
        case free, fixed, forbidden
    }

    /// Why a problem is none.
    package enum Mistake: Error, Equatable {
        /// The costs are not clients × sites numbers.
        case wrongSize(costs: Int, clients: Int, sites: Int)
        /// A cost is negative, infinite or no number.
        case cost(Double, client: Int, site: Int)
        /// There is no such site, or it is both fixed and forbidden.
        case standing(site: Int)
        /// p is below 1, below the fixed sites, or above those that may be opened.
        case p(Int, fixed: Int, allowed: Int)
    }

    package init(
        clients: Int, sites: Int, p: Int, costs: [Double], fixed: [Int] = [], forbidden: [Int] = []
    ) throws(Mistake) {
        guard clients > 0, sites > 0, costs.count == clients * sites else {
            throw .wrongSize(costs: costs.count, clients: clients, sites: sites)
        }
        if let at = costs.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
            throw .cost(costs[at], client: at / sites, site: at % sites)
        }
        var standings = [Standing](repeating: .free, count: sites)
        for site in fixed {
            guard (0..<sites).contains(site) else { throw .standing(site: site) }
            standings[site] = .fixed
        }
        for site in forbidden {
            guard (0..<sites).contains(site), standings[site] != .fixed else { throw .standing(site: site) }
            standings[site] = .forbidden
        }
        let mustOpen = standings.count { $0 == .fixed }
        let mayOpen = standings.count { $0 != .forbidden }
        guard p >= 1, p >= mustOpen, p <= mayOpen else { throw .p(p, fixed: mustOpen, allowed: mayOpen) }
        self.clients = clients
        self.sites = sites
        self.p = p
        self.costs = costs
        self.standings = standings
        // Below 2^50 sums of whole numbers stay exact.
        isIntegral = costs.allSatisfy { $0 == $0.rounded() } && costs.reduce(0, +) < 0x1p50
    }

    /// What the clients pay when exactly these sites are open; infinite when none is.
    package func cost(of open: [Int]) -> Double {
        (0..<clients).reduce(0) { sum, client in
            sum + (open.map { costs[client * sites + $0] }.min() ?? .infinity)
        }
    }

    /// A cost this much lower counts as lower: rounding errors of sums are not progress.
    var leastGain: Double { isIntegral ? 0.5 : 1e-12 * Double(clients) * (costs.max() ?? 0) }

    /// Whether a set with at least this bound cannot better a known one by enough to count: by a whole unit where all
    /// costs are whole numbers, by a ten-millionth elsewhere.
    func cannotBeat(_ best: Double, bound: Double) -> Bool {
        isIntegral ? bound > best - 1 + 1e-6 : bound >= best - 1e-7 * best
    }

    /// The least cost that counts as above a target.
    func justAbove(_ target: Double) -> Double {
        isIntegral ? target.rounded(.down) + 1 : target * (1 + 2e-7)
    }
}
