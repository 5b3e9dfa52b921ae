/// Tells of a plan whether it may be driven, and what it costs.
///
/// It shares nothing with the search: every figure is taken anew from the coordinates, demands and limits.
package enum RouteCheck {
    /// Loads and times may be above a limit by this much: sums of rounded numbers.
    package static let tolerance = 1e-6

    /// What is wrong with a plan; days and routes are counted from 1.
    package enum Violation: Equatable, Sendable, CustomStringConvertible {
        case days(planned: Int, expected: Int)
        case unknownCustomer(Int, day: Int)
        case visitedTwice(customer: Int, day: Int)
        /// Days from 1.
        case combination(customer: Int, visited: [Int])
        case vehicles(day: Int, used: Int, available: Int)
        case load(day: Int, route: Int, load: Double, capacity: Double)
        case duration(day: Int, route: Int, duration: Double, longest: Double)
        case cost(stated: Double, computed: Double)

        package var description: String {
            switch self {
            case .days(let planned, let expected): "Geplant sind \(planned) Tage, die Aufgabe hat \(expected)."
            case .unknownCustomer(let customer, let day):
                "Tag \(day): Kunde \(customer) kommt in der Aufgabe nicht vor."
            case .visitedTwice(let customer, let day):
                "Tag \(day): Kunde \(customer) wird mehr als einmal besucht."
            case .combination(let customer, let visited):
                visited.isEmpty
                    ? "Kunde \(customer) wird nie besucht."
                    : "Kunde \(customer): Die Tage \(visited.map(String.init).joined(separator: ", ")) stehen nicht zur Wahl."
            case .vehicles(let day, let used, let available):
                "Tag \(day): \(used) Fahrzeuge fahren, \(available) gibt es."
            case .load(let day, let route, let load, let capacity):
                "Tag \(day), Tour \(route): Die Ladung \(load) ist größer als \(capacity)."
            case .duration(let day, let route, let duration, let longest):
                "Tag \(day), Tour \(route): Die Dauer \(duration) ist länger als \(longest)."
            case .cost(let stated, let computed): "Angegeben sind die Kosten \(stated), es sind \(computed)."
            }
        }
    }

    /// The length of all routes, from the depot and back; customers that do not exist are passed over.
    package static func cost(of plan: PeriodicPlan, in instance: PeriodicInstance) -> Double {
        let customers = index(instance)
        return plan.routes.joined().reduce(0) { $0 + length($1.compactMap { customers[$0] }, instance) }
    }

    /// Everything that is wrong, in the order of days and routes, then of customers.
    /// - Parameter stated: the cost somebody claims for the plan; more than a thousandth off is a violation.
    package static func violations(
        of plan: PeriodicPlan, in instance: PeriodicInstance, stated: Double? = nil
    ) -> [Violation] {
        let customers = index(instance)
        var found: [Violation] = []
        var visits: [Int: [Int]] = [:]
        if plan.routes.count != instance.days.count {
            found.append(.days(planned: plan.routes.count, expected: instance.days.count))
        }
        for (day, routes) in plan.routes.enumerated() {
            let used = routes.count { !$0.isEmpty }
            if used > instance.vehicles {
                found.append(.vehicles(day: day + 1, used: used, available: instance.vehicles))
            }
            for (number, route) in routes.enumerated() {
                for customer in route {
                    if customers[customer] == nil {
                        found.append(.unknownCustomer(customer, day: day + 1))
                    } else if visits[customer]?.last == day + 1 {
                        found.append(.visitedTwice(customer: customer, day: day + 1))
                    } else {
                        visits[customer, default: []].append(day + 1)
                    }
                }
                guard day < instance.days.count else { continue }
                let limits = instance.days[day]
                let known = route.compactMap { customers[$0] }
                let load = known.reduce(0) { $0 + $1.demand }
                if !(load <= limits.capacity + tolerance) {
                    found.append(.load(day: day + 1, route: number + 1, load: load, capacity: limits.capacity))
                }
                let duration = length(known, instance) + known.reduce(0) { $0 + $1.service }
                if let longest = limits.longest, !(duration <= longest + tolerance) {
                    found.append(
                        .duration(day: day + 1, route: number + 1, duration: duration, longest: longest))
                }
            }
        }
        for customer in instance.customers {
            let visited = visits[customer.number] ?? []
            let isAllowed = customer.combinations.contains { $0.map { $0 + 1 } == visited }
            if !isAllowed { found.append(.combination(customer: customer.number, visited: visited)) }
        }
        let computed = cost(of: plan, in: instance)
        if let stated, !((stated - computed).magnitude <= 0.001) {
            found.append(.cost(stated: stated, computed: computed))
        }
        return found
    }

    private static func index(_ instance: PeriodicInstance) -> [Int: PeriodicInstance.Customer] {
        Dictionary(uniqueKeysWithValues: instance.customers.map { ($0.number, $0) })
    }

    private static func length(_ route: [PeriodicInstance.Customer], _ instance: PeriodicInstance) -> Double {
        let depot = (instance.depot.x, instance.depot.y)
        let points = [depot] + route.map { ($0.x, $0.y) } + [depot]
        return zip(points, points.dropFirst()).reduce(0) { sum, leg in
            let (dx, dy) = (leg.1.0 - leg.0.0, leg.1.1 - leg.0.1)
            return sum + (dx * dx + dy * dy).squareRoot()
        }
    }
}
