/// What `plan tours` says of a plan, as JSON, and what `plan check` believes nothing of until it has counted itself.
package struct TourSolution: Codable, Equatable, Sendable {
    /// Tells solutions of tours from others.
    package static let kind = "tours"

    package struct Visits: Codable, Equatable, Sendable {
        package let customer: Int
        /// From 1, in order.
        package let days: [Int]
    }

    package let kind: String
    package let instance: String
    /// The length of all routes.
    package let cost: Double
    package let iterations: Int
    /// How long the search took.
    package let seconds: Double
    package let seed: UInt64
    /// By day, then by vehicle: customers in the order of the visits.
    package let routes: [[[Int]]]
    /// The days chosen for each customer, by number.
    package let patterns: [Visits]

    package init(
        _ plan: PeriodicPlan, of instance: PeriodicInstance, iterations: Int, seconds: Double, seed: UInt64
    ) {
        (kind, self.instance) = (Self.kind, instance.name)
        cost = RouteCheck.cost(of: plan, in: instance)
        (self.iterations, self.seconds, self.seed) = (iterations, seconds, seed)
        routes = plan.routes
        patterns = plan.days.sorted { $0.key < $1.key }
            .map { Visits(customer: $0.key, days: $0.value.map { $0 + 1 }) }
    }

    package var plan: PeriodicPlan { PeriodicPlan(routes: routes) }

    /// What is wrong with the plan, the cost stated and the days stated; nothing, if all is right.
    package func mistakes(in instance: PeriodicInstance) -> [String] {
        var found = RouteCheck.violations(of: plan, in: instance, stated: cost).map(\.description)
        let driven = plan.days
        for stated in patterns where driven[stated.customer].map({ $0.map { $0 + 1 } }) != stated.days {
            found.append("Kunde \(stated.customer): Die angegebenen Tage sind andere als die der Touren.")
        }
        let named = Set(patterns.map(\.customer))
        for customer in driven.keys.sorted() where !named.contains(customer) {
            found.append("Kunde \(customer): Seine Tage sind nicht angegeben.")
        }
        return found
    }
}
