import Planning

extension PeriodicInstance {
    /// Customers in the plane, numbered from 1, with what a test is about.
    static func made(
        _ customers: [(x: Double, y: Double, demand: Double, combinations: [[Int]])], vehicles: Int, days: Int,
        capacity: Double, longest: Double? = nil, service: Double = 0
    ) throws -> PeriodicInstance {
        try PeriodicInstance(
            name: "made", depot: Place(x: 0, y: 0),
            days: Array(repeating: Day(capacity: capacity, longest: longest), count: days), vehicles: vehicles,
            customers: customers.enumerated().map { index, customer in
                Customer(
                    number: index + 1, x: customer.x, y: customer.y, service: service, demand: customer.demand,
                    combinations: customer.combinations.map(DaySet.init))
            })
    }

    /// Anything, the same for the same seed: some customers come once, some twice, some on every day.
    static func drawn(
        _ count: Int, seed: UInt64, vehicles: Int, days: Int, capacity: Double, longest: Double? = nil
    ) throws -> PeriodicInstance {
        var random = SeededRandom(seed: seed)
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        let singles = (0..<days).map { [$0] }
        let pairs = (0..<days).flatMap { first in ((first + 1)..<max(days, first + 1)).map { [first, $0] } }
        return try made(
            (0..<count).map { _ in
                let kind = number(0...9)
                let combinations = kind < 6 ? singles : kind < 9 && !pairs.isEmpty ? pairs : [Array(0..<days)]
                return (Double(number(-50...50)), Double(number(-50...50)), Double(number(1...9)), combinations)
            }, vehicles: vehicles, days: days, capacity: capacity, longest: longest, service: 2)
    }
}
