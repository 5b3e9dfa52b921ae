/// For each client the sites from cheap to dear, for each site the clients: what both the swaps and the bound walk along.
struct Nearness: Sendable {
    /// `sites[client * problem.sites + rank]`, with the cost beside it.
    let sites: [Int32]
    let siteCosts: [Double]
    /// `clients[site * problem.clients + rank]`.
    let clients: [Int32]
    let clientCosts: [Double]

    init(_ problem: SiteProblem) {
        let (n, m) = (problem.clients, problem.sites)
        (sites, siteCosts) = Self.sorted(rows: n, columns: m) { problem.costs[$0 * m + $1] }
        (clients, clientCosts) = Self.sorted(rows: m, columns: n) { problem.costs[$1 * m + $0] }
    }

    private static func sorted(
        rows: Int, columns: Int, cost: (Int, Int) -> Double
    ) -> (indices: [Int32], costs: [Double]) {
        var indices: [Int32] = []
        var costs: [Double] = []
        indices.reserveCapacity(rows * columns)
        costs.reserveCapacity(rows * columns)
        var row: [(cost: Double, index: Int32)] = Array(repeating: (0, 0), count: columns)
        for r in 0..<rows {
            for c in 0..<columns { row[c] = (cost(r, c), Int32(c)) }
            // The number breaks ties: the same order on every machine.
            row.sort { $0.cost < $1.cost || ($0.cost == $1.cost && $0.index < $1.index) }
            for entry in row {
                indices.append(entry.index)
                costs.append(entry.cost)
            }
        }
        return (indices, costs)
    }
}
