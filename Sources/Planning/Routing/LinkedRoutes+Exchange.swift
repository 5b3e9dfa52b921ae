extension LinkedRoutes {
    /// Exchanges a visit of one route against one of another, each put where it fits best (SWAP*, Vidal 2022), between
    /// routes whose sectors overlap.
    mutating func exchangeBetweenRoutes() -> Bool {
        var changed = false
        for one in 0..<vehicles {
            let tried = routes[Int(one)].exchanged
            routes[Int(one)].exchanged = clock
            for two in (one &+ 1)..<max(vehicles, one &+ 1) {
                let (routeA, routeB) = (routes[Int(one)], routes[Int(two)])
                guard routeA.count > 0, routeB.count > 0, max(routeA.changed, routeB.changed) > tried,
                    Self.overlap(routeA, routeB)
                else { continue }
                if exchange(one, two) { changed = true }
            }
        }
        return changed
    }

    static func overlap(_ one: Route, _ two: Route) -> Bool {
        (two.sectorStart &- one.sectorStart) & 0xFFFF <= (one.sectorEnd &- one.sectorStart) & 0xFFFF
            || (one.sectorStart &- two.sectorStart) & 0xFFFF <= (two.sectorEnd &- two.sectorStart) & 0xFFFF
    }

    /// The best exchange, or move, of a visit between two routes; made if it helps.
    private mutating func exchange(_ a: Int32, _ b: Int32) -> Bool {
        let (routeA, routeB) = (routes[Int(a)], routes[Int(b)])
        prepare(a, into: b)
        prepare(b, into: a)
        var best = -Self.least
        // Who moves behind whom; 0: nobody.
        var (bestU, bestV, afterU, afterV) = (Int32(0), Int32(0), Int32(0), Int32(0))
        let before = routeA.penalty + routeB.penalty
        var u = nodes[Int(start(a))].next
        while u <= count {
            let (loadU, serviceU, savingU) = (demand[Int(u)], service[Int(u)], saving[Int(u)])
            var v = nodes[Int(start(b))].next
            while v <= count {
                let load = demand[Int(v)] - loadU
                let excess =
                    max(0, routeA.load + load - capacity) * penalties.load
                    + max(0, routeB.load - load - capacity) * penalties.load
                let bound = excess - before + savingU + saving[Int(v)]
                if bound <= 0 {
                    let (costU, placeU) = cheapest(u, replacing: v, in: b)
                    if bound + costU < best {
                        let (costV, placeV) = cheapest(v, replacing: u, in: a)
                        let time = service[Int(v)] - serviceU
                        let cost =
                            bound + costU + costV
                            + lateness(routeA.time + savingU + costV + time)
                            + lateness(routeB.time + saving[Int(v)] + costU - time)
                        if cost < best {
                            best = cost
                            (bestU, bestV, afterU, afterV) = (u, v, placeU, placeV)
                        }
                    }
                }
                v = nodes[Int(v)].next
            }
            let to = places + (Int(b) &* width &+ Int(u))
            let cost = moving(u, from: routeA, to: routeB, detour: to.pointee.cost.0)
            if cost < best {
                best = cost
                (bestU, bestV, afterU, afterV) = (u, 0, to.pointee.after.0, 0)
            }
            u = nodes[Int(u)].next
        }
        var v = nodes[Int(start(b))].next
        while v <= count {
            let to = places + (Int(a) &* width &+ Int(v))
            let cost = moving(v, from: routeB, to: routeA, detour: to.pointee.cost.0)
            if cost < best {
                best = cost
                (bestU, bestV, afterU, afterV) = (0, v, 0, to.pointee.after.0)
            }
            v = nodes[Int(v)].next
        }
        if bestU == 0 && bestV == 0 { return false }
        if bestU != 0 {
            unlink(bestU)
            insert(bestU, after: afterU)
        }
        if bestV != 0 {
            unlink(bestV)
            insert(bestV, after: afterV)
        }
        update(a)
        update(b)
        return true
    }

    @inline(__always) private func lateness(_ time: Double) -> Double {
        time > longest ? (time - longest) * penalties.time : 0
    }

    @inline(__always)
    private func moving(_ visit: Int32, from: Route, to: Route, detour: Double) -> Double {
        let (load, service, gain) = (demand[Int(visit)], service[Int(visit)], saving[Int(visit)])
        return gain + detour - from.penalty - to.penalty
            + penalty(load: from.load - load, time: from.time + gain - service)
            + penalty(load: to.load + load, time: to.time + detour + service)
    }

    /// For each visit of a route: what leaving it changes, and its cheapest places in the other.
    private mutating func prepare(_ route: Int32, into other: Int32) {
        var node = nodes[Int(start(route))].next
        while node <= count {
            saving[Int(node)] = saved(node)
            findPlaces(other, for: node)
            node = nodes[Int(node)].next
        }
    }

    /// The change of length when a visit is left out: zero or less.
    @inline(__always) func saved(_ node: Int32) -> Double {
        let (before, after) = (nodes[Int(nodes[Int(node)].previous)].site, nodes[Int(nodes[Int(node)].next)].site)
        return way(before, after) - way(before, node) - way(node, after)
    }

    /// The cheapest place for a visit in a route that loses another one.
    @inline(__always)
    func cheapest(_ visit: Int32, replacing other: Int32, in route: Int32) -> (cost: Double, after: Int32) {
        let known = places + (Int(route) &* width &+ Int(visit))
        let previous = nodes[Int(other)].previous
        let (before, after) = (nodes[Int(previous)].site, nodes[Int(nodes[Int(other)].next)].site)
        let inPlace = way(before, visit) + way(visit, after) - way(before, after)
        let three = known.pointee
        var (cost, place) = (three.cost.0, three.after.0)
        if place == other || place == previous {
            (cost, place) = (three.cost.1, three.after.1)
            if place == other || place == previous { (cost, place) = (three.cost.2, three.after.2) }
        }
        return inPlace < cost || place < 0 ? (inPlace, previous) : (cost, place)
    }
}
