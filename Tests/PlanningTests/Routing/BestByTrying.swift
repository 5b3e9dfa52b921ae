import Planning

/// The best plan's cost by trying everything: all choices of days, and for each day all ways to share the visits among
/// the vehicles. Only for a handful of customers.
struct BestByTrying {
    /// `nil`: no plan keeps all limits.
    let cost: Double?

    init(_ instance: PeriodicInstance) {
        let days = instance.days.indices.map { Self.costs(of: instance, on: $0) }
        var best = Double.infinity
        func choose(_ index: Int, _ visits: [Int]) {
            guard index < instance.customers.count else {
                let sum = zip(days, visits).reduce(0) { $0 + $1.0[$1.1] }
                best = min(best, sum)
                return
            }
            for combination in instance.customers[index].combinations {
                var visits = visits
                for day in combination { visits[day] |= 1 << index }
                choose(index + 1, visits)
            }
        }
        choose(0, Array(repeating: 0, count: instance.days.count))
        cost = best < .infinity ? best : nil
    }

    /// By set of customers: the least cost to visit them on a day with all vehicles.
    private static func costs(of instance: PeriodicInstance, on day: Int) -> [Double] {
        let sets = 1 << instance.customers.count
        let limits = instance.days[day]
        let alone = (0..<sets).map { set -> Double in
            let members = instance.customers.indices.filter { set >> $0 & 1 == 1 }.map { instance.customers[$0] }
            guard members.reduce(0, { $0 + $1.demand }) <= limits.capacity else { return .infinity }
            let length = shortest(members, instance)
            let time = length + members.reduce(0) { $0 + $1.service }
            return time <= limits.longest ?? .infinity ? length : .infinity
        }
        var costs = [Double](repeating: .infinity, count: sets)
        costs[0] = 0
        for _ in 0..<instance.vehicles {
            costs = (0..<sets).map { set in
                var best = costs[set]
                var part = set
                while part > 0 {
                    best = min(best, alone[part] + costs[set & ~part])
                    part = (part - 1) & set
                }
                return best
            }
        }
        return costs
    }

    /// The shortest way round, by trying every order.
    private static func shortest(_ members: [PeriodicInstance.Customer], _ instance: PeriodicInstance) -> Double {
        func way(_ from: (Double, Double), _ to: (Double, Double)) -> Double {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1)
            return (dx * dx + dy * dy).squareRoot()
        }
        let depot = (instance.depot.x, instance.depot.y)
        func go(_ here: (Double, Double), _ left: [PeriodicInstance.Customer]) -> Double {
            guard !left.isEmpty else { return way(here, depot) }
            return left.indices.map { index in
                var rest = left
                let next = rest.remove(at: index)
                return way(here, (next.x, next.y)) + go((next.x, next.y), rest)
            }.min() ?? 0
        }
        return members.isEmpty ? 0 : go(depot, members)
    }
}
