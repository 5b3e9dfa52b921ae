/// Cuts a day's visits, given in one order, into routes at the least penalised cost (Prins 2004; Vidal 2016): a shortest
/// path over the places where a route may end, with at most as many routes as there are vehicles.
struct GiantTourSplit: ~Copyable {
    private let flat: FlatInstance
    /// Cost of the best cut up to a place, by number of routes.
    private let cost: UnsafeMutablePointer<Double>
    private let from: UnsafeMutablePointer<Int32>
    private let stride: Int
    /// Where routes end: route r holds the visits `ends[r]..<ends[r + 1]`.
    let ends: UnsafeMutablePointer<Int32>

    init(_ flat: FlatInstance) {
        self.flat = flat
        stride = flat.count + 1
        cost = .allocate(capacity: (flat.vehicles + 1) * stride)
        from = .allocate(capacity: (flat.vehicles + 1) * stride)
        ends = .allocate(capacity: flat.vehicles + 1)
    }

    deinit {
        cost.deallocate()
        from.deallocate()
        ends.deallocate()
    }

    /// Fills `ends` for all vehicles; those not needed have nothing.
    func cut(_ tour: UnsafePointer<Int32>, count: Int, day: Int, penalties: Penalties) {
        // A route far above the capacity is hardly ever wanted; only where nothing else is possible.
        if !cutFreely(tour, count, day, penalties), !cut(tour, count, day, penalties, most: 1.5) {
            _ = cut(tour, count, day, penalties, most: .infinity)
        }
    }

    /// Without a limit of routes; true when there are vehicles for all.
    private func cutFreely(_ tour: UnsafePointer<Int32>, _ count: Int, _ day: Int, _ penalties: Penalties) -> Bool {
        cost[0] = 0
        for place in 1..<(count + 1) { cost[place] = .infinity }
        for start in 0..<count where cost[start] < .infinity {
            extend(tour, count, day, penalties, most: 1.5, start: start, into: 0, base: cost[start])
        }
        guard cost[count] < .infinity else { return false }
        var (routes, place) = (0, count)
        while place > 0 {
            place = Int(from[place])
            routes += 1
        }
        guard routes <= flat.vehicles else { return false }
        for route in routes..<(flat.vehicles + 1) { ends[route] = Int32(count) }
        place = count
        while place > 0 {
            routes -= 1
            place = Int(from[place])
            ends[routes] = Int32(place)
        }
        return true
    }

    private func cut(
        _ tour: UnsafePointer<Int32>, _ count: Int, _ day: Int, _ penalties: Penalties, most: Double
    ) -> Bool {
        for index in 0..<((flat.vehicles + 1) * stride) { cost[index] = .infinity }
        cost[0] = 0
        for routes in 0..<flat.vehicles {
            let row = routes * stride
            for start in 0..<count where cost[row + start] < .infinity {
                extend(
                    tour, count, day, penalties, most: most, start: start, into: row + stride, base: cost[row + start])
            }
        }
        var best = 0
        for routes in 1..<(flat.vehicles + 1) where cost[routes * stride + count] < cost[best * stride + count] {
            best = routes
        }
        guard cost[best * stride + count] < .infinity else { return false }
        for route in best..<(flat.vehicles + 1) { ends[route] = Int32(count) }
        var place = count
        while best > 0 {
            place = Int(from[best * stride + place])
            best -= 1
            ends[best] = Int32(place)
        }
        return true
    }

    /// All routes that begin with the visit at `start`.
    @inline(__always)
    private func extend(
        _ tour: UnsafePointer<Int32>, _ count: Int, _ day: Int, _ penalties: Penalties, most: Double, start: Int,
        into row: Int, base: Double
    ) {
        let (capacity, longest, width) = (flat.capacity[day], flat.longest[day], flat.width)
        let (distance, demand, service) = (flat.distance, flat.demand, flat.service)
        var (load, way, time) = (0.0, 0.0, 0.0)
        var last = 0
        for place in start..<count {
            let customer = Int(tour[place])
            load += demand[customer]
            if load > most * capacity && place > start { return }
            let leg = distance[last &* width &+ customer]
            way += leg
            time += leg + service[customer]
            let home = distance[customer &* width]
            let total =
                base + way + home + max(0, load - capacity) * penalties.load
                + (longest < .infinity ? max(0, time + home - longest) * penalties.time : 0)
            if total < cost[row &+ place &+ 1] {
                cost[row &+ place &+ 1] = total
                from[row &+ place &+ 1] = Int32(truncatingIfNeeded: start)
            }
            last = customer
        }
    }
}
