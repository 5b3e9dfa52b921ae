extension LinkedRoutes {
    /// Moves customers to other days wherever the best places there cost less, until nobody gains (pattern improvement,
    /// Vidal and others 2012). True when a customer moved.
    mutating func improveDays(using random: inout SeededRandom) -> Bool {
        var candidates = 0
        for customer in 1...Int(count) where flat.choices(of: customer).count > 1 {
            order[candidates] = Int32(customer)
            candidates += 1
        }
        random.shuffle(order, count: candidates)
        var (index, unchanged, moved) = (0, 0, false)
        while unchanged < candidates {
            if moveToBestDays(order[index]) {
                (unchanged, moved) = (0, true)
            } else {
                unchanged += 1
            }
            index = index + 1 == candidates ? 0 : index + 1
        }
        return moved
    }

    /// Gives customers that lack visits all of a choice that holds what they have, at the least cost.
    mutating func complete(_ missing: UnsafePointer<Int32>, count: Int) {
        for index in 0..<count { _ = moveToBestDays(missing[index]) }
    }

    private mutating func moveToBestDays(_ customer: Int32) -> Bool {
        let now = chosen[Int(customer)]
        let choices = flat.choices(of: Int(customer))
        var isAllowed = false
        var union: UInt32 = 0
        for choice in choices {
            union |= flat.combinations[choice]
            if flat.combinations[choice] == now { isAllowed = true }
        }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 32) { cost in
            // A visit there is costs what leaving it would save; one there is not, what the best place costs.
            // Nobody moves who would pay more than all that is worth now.
            var limit = 0.0
            for day in 0..<flat.days where now >> UInt32(day) & 1 == 1 {
                select(day: day)
                cost[day] = worth(customer)
                limit += cost[day]
            }
            if !isAllowed { limit = .infinity }
            for day in 0..<flat.days where (union & ~now) >> UInt32(day) & 1 == 1 {
                select(day: day)
                cost[day] = cheapestVisit(customer, below: limit).cost
            }
            var (best, bestCost) = (now, Double.infinity)
            for choice in choices {
                let days = flat.combinations[choice]
                // Who lacks visits keeps those she has.
                if !isAllowed && days & now != now { continue }
                var sum = days == now ? -Self.least : 0
                var rest = days
                while rest != 0 {
                    sum += cost[rest.trailingZeroBitCount]
                    rest &= rest &- 1
                }
                if sum < bestCost { (best, bestCost) = (days, sum) }
            }
            if best == now { return false }
            for day in 0..<flat.days where (now ^ best) >> UInt32(day) & 1 == 1 {
                select(day: day)
                if now >> UInt32(day) & 1 == 1 {
                    let route = nodes[Int(customer)].route
                    unlink(customer)
                    update(route)
                } else {
                    let found = cheapestVisit(customer, below: .infinity)
                    insert(customer, after: found.after)
                    nodes[Int(customer)].tried = -1
                    update(found.route)
                }
            }
            chosen[Int(customer)] = best
            return true
        }
    }

    /// What leaving out a visit of the day at work would save.
    private func worth(_ customer: Int32) -> Double {
        let route = routes[Int(nodes[Int(customer)].route)]
        let length = saved(customer)
        let load = route.load - demand[Int(customer)]
        let time = route.time + length - service[Int(customer)]
        return route.penalty - penalty(load: load, time: time) - length
    }

    /// The cheapest place on the day at work; infinite where nothing is below the limit.
    private mutating func cheapestVisit(
        _ customer: Int32, below limit: Double
    ) -> (cost: Double, route: Int32, after: Int32) {
        var best = (cost: limit, route: Int32(-1), after: start(0))
        let (load, service) = (demand[Int(customer)], service[Int(customer)])
        var sawEmpty = false
        for index in 0..<vehicles {
            let route = routes + Int(index)
            if route.pointee.count == 0 {
                // One empty route is as good as another.
                if sawEmpty { continue }
                sawEmpty = true
            }
            let (newLoad, newTime) = (route.pointee.load + load, route.pointee.time + service)
            // No detour is below 0.
            if penalty(load: newLoad, time: newTime) - route.pointee.penalty >= best.cost { continue }
            let found = findPlace(index, for: customer)
            let cost = found.cost - route.pointee.penalty + penalty(load: newLoad, time: newTime + found.cost)
            if cost < best.cost { best = (cost, index, found.after) }
        }
        if best.route < 0 { best.cost = .infinity }
        return best
    }
}
