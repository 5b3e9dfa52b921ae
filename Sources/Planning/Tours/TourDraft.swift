/// A plan in the making: which unit is in which tour, in which order, and what it costs. Cents.
struct TourDraft {
    fileprivate struct Way: Hashable {
        let weekday: Int
        let units: [Int]
    }

    struct Place {
        let slot: Int
        let position: Int
        /// What the tour costs more.
        let growth: Int
        let penalty: Int
        var cost: Int { growth + penalty }
    }

    /// The costs of ways that were looked at before; they are the same for every draft of a problem.
    struct Memory {
        fileprivate var costs: [Way: Int] = [:]
    }

    let problem: TourProblem
    private let clock: TourClock
    private let kits: Int
    /// By day and kit: units in the order of the way.
    private(set) var tours: [[Int]]
    private var costs: [Int]
    /// By day: tours that go out.
    private var busy: [Int]
    /// By unit; -1 is none.
    private(set) var option: [Int]
    /// By unit and turn of the chosen option; -1 is unplanned.
    private(set) var slots: [[Int]]
    private var penalties: [[Int]]
    private(set) var total: Int

    init(_ problem: TourProblem) {
        self.problem = problem
        clock = problem.clock
        kits = problem.request.kits.count
        tours = Array(repeating: [], count: problem.dayCount * kits)
        costs = Array(repeating: 0, count: problem.dayCount * kits)
        busy = Array(repeating: 0, count: problem.dayCount)
        option = Array(repeating: -1, count: problem.units.count)
        slots = Array(repeating: [], count: problem.units.count)
        penalties = slots
        total = 0
    }

    // MARK: Costs

    private static let impossible = Int.max / 4

    private func cost(of way: [Int], weekday: Int, _ memory: inout Memory) -> Int {
        if way.isEmpty { return 0 }
        let key = Way(weekday: weekday, units: way)
        if let known = memory.costs[key] { return known }
        var cost = Self.impossible
        if let presence = clock.presence(of: way, weekday: weekday) {
            let request = problem.request
            cost = presence * request.costs.minute + metres(of: way) * request.costs.kilometre / 1000
        }
        memory.costs[key] = cost
        return cost
    }

    func metres(of way: [Int]) -> Int { sum(of: way, in: problem.request.driving.metres) }

    func driving(of way: [Int]) -> Int { sum(of: way, in: problem.request.driving.minutes) }

    private func sum(of way: [Int], in table: [Int]) -> Int {
        let count = problem.request.driving.places.count
        let stops = [clock.base] + way.map { problem.jobs[$0].place } + [clock.base]
        return zip(stops, stops.dropFirst()).reduce(0) { $0 + table[$1.0 * count + $1.1] }
    }

    /// A lower bound of the cost of a way with one more unit in it.
    private func leastCost(of way: [Int], with unit: Int, at position: Int) -> Int {
        let driving = problem.request.driving
        let count = driving.places.count
        var (here, minutes, metres) = (clock.base, 2 * problem.request.frame.loading, 0)
        func go(_ next: Int) {
            let place = problem.jobs[next].place
            minutes += driving.minutes[here * count + place] + problem.jobs[next].duration
            metres += driving.metres[here * count + place]
            here = place
        }
        for (index, next) in way.enumerated() {
            if index == position { go(unit) }
            go(next)
        }
        if position == way.count { go(unit) }
        minutes += driving.minutes[here * count + clock.base]
        metres += driving.metres[here * count + clock.base]
        return minutes * problem.request.costs.minute + metres * problem.request.costs.kilometre / 1000
    }

    func times(of slot: Int) -> TourTimes? {
        clock.times(of: tours[slot], weekday: problem.weekdays[slot / kits])
    }

    // MARK: Looking

    /// The cheapest place for a turn, as the draft stands.
    ///
    /// - Parameter skip: asked for each place; `true` passes over it, so that a search does not always take the same.
    func place(_ unit: Int, _ due: TourDue, _ memory: inout Memory, skip: () -> Bool = { false }) -> Place? {
        var first = 0
        while first < due.candidates.count {
            let end = due.candidates[first...].firstIndex { $0.round != due.candidates[first].round }
            let round = due.candidates[first..<(end ?? due.candidates.count)]
            // Passing over places must not move a date: a round is left only when it has none.
            if let best = best(unit, due, round, &memory, skip) ?? best(unit, due, round, &memory, { false }) {
                return best
            }
            first += round.count
        }
        return nil
    }

    private func best(
        _ unit: Int, _ due: TourDue, _ round: ArraySlice<TourDue.Candidate>, _ memory: inout Memory,
        _ skip: () -> Bool
    ) -> Place? {
        var best: Place?
        for candidate in round {
            if let best, candidate.penalty >= best.cost { continue }
            look(unit, due, candidate, &best, &memory, skip)
        }
        return best
    }

    private func look(
        _ unit: Int, _ due: TourDue, _ candidate: TourDue.Candidate, _ best: inout Place?, _ memory: inout Memory,
        _ skip: () -> Bool
    ) {
        let day = candidate.day
        let owner = problem.units[unit].owner
        let firstSlot = day * kits
        for slot in firstSlot..<firstSlot + kits {
            if tours[slot].contains(where: { problem.units[$0].owner == owner }) { return }
        }
        var sawEmpty = false
        for kit in 0..<kits where problem.kitFree[firstSlot + kit] && problem.units[unit].kits[kit] {
            let way = tours[firstSlot + kit]
            let preferred = due.preferredKit.map { $0 == kit } ?? true
            if way.isEmpty {
                guard problem.units[unit].kind == .stop, busy[day] < problem.tourLimit[day] else { continue }
                // Kits that can do the same are the same while they are unused, unless one was published.
                if sawEmpty && problem.units[unit].kits.allSatisfy({ $0 }) && due.preferredKit == nil { continue }
                sawEmpty = true
            }
            for position in 0...way.count {
                if skip() { continue }
                // What work and driving alone cost more; waiting only adds to it.
                let least = leastCost(of: way, with: unit, at: position) - costs[firstSlot + kit]
                if let best, least + candidate.penalty >= best.cost { continue }
                var longer = way
                longer.insert(unit, at: position)
                let cost = cost(of: longer, weekday: problem.weekdays[day], &memory)
                guard cost < Self.impossible else { continue }
                let penalty = candidate.penalty + (preferred ? 0 : problem.request.costs.dayMoved / 10)
                let place = Place(
                    slot: firstSlot + kit, position: position, growth: cost - costs[firstSlot + kit], penalty: penalty)
                if best.map({ place.cost < $0.cost }) ?? true { best = place }
            }
        }
    }

    // MARK: Changing

    /// Puts in what is missing of a unit, in the cheapest of its options.
    mutating func add(_ unit: Int, _ memory: inout Memory, skip: () -> Bool = { false }) {
        let known = problem.units[unit]
        guard !known.isLocked, !known.options.isEmpty else { return }
        if option[unit] < 0 {
            var (best, bestCost) = (0, Int.max)
            for (index, dues) in known.options.enumerated() where known.options.count > 1 {
                var cost = known.surcharge[index]
                for due in dues where cost < bestCost {
                    cost += place(unit, due, &memory, skip: skip)?.cost ?? problem.request.costs.unplanned
                }
                if cost < bestCost { (best, bestCost) = (index, cost) }
            }
            option[unit] = best
            slots[unit] = Array(repeating: -1, count: known.options[best].count)
            penalties[unit] = Array(repeating: problem.request.costs.unplanned, count: known.options[best].count)
            total += known.surcharge[best] + slots[unit].count * problem.request.costs.unplanned
        }
        for (turn, due) in known.options[option[unit]].enumerated() where slots[unit][turn] < 0 {
            guard let place = place(unit, due, &memory, skip: skip) else { continue }
            total += place.cost - penalties[unit][turn]
            slots[unit][turn] = place.slot
            penalties[unit][turn] = place.penalty
            if tours[place.slot].isEmpty { busy[place.slot / kits] += 1 }
            tours[place.slot].insert(unit, at: place.position)
            costs[place.slot] += place.growth
        }
    }

    /// Takes a unit out with all its turns, and with it errands that would be left alone on the way.
    ///
    /// - Returns: the units of these errands.
    mutating func remove(_ unit: Int, _ memory: inout Memory) -> [Int] {
        guard !problem.units[unit].isLocked, option[unit] >= 0 else { return [] }
        var stranded: [Int] = []
        for turn in slots[unit].indices where slots[unit][turn] >= 0 {
            let slot = slots[unit][turn]
            takeOut(unit, turn, &memory)
            let left = tours[slot]
            guard !left.isEmpty, left.allSatisfy({ problem.units[$0].kind == .errand && !problem.units[$0].isLocked })
            else { continue }
            for errand in left {
                guard let turn = slots[errand].firstIndex(of: slot) else { continue }
                takeOut(errand, turn, &memory)
                stranded.append(errand)
            }
        }
        total -= problem.units[unit].surcharge[option[unit]] + penalties[unit].reduce(0, +)
        (option[unit], slots[unit], penalties[unit]) = (-1, [], [])
        return stranded
    }

    private mutating func takeOut(_ unit: Int, _ turn: Int, _ memory: inout Memory) {
        let slot = slots[unit][turn]
        tours[slot].removeAll { $0 == unit }
        let cost = cost(of: tours[slot], weekday: problem.weekdays[slot / kits], &memory)
        total += cost - costs[slot] + problem.request.costs.unplanned - penalties[unit][turn]
        costs[slot] = cost
        slots[unit][turn] = -1
        penalties[unit][turn] = problem.request.costs.unplanned
        if tours[slot].isEmpty { busy[slot / kits] -= 1 }
    }

    /// Puts published calls where they were.
    ///
    /// - Returns: `false`, and nothing is changed, when they cannot be one tour any more.
    mutating func lock(_ units: [Int], slot: Int, _ memory: inout Memory) -> Bool {
        let way = units
        let cost = cost(of: way, weekday: problem.weekdays[slot / kits], &memory)
        guard cost < Self.impossible else { return false }
        tours[slot] = way
        costs[slot] = cost
        busy[slot / kits] += way.isEmpty ? 0 : 1
        total += cost
        for unit in units { (option[unit], slots[unit], penalties[unit]) = (0, [slot], [0]) }
        return true
    }

    // MARK: Reasons

    /// Why a turn is in no tour, as the draft stands.
    func hindrances(_ unit: Int, _ due: TourDue) -> [Hindrance] {
        due.hindrances
            + due.candidates.map { candidate in
                let day = problem.day(candidate.day)
                let tours = tours[candidate.day * kits..<(candidate.day + 1) * kits]
                if problem.units[unit].kind == .errand {
                    return tours.allSatisfy(\.isEmpty) ? .noTour(day) : .noRoom(day)
                }
                let request = problem.request
                if busy[candidate.day] >= request.crews { return .noCrew(day) }
                if busy[candidate.day] >= problem.tourLimit[candidate.day] { return .noVehicle(day) }
                return .noRoom(day)
            }
    }
}
