extension LinkedRoutes {
    /// Exchanges visits between routes of different days, each put where it fits best, where the choices of both
    /// customers allow that they change their days: what full vehicles need, since nobody can move alone.
    mutating func exchangeBetweenDays() -> Bool {
        var changed = false
        for first in 0..<flat.days {
            for one in 0..<Int(vehicles) {
                let a = first &* Int(vehicles) &+ one
                let tried = routesOfAll[a].crossed
                routesOfAll[a].crossed = clock
                for second in (first &+ 1)..<max(flat.days, first &+ 1) {
                    for two in 0..<Int(vehicles) {
                        let b = second &* Int(vehicles) &+ two
                        let (routeA, routeB) = (routesOfAll + a, routesOfAll + b)
                        guard routeA.pointee.count > 0, routeB.pointee.count > 0,
                            max(routeA.pointee.changed, routeB.pointee.changed) > tried,
                            Self.overlap(routeA.pointee, routeB.pointee)
                        else { continue }
                        if exchange(Int32(one), of: first, Int32(two), of: second) { changed = true }
                    }
                }
            }
        }
        return changed
    }

    /// The best exchange of two visits between routes of two days; made if it helps.
    private mutating func exchange(_ a: Int32, of first: Int, _ b: Int32, of second: Int) -> Bool {
        let change = UInt32(1) << UInt32(first) | UInt32(1) << UInt32(second)
        let movableA = collectMovable(a, of: first, by: change, into: pieces)
        if movableA == 0 { return false }
        let movableB = collectMovable(b, of: second, by: change, into: pieces + width)
        if movableB == 0 { return false }
        prepare(pieces, movableA, from: first, into: b, of: second)
        prepare(pieces + width, movableB, from: second, into: a, of: first)
        let routeA = routesOfAll[first &* Int(vehicles) &+ Int(a)]
        let routeB = routesOfAll[second &* Int(vehicles) &+ Int(b)]
        let (capacityA, capacityB) = (flat.capacity[first], flat.capacity[second])
        let (longestA, longestB) = (flat.longest[first], flat.longest[second])
        let before = routeA.penalty + routeB.penalty
        var best = -Self.least
        var (bestU, bestV, afterU, afterV) = (Int32(0), Int32(0), Int32(0), Int32(0))
        for indexU in 0..<movableA {
            let u = pieces[indexU]
            let (loadU, savingU) = (demand[Int(u)], saving[Int(u)])
            for indexV in 0..<movableB {
                let v = pieces[width &+ indexV]
                let load = demand[Int(v)] - loadU
                let excess =
                    max(0, routeA.load + load - capacityA) * penalties.load
                    + max(0, routeB.load - load - capacityB) * penalties.load
                let bound = excess - before + savingU + saving[Int(v)]
                if bound >= best { continue }
                select(day: second)
                let (costU, placeU) = cheapest(u, replacing: v, in: b)
                if bound + costU >= best { continue }
                select(day: first)
                let (costV, placeV) = cheapest(v, replacing: u, in: a)
                let time = service[Int(v)] - service[Int(u)]
                let cost =
                    bound + costU + costV
                    + (longestA < .infinity
                        ? max(0, routeA.time + savingU + costV + time - longestA) * penalties.time : 0)
                    + (longestB < .infinity
                        ? max(0, routeB.time + saving[Int(v)] + costU - time - longestB) * penalties.time : 0)
                if cost < best {
                    best = cost
                    (bestU, bestV, afterU, afterV) = (u, v, placeU, placeV)
                }
            }
        }
        if bestU == 0 { return false }
        select(day: second)
        insert(bestU, after: afterU)
        unlink(bestV)
        update(b)
        select(day: first)
        insert(bestV, after: afterV)
        unlink(bestU)
        update(a)
        chosen[Int(bestU)] ^= change
        chosen[Int(bestV)] ^= change
        return true
    }

    /// The visits of a route whose customers may have the other of two days instead.
    private mutating func collectMovable(
        _ route: Int32, of day: Int, by change: UInt32, into: UnsafeMutablePointer<Int32>
    ) -> Int {
        select(day: day)
        var found = 0
        var node = nodes[Int(start(route))].next
        while node <= count {
            let days = chosen[Int(node)]
            if (days & change).nonzeroBitCount == 1, isChoice(days ^ change, for: Int(node)) {
                into[found] = node
                found &+= 1
            }
            node = nodes[Int(node)].next
        }
        return found
    }

    @inline(__always) private func isChoice(_ days: UInt32, for customer: Int) -> Bool {
        var choice = Int(flat.firstCombination[customer])
        let end = Int(flat.firstCombination[customer &+ 1])
        while choice < end {
            if flat.combinations[choice] == days { return true }
            choice &+= 1
        }
        return false
    }

    private mutating func prepare(
        _ visits: UnsafeMutablePointer<Int32>, _ number: Int, from day: Int, into route: Int32, of other: Int
    ) {
        select(day: day)
        for index in 0..<number { saving[Int(visits[index])] = saved(visits[index]) }
        select(day: other)
        for index in 0..<number { findPlaces(route, for: visits[index]) }
    }
}
