/// An instance as the search reads it: flat memory, customers counted from 1, the depot is site 0.
///
/// Whoever holds pointers of it keeps it alive.
final class FlatInstance {
    /// Customers.
    let count: Int
    let days: Int
    /// Vehicles a day; never more than customers.
    let vehicles: Int
    /// Sites, depot included: a row of `distance`.
    let width: Int
    let distance: UnsafeMutablePointer<Double>
    let demand: UnsafeMutablePointer<Double>
    let service: UnsafeMutablePointer<Double>
    /// Direction from the depot, a full turn is 65536.
    let angle: UnsafeMutablePointer<Int32>
    /// For each customer all others, the nearest first: rows of `count - 1`.
    let nearest: UnsafeMutablePointer<Int32>
    /// By day.
    let capacity: UnsafeMutablePointer<Double>
    let longest: UnsafeMutablePointer<Double>
    /// The choices of customer c: `combinations[firstCombination[c]..<firstCombination[c + 1]]`.
    let firstCombination: UnsafeMutablePointer<Int32>
    let combinations: UnsafeMutablePointer<UInt32>
    let longestDistance: Double
    let largestDemand: Double
    /// The numbers of the customers in the instance.
    let numbers: [Int]

    init(_ instance: PeriodicInstance) {
        count = instance.customers.count
        days = instance.days.count
        vehicles = min(instance.vehicles, count)
        width = count + 1
        numbers = [0] + instance.customers.map(\.number)
        let points = [(instance.depot.x, instance.depot.y)] + instance.customers.map { ($0.x, $0.y) }
        distance = .allocate(capacity: width * width)
        angle = .allocate(capacity: width)
        var far = 0.0
        for from in 0..<width {
            let (fx, fy) = points[from]
            for to in 0..<width {
                let (dx, dy) = (points[to].0 - fx, points[to].1 - fy)
                let length = (dx * dx + dy * dy).squareRoot()
                far = max(far, length)
                distance[from * width + to] = length
            }
            angle[from] = Self.direction(fx - points[0].0, fy - points[0].1)
        }
        longestDistance = far
        demand = .allocate(capacity: width)
        service = .allocate(capacity: width)
        (demand[0], service[0]) = (0, 0)
        for (index, customer) in instance.customers.enumerated() {
            demand[index + 1] = customer.demand
            service[index + 1] = customer.service
        }
        largestDemand = instance.customers.map(\.demand).max() ?? 0
        nearest = .allocate(capacity: max(1, width * (count - 1)))
        for from in 1...count {
            let row = distance + from * width
            let others = (1...count).filter { $0 != from }.sorted { (row[$0], $0) < (row[$1], $1) }
            for (place, other) in others.enumerated() { nearest[from * (count - 1) + place] = Int32(other) }
        }
        capacity = .allocate(capacity: days)
        longest = .allocate(capacity: days)
        // What sums of rounded numbers may be above a limit without being too much.
        for (day, limits) in instance.days.enumerated() {
            capacity[day] = limits.capacity + RouteCheck.tolerance / 10
            longest[day] = limits.longest.map { $0 + RouteCheck.tolerance / 10 } ?? .infinity
        }
        firstCombination = .allocate(capacity: width + 1)
        let all = instance.customers.flatMap { $0.combinations.map(\.bits) }
        combinations = .allocate(capacity: all.count)
        combinations.initialize(from: all, count: all.count)
        (firstCombination[0], firstCombination[1]) = (0, 0)
        for (index, customer) in instance.customers.enumerated() {
            firstCombination[index + 2] = firstCombination[index + 1] + Int32(customer.combinations.count)
        }
    }

    deinit {
        distance.deallocate()
        demand.deallocate()
        service.deallocate()
        angle.deallocate()
        nearest.deallocate()
        capacity.deallocate()
        longest.deallocate()
        firstCombination.deallocate()
        combinations.deallocate()
    }

    func choices(of customer: Int) -> Range<Int> {
        Int(firstCombination[customer])..<Int(firstCombination[customer + 1])
    }

    /// May some choice of the customer hold all these days?
    func allows(_ days: UInt32, for customer: Int) -> Bool {
        choices(of: customer).contains { combinations[$0] & days == days }
    }

    /// The direction by an octagon's edge instead of a circle's: the same order, and the same on every machine.
    private static func direction(_ x: Double, _ y: Double) -> Int32 {
        let sum = x.magnitude + y.magnitude
        guard sum > 0 else { return 0 }
        let part = y / sum
        let turn = x >= 0 ? (y >= 0 ? part : 4 + part) : 2 - part
        return Int32(turn * 16_384) & 0xFFFF
    }
}

extension SeededRandom {
    /// A number from 0 to below the bound, by multiplication (Lemire 2019, without its correction: bounds here are tiny).
    mutating func below(_ bound: Int) -> Int {
        Int((next() >> 32).multipliedReportingOverflow(by: UInt64(bound)).partialValue >> 32)
    }

    mutating func shuffle(_ numbers: UnsafeMutablePointer<Int32>, count: Int) {
        guard count > 1 else { return }
        for last in stride(from: count - 1, to: 0, by: -1) {
            let other = below(last + 1)
            (numbers[last], numbers[other]) = (numbers[other], numbers[last])
        }
    }
}

/// What a unit above a limit costs while the search goes on.
struct Penalties {
    var load: Double
    var time: Double
}
