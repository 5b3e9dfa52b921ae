/// Plans tours over a period by hybrid genetic search with diversity control (Vidal, Crainic, Gendreau, Lahrichi and
/// Rei 2012), with the exchange moves of its successor (Vidal 2022).
///
/// The same instance, seed and number of iterations give the same plan. One set of parameters serves all instances.
package struct HybridGeneticSearch: ~Copyable {
    /// Share of children that may be driven, which the penalties steer for.
    private static let wantedShare = 0.2
    /// Iterations between two looks at the penalties.
    private static let steering = 100
    /// Iterations without a better plan after which all but the best begins anew.
    private static let patience = 10_000

    private let instance: PeriodicInstance
    private let flat: FlatInstance
    private var linked: LinkedRoutes
    private let split: GiantTourSplit
    private var random: SeededRandom
    private var penalties: Penalties
    private var pool = PlanPool()
    /// Of the latest children, which kept the limits.
    private var loadsKept: [Bool] = []
    private var timesKept: [Bool] = []
    private var best: Individual?
    private var bestSinceRestart = Double.infinity
    private var iterations = 0
    private var sinceBetter = 0

    package init(_ instance: PeriodicInstance, seed: UInt64) {
        self.instance = instance
        flat = FlatInstance(instance)
        linked = LinkedRoutes(flat)
        split = GiantTourSplit(flat)
        random = SeededRandom(seed: seed)
        let load = flat.largestDemand > 0 ? flat.longestDistance / flat.largestDemand : 1
        penalties = Penalties(load: min(1_000, max(0.1, load)), time: 1)
    }

    /// What came out.
    package struct Outcome: Equatable, Sendable {
        /// `nil`: no plan that keeps all limits was found.
        package let plan: PeriodicPlan?
        /// Children born.
        package let iterations: Int
    }

    /// Searches until the iterations are done or the watch says stop.
    package mutating func run(iterations most: Int, watch: Watch = .patient) -> Outcome {
        var firsts = 4 * PlanPool.kept
        while iterations < most, !watch.shouldStop() {
            if sinceBetter >= Self.patience {
                pool.clear()
                (sinceBetter, bestSinceRestart) = (0, .infinity)
                firsts = 4 * PlanPool.kept
            }
            if firsts > 0 {
                firsts -= 1
                scatter()
            } else {
                let one = pool.tournament(using: &random)
                cross(one, pool.tournament(using: &random))
            }
            iterations += 1
            sinceBetter += 1
            let isBetter = educate()
            if iterations % Self.steering == 0 { steer() }
            if isBetter || iterations % Self.steering == 0 {
                watch.report(Progress(iterations: iterations, best: best?.length))
            }
        }
        return Outcome(plan: best?.plan(flat), iterations: iterations)
    }

    // MARK: Improvement

    /// Improves what is linked and takes it in; half of what breaks limits is tried again with tenfold penalties.
    private mutating func educate() -> Bool {
        improve(penalties)
        let child = Individual(&linked)
        note(child)
        var isBetter = take(child)
        if !child.isFeasible, random.below(2) == 0 {
            improve(Penalties(load: penalties.load * 10, time: penalties.time * 10))
            let repaired = Individual(&linked)
            if repaired.isFeasible { isBetter = take(repaired) || isBetter }
        }
        return isBetter
    }

    private mutating func improve(_ penalties: Penalties) {
        linked.penalties = penalties
        for day in 0..<flat.days {
            linked.select(day: day)
            for route in 0..<linked.vehicles { linked.update(route) }
        }
        repeat {
            for day in 0..<flat.days { linked.improve(day: day, using: &random) }
            // Both are tried before the days begin again.
        } while linked.improveDays(using: &random) || linked.exchangeBetweenDays()
    }

    private mutating func take(_ child: Individual) -> Bool {
        pool.add(child, penalties: penalties)
        guard child.isFeasible else { return false }
        if child.length < bestSinceRestart - 1e-6 {
            bestSinceRestart = child.length
            sinceBetter = 0
        }
        guard child.length < (best?.length ?? .infinity) - 1e-9 else { return false }
        best = child
        return true
    }

    private mutating func note(_ child: Individual) {
        loadsKept.append(child.excessLoad == 0)
        timesKept.append(child.excessTime == 0)
    }

    /// Dearer limits when too few children keep them, cheaper ones when too many do.
    private mutating func steer() {
        func steered(_ penalty: Double, _ kept: [Bool]) -> Double {
            let share = Double(kept.count { $0 }) / Double(max(1, kept.count))
            if share < Self.wantedShare - 0.05 { return min(100_000, penalty * 1.2) }
            if share > Self.wantedShare + 0.05 { return max(0.1, penalty * 0.85) }
            return penalty
        }
        penalties.load = steered(penalties.load, loadsKept)
        penalties.time = steered(penalties.time, timesKept)
        loadsKept.removeAll(keepingCapacity: true)
        timesKept.removeAll(keepingCapacity: true)
        pool.weigh(penalties)
    }

    // MARK: Children

    /// Any days, any order.
    private mutating func scatter() {
        var tours = [[Int32]](repeating: [], count: flat.days)
        var chosen = [UInt32](repeating: 0, count: flat.width)
        var order = (1...Int32(flat.count)).map { $0 }
        order.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { random.shuffle(base, count: buffer.count) }
        }
        for customer in order {
            let choices = flat.choices(of: Int(customer))
            let days = flat.combinations[choices.lowerBound + random.below(choices.count)]
            chosen[Int(customer)] = days
            for day in 0..<flat.days where days >> UInt32(day) & 1 == 1 { tours[day].append(customer) }
        }
        load(tours, chosen)
    }

    /// Takes days and pieces of days from two plans (PIX: periodic crossover with insertions), and links the child.
    private mutating func cross(_ one: Individual, _ two: Individual) {
        var days = (0..<Int32(flat.days)).map { $0 }
        days.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { random.shuffle(base, count: buffer.count) }
        }
        let (first, second) = (random.below(flat.days + 1), random.below(flat.days + 1))
        let (onlyOne, onlyTwo) = (min(first, second), max(first, second))
        var tours = [[Int32]](repeating: [], count: flat.days)
        var chosen = [UInt32](repeating: 0, count: flat.width)
        // From the first parent: some days whole, of others a piece.
        for (index, day) in days.enumerated() where index < onlyOne || index >= onlyTwo {
            let tour = one.tours[Int(day)]
            guard !tour.isEmpty else { continue }
            let bit = UInt32(1) << UInt32(day)
            var (from, length) = (0, tour.count)
            if index >= onlyOne {
                from = random.below(tour.count)
                length = 1 + random.below(tour.count)
            }
            for step in 0..<length {
                let customer = tour[(from + step) % tour.count]
                tours[Int(day)].append(customer)
                chosen[Int(customer)] |= bit
            }
        }
        // From the second: what still fits to a choice, day by day.
        var rest = Array(days[onlyOne...])
        rest.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { random.shuffle(base, count: buffer.count) }
        }
        for day in rest {
            let bit = UInt32(1) << UInt32(day)
            for customer in two.tours[Int(day)] where chosen[Int(customer)] & bit == 0 {
                if flat.allows(chosen[Int(customer)] | bit, for: Int(customer)) {
                    tours[Int(day)].append(customer)
                    chosen[Int(customer)] |= bit
                }
            }
        }
        load(tours, chosen)
        var missing: [Int32] = []
        for customer in 1...flat.count
        where !flat.choices(of: customer).contains(where: { flat.combinations[$0] == chosen[customer] }) {
            missing.append(Int32(customer))
        }
        missing.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            random.shuffle(base, count: buffer.count)
            linked.complete(base, count: buffer.count)
        }
    }

    /// Cuts the days' tours into routes and links them.
    private mutating func load(_ tours: [[Int32]], _ chosen: [UInt32]) {
        linked.penalties = penalties
        for customer in 0..<flat.width { linked.chosen[customer] = chosen[customer] }
        for (day, tour) in tours.enumerated() {
            linked.select(day: day)
            tour.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress, !buffer.isEmpty else {
                    for route in 0..<linked.vehicles { linked.clear(route) }
                    return
                }
                split.cut(base, count: buffer.count, day: day, penalties: penalties)
                for route in 0..<Int(linked.vehicles) {
                    let (from, to) = (Int(split.ends[route]), Int(split.ends[route + 1]))
                    linked.link(Int32(route), base + from, to - from)
                }
            }
        }
    }
}
