/// A solved p-median problem as it is written down and handed on: nodes are numbered from 1, as in the file.
package struct SiteSolution: Codable, Equatable, Sendable {
    /// Always `sites`.
    package let kind: String
    package let p: Int
    package let cost: Int
    /// Ascending.
    package let medians: [Int]
    /// The median of each node, in the order of the nodes.
    package let assignment: [Int]
    /// No solution costs less: proved.
    package let bound: Int
    /// The bound has reached the cost.
    package let isBest: Bool
    package let iterations: Int
    package let seed: UInt64

    package static let kind = "sites"

    package init(_ plan: SitePlan, seed: UInt64) {
        kind = Self.kind
        p = plan.open.count
        cost = Int(plan.cost)
        medians = plan.open.map { $0 + 1 }
        assignment = plan.assignment.map { $0 + 1 }
        bound = Int(plan.bound)
        isBest = plan.isBest
        iterations = plan.iterations
        self.seed = seed
    }
}
