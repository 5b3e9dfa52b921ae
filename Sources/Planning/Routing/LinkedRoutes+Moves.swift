extension LinkedRoutes {
    /// Improves the routes of a day until no move helps: visits moved, exchanged, turned round; routes that exchange
    /// their ends (Vidal 2022, after Prins 2004 and Potvin and Rousseau 1995).
    mutating func improve(day: Int, using random: inout SeededRandom) {
        select(day: day)
        guard (0..<Int(vehicles)).contains(where: { routes[$0].changed > improved[day] }) else { return }
        let visits = collect(day: day)
        random.shuffle(order, count: visits)
        var round = 0
        var isDone = false
        while !isDone {
            // From the second round on, empty routes are looked at too, and a round without a change ends it.
            isDone = round > 0
            for index in 0..<visits {
                let visit = order[index]
                let tried = nodes[Int(visit)].tried
                nodes[Int(visit)].tried = clock
                if tryNeighbours(of: visit, since: tried) { isDone = false }
                if round > 0, let empty = emptyRoute(), tryMoves(visit, start(empty)) { isDone = false }
            }
            if exchangeBetweenRoutes() { isDone = false }
            round += 1
        }
        improved[day] = clock
    }

    /// The visits of the day into `order`, and for each its neighbours on that day into `near`.
    private mutating func collect(day: Int) -> Int {
        var visits = 0
        let bit = UInt32(1) << UInt32(day)
        for customer in 1..<(count &+ 1) where chosen[Int(customer)] & bit != 0 {
            order[visits] = customer
            visits &+= 1
        }
        for index in 0..<visits {
            let customer = Int(order[index])
            let row = flat.nearest + customer &* (Int(count) &- 1)
            let into = near + customer &* Self.neighbours
            var found = 0
            var place = 0
            let enough = min(Self.neighbours, visits &- 1)
            while found < enough {
                let other = row[place]
                place &+= 1
                if chosen[Int(other)] & bit != 0 {
                    into[found] = other
                    found &+= 1
                }
            }
            nearCount[customer] = Int32(truncatingIfNeeded: found)
        }
        return visits
    }

    private mutating func tryNeighbours(of visit: Int32, since tried: Int) -> Bool {
        var changed = false
        let neighbours = near + Int(visit) &* Self.neighbours
        for index in 0..<Int(nearCount[Int(visit)]) {
            let other = neighbours[index]
            let (one, two) = (Int(nodes[Int(visit)].route), Int(nodes[Int(other)].route))
            guard max(routes[one].changed, routes[two].changed) > tried else { continue }
            if tryMoves(visit, other) {
                changed = true
                continue
            }
            let previous = nodes[Int(other)].previous
            if previous > count, tryMoves(visit, previous) { changed = true }
        }
        return changed
    }

    private func emptyRoute() -> Int32? {
        for route in 0..<vehicles where routes[Int(route)].count == 0 { return route }
        return nil
    }

    /// Does it help when one route's length changes by `one`, another's by `two`, and load and service go from the first
    /// to the second?
    @inline(__always)
    private func helps(
        _ one: Double, _ two: Double, _ load: Double, _ service: Double, _ u: Node, _ v: Node
    ) -> Bool {
        // In one route a shorter way is also a smaller penalty.
        if u.route == v.route { return one + two < -Self.least }
        let (routeU, routeV) = (routes + Int(u.route), routes + Int(v.route))
        let total = one + two - routeU.pointee.penalty - routeV.pointee.penalty
        if total >= -Self.least { return false }
        return total + penalty(load: routeU.pointee.load - load, time: routeU.pointee.time + one - service)
            + penalty(load: routeV.pointee.load + load, time: routeV.pointee.time + two + service) < -Self.least
    }

    /// Tries all moves that bring u next to v, and makes the first that helps. u is a visit; v is one, or a route's start.
    private mutating func tryMoves(_ u: Int32, _ v: Int32) -> Bool {
        let (nodeU, nodeV) = (nodes[Int(u)], nodes[Int(v)])
        let (x, y, p) = (nodeU.next, nodeV.next, nodeU.previous)
        let (nodeX, nodeY) = (nodes[Int(x)], nodes[Int(y)])
        let (su, sv, sx, sy) = (nodeU.site, nodeV.site, nodeX.site, nodeY.site)
        let sp = nodes[Int(p)].site
        let (ru, rv) = (nodeU.route, nodeV.route)
        let (routeU, routeV) = (routes[Int(ru)], routes[Int(rv)])
        let isOne = ru == rv
        let (xIsEnd, yIsEnd, vIsStart) = (x > count, y > count, v > count)
        let (pu, ux, vy, vu) = (way(sp, su), way(su, sx), way(sv, sy), way(sv, su))
        let (loadU, loadX) = (demand[Int(su)], demand[Int(sx)])
        let (serviceU, serviceX) = (service[Int(su)], service[Int(sx)])

        if u != y {
            // u after v.
            let uy = way(su, sy)
            if helps(way(sp, sx) - pu - ux, vu + uy - vy, loadU, serviceU, nodeU, nodeV) {
                unlink(u)
                insert(u, after: v)
                updateBoth(ru, rv)
                return true
            }
            if !xIsEnd && v != x {
                let sxx = nodes[Int(nodeX.next)].site
                let out = way(sp, sxx) - pu - ux - way(sx, sxx)
                let (load, service) = (loadU + loadX, serviceU + serviceX)
                // u and x after v, and turned round.
                if helps(out, vu + ux + way(sx, sy) - vy, load, service, nodeU, nodeV) {
                    unlink(u)
                    unlink(x)
                    insert(u, after: v)
                    insert(x, after: u)
                    updateBoth(ru, rv)
                    return true
                }
                if helps(out, way(sv, sx) + ux + uy - vy, load, service, nodeU, nodeV) {
                    unlink(u)
                    unlink(x)
                    insert(x, after: v)
                    insert(u, after: x)
                    updateBoth(ru, rv)
                    return true
                }
            }
        }
        if !vIsStart, trySwaps(u, v, nodeU, nodeV, nodeX, nodeY) { return true }
        if isOne { return !vIsStart && tryTurning(u, v, nodeU, nodeV, vu + way(sx, sy) - ux - vy) }
        // The routes exchange their ends; in the first way one half of each is turned round.
        let turned = vu + way(sx, sy) - ux - vy
        if exchangeHelps(
            turned, nodeU.load + nodeV.load, nodeU.time + nodeV.time + vu,
            routeU.load + routeV.load - nodeU.load - nodeV.load,
            routeU.time + routeV.time - nodeU.time - nodeV.time + way(sx, sy) - ux - vy, routeU, routeV)
        {
            joinTurned(u, v, x, y, ru, rv)
            return true
        }
        let straight = way(su, sy) + way(sv, sx) - ux - vy
        if !(vIsStart && yIsEnd && xIsEnd),
            exchangeHelps(
                straight, nodeU.load + routeV.load - nodeV.load,
                nodeU.time + routeV.time - nodeV.time - vy + way(su, sy),
                nodeV.load + routeU.load - nodeU.load,
                nodeV.time + routeU.time - nodeU.time - ux + way(sv, sx), routeU, routeV)
        {
            joinStraight(u, v, x, y, ru, rv)
            return true
        }
        return false
    }

    @inline(__always)
    private func exchangeHelps(
        _ length: Double, _ loadU: Double, _ timeU: Double, _ loadV: Double, _ timeV: Double, _ routeU: Route,
        _ routeV: Route
    ) -> Bool {
        let total = length - routeU.penalty - routeV.penalty
        if total >= -Self.least { return false }
        return total + penalty(load: loadU, time: timeU) + penalty(load: loadV, time: timeV) < -Self.least
    }

    /// u against v, u and x against v, u and x against v and y.
    @inline(__always)
    private mutating func trySwaps(
        _ u: Int32, _ v: Int32, _ nodeU: Node, _ nodeV: Node, _ nodeX: Node, _ nodeY: Node
    ) -> Bool {
        let (x, y, q) = (nodeU.next, nodeV.next, nodeV.previous)
        if u == q || u == y { return false }
        let (su, sv, sx, sy) = (nodeU.site, nodeV.site, nodeX.site, nodeY.site)
        let (sp, sq) = (nodes[Int(nodeU.previous)].site, nodes[Int(q)].site)
        let (pv, qu) = (way(sp, sv), way(sq, su))
        let (pu, ux, qv, vy) = (way(sp, su), way(su, sx), way(sq, sv), way(sv, sy))
        let load = demand[Int(su)] - demand[Int(sv)]
        let time = service[Int(su)] - service[Int(sv)]
        let (ru, rv) = (nodeU.route, nodeV.route)
        if u < v, helps(pv + way(sv, sx) - pu - ux, qu + way(su, sy) - qv - vy, load, time, nodeU, nodeV) {
            let p = nodeU.previous
            unlink(u)
            unlink(v)
            insert(u, after: q)
            insert(v, after: p)
            updateBoth(ru, rv)
            return true
        }
        if x > count || x == q { return false }
        let sxx = nodes[Int(nodeX.next)].site
        let (xxx, xy) = (way(sx, sxx), way(sx, sy))
        if v != x,
            helps(
                pv + way(sv, sxx) - pu - ux - xxx, qu + ux + xy - qv - vy, load + demand[Int(sx)],
                time + service[Int(sx)], nodeU, nodeV)
        {
            let p = nodeU.previous
            unlink(u)
            unlink(x)
            unlink(v)
            insert(u, after: q)
            insert(x, after: u)
            insert(v, after: p)
            updateBoth(ru, rv)
            return true
        }
        if u > v || y > count || y == nodeU.previous || v == x || v == nodeX.next { return false }
        let syy = nodes[Int(nodeY.next)].site
        if helps(
            pv + vy + way(sy, sxx) - pu - ux - xxx, qu + ux + way(sx, syy) - qv - vy - way(sy, syy),
            load + demand[Int(sx)] - demand[Int(sy)], time + service[Int(sx)] - service[Int(sy)],
            nodeU, nodeV)
        {
            let p = nodeU.previous
            unlink(u)
            unlink(x)
            unlink(v)
            unlink(y)
            insert(u, after: q)
            insert(x, after: u)
            insert(v, after: p)
            insert(y, after: v)
            updateBoth(ru, rv)
            return true
        }
        return false
    }

    /// Turns round what lies between u and v in their route: from behind u up to v.
    @inline(__always)
    private mutating func tryTurning(_ u: Int32, _ v: Int32, _ nodeU: Node, _ nodeV: Node, _ gain: Double) -> Bool {
        guard nodeU.place &+ 1 < nodeV.place, gain < -Self.least else { return false }
        var (left, node, last) = (u, v, nodeU.next)
        let after = nodeV.next
        while true {
            let previous = nodes[Int(node)].previous
            nodes[Int(left)].next = node
            nodes[Int(node)].previous = left
            if node == last { break }
            (left, node) = (node, previous)
        }
        last = node
        nodes[Int(last)].next = after
        nodes[Int(after)].previous = last
        update(nodeU.route)
        return true
    }

    private mutating func updateBoth(_ one: Int32, _ two: Int32) {
        update(one)
        if one != two { update(two) }
    }

    /// start … u, v … start of v's route; and the ends x … and y … likewise.
    private mutating func joinTurned(_ u: Int32, _ v: Int32, _ x: Int32, _ y: Int32, _ ru: Int32, _ rv: Int32) {
        var first = gather(from: nodes[Int(start(ru))].next, to: x, at: 0)
        var node = v
        while node <= count {
            pieces[first] = node
            first &+= 1
            node = nodes[Int(node)].previous
        }
        var second = first
        node = nodes[Int(end(ru))].previous
        while node != u {
            pieces[second] = node
            second &+= 1
            node = nodes[Int(node)].previous
        }
        second = gather(from: y, to: end(rv), at: second)
        link(ru, pieces, first)
        link(rv, pieces + first, second &- first)
    }

    /// start … u, y …; and start … v, x ….
    private mutating func joinStraight(_ u: Int32, _ v: Int32, _ x: Int32, _ y: Int32, _ ru: Int32, _ rv: Int32) {
        var first = gather(from: nodes[Int(start(ru))].next, to: x, at: 0)
        first = gather(from: y, to: end(rv), at: first)
        var second = gather(from: nodes[Int(start(rv))].next, to: y, at: first)
        second = gather(from: x, to: end(ru), at: second)
        link(ru, pieces, first)
        link(rv, pieces + first, second &- first)
    }

    /// Visits up to, not with, a node into `pieces`; where the next goes.
    private func gather(from first: Int32, to last: Int32, at index: Int) -> Int {
        var (node, index) = (first, index)
        while node != last {
            pieces[index] = node
            index &+= 1
            node = nodes[Int(node)].next
        }
        return index
    }
}
