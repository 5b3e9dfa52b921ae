/// Who is visited when, and by which route: a solution of a `PeriodicInstance`.
package struct PeriodicPlan: Equatable, Sendable {
    /// By day, then by vehicle: the numbers of the customers in the order of the visits; vehicles that stay at home are left out.
    package let routes: [[[Int]]]

    package init(routes: [[[Int]]]) { self.routes = routes }

    /// The days on which each customer is visited.
    package var days: [Int: DaySet] {
        var bits: [Int: UInt32] = [:]
        for (day, routes) in routes.enumerated() where day < 32 {
            for customer in routes.joined() { bits[customer, default: 0] |= 1 << UInt32(day) }
        }
        return bits.mapValues(DaySet.init(bits:))
    }
}
