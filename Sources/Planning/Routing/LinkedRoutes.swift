/// The routes of all days as linked visits, and what the moves of the search need to know of them.
///
/// A day's nodes: 1...n the customers, n + 1 + r the start and n + 1 + m + r the end of route r. Everything lies in flat
/// memory that is allocated once; nothing is counted, boxed or checked in the loops. The methods in the other files of
/// this type improve the routes of one day, and the choice of days.
struct LinkedRoutes: ~Copyable {
    struct Node {
        var next: Int32 = 0
        var previous: Int32 = 0
        var route: Int32 = 0
        /// Place in the route; 0 is the start.
        var place: Int32 = 0
        /// Row of the distances: the customer, or 0 for the depot.
        var site: Int32 = 0
        /// From the start up to here.
        var load = 0.0
        var time = 0.0
        /// The clock when its moves were last tried.
        var tried = 0
    }

    struct Route {
        var load = 0.0
        /// Driving and service.
        var time = 0.0
        var penalty = 0.0
        /// Visits.
        var count: Int32 = 0
        /// The sector seen from the depot that holds all visits, counter-clockwise, in directions.
        var sectorStart: Int32 = 0
        var sectorEnd: Int32 = 0
        /// The clock when it last changed, and when exchanges with others of the day and of other days were last tried.
        var changed = 0
        var exchanged = 0
        var crossed = 0
    }

    /// The three cheapest places of a route for a customer.
    struct Places {
        var cost = (0.0, 0.0, 0.0)
        var after: (Int32, Int32, Int32) = (0, 0, 0)
        /// The clock when it was looked for; older than the route's change: look again.
        var seen = -1
    }

    /// The cheapest place alone.
    struct Place {
        var cost = 0.0
        var after: Int32 = 0
        var seen = -1
    }

    /// A route's visits side by side, the depot first and last, for those who walk along it.
    struct Halt {
        /// The way to the next.
        var leg = 0.0
        var site: Int32 = 0
        var node: Int32 = 0
    }

    /// Gains below this are rounding.
    static let least = 1e-7
    /// Neighbours a visit looks at.
    static let neighbours = 10

    let flat: FlatInstance
    let count: Int32
    let vehicles: Int32
    let width: Int
    let distance: UnsafeMutablePointer<Double>
    let demand: UnsafeMutablePointer<Double>
    let service: UnsafeMutablePointer<Double>
    let nodesOfAll: UnsafeMutablePointer<Node>
    let routesOfAll: UnsafeMutablePointer<Route>
    let placesOfAll: UnsafeMutablePointer<Places>
    let placeOfAll: UnsafeMutablePointer<Place>
    let haltsOfAll: UnsafeMutablePointer<Halt>
    let nodesADay: Int
    let haltsADay: Int
    /// The days chosen for each customer.
    let chosen: UnsafeMutablePointer<UInt32>
    /// The clock when the day's routes were last as good as moves make them.
    let improved: UnsafeMutablePointer<Int>
    /// Scratch: visits in the order they are tried, neighbours on the day, pieces of routes.
    let order: UnsafeMutablePointer<Int32>
    let near: UnsafeMutablePointer<Int32>
    let nearCount: UnsafeMutablePointer<Int32>
    let pieces: UnsafeMutablePointer<Int32>
    let saving: UnsafeMutablePointer<Double>

    // The day at work.
    var nodes: UnsafeMutablePointer<Node>
    var routes: UnsafeMutablePointer<Route>
    var places: UnsafeMutablePointer<Places>
    var place: UnsafeMutablePointer<Place>
    var halts: UnsafeMutablePointer<Halt>
    var capacity = 0.0
    var longest = Double.infinity
    var penalties = Penalties(load: 1, time: 1)
    /// Counts changes; never goes back, so that nothing need be reset.
    var clock = 0

    init(_ flat: FlatInstance) {
        self.flat = flat
        (count, vehicles, width) = (Int32(flat.count), Int32(flat.vehicles), flat.width)
        (distance, demand, service) = (flat.distance, flat.demand, flat.service)
        nodesADay = 1 + flat.count + 2 * flat.vehicles
        nodesOfAll = .allocate(capacity: flat.days * nodesADay)
        nodesOfAll.initialize(repeating: Node(), count: flat.days * nodesADay)
        routesOfAll = .allocate(capacity: flat.days * flat.vehicles)
        routesOfAll.initialize(repeating: Route(), count: flat.days * flat.vehicles)
        placesOfAll = .allocate(capacity: flat.days * flat.vehicles * width)
        placesOfAll.initialize(repeating: Places(), count: flat.days * flat.vehicles * width)
        placeOfAll = .allocate(capacity: flat.days * flat.vehicles * width)
        placeOfAll.initialize(repeating: Place(), count: flat.days * flat.vehicles * width)
        haltsADay = flat.vehicles * (width + 1)
        haltsOfAll = .allocate(capacity: flat.days * haltsADay)
        haltsOfAll.initialize(repeating: Halt(), count: flat.days * haltsADay)
        chosen = .allocate(capacity: width)
        chosen.initialize(repeating: 0, count: width)
        improved = .allocate(capacity: flat.days)
        improved.initialize(repeating: -1, count: flat.days)
        order = .allocate(capacity: width)
        near = .allocate(capacity: width * Self.neighbours)
        nearCount = .allocate(capacity: width)
        pieces = .allocate(capacity: 2 * width + 2)
        saving = .allocate(capacity: width)
        (nodes, routes, places) = (nodesOfAll, routesOfAll, placesOfAll)
        (place, halts) = (placeOfAll, haltsOfAll)
        for day in 0..<flat.days {
            let nodes = nodesOfAll + day * nodesADay
            for customer in 1...flat.count { nodes[customer].site = Int32(customer) }
            for route in 0..<flat.vehicles {
                nodes[flat.count + 1 + route].route = Int32(route)
                nodes[flat.count + 1 + flat.vehicles + route].route = Int32(route)
            }
        }
    }

    deinit {
        nodesOfAll.deallocate()
        routesOfAll.deallocate()
        placesOfAll.deallocate()
        placeOfAll.deallocate()
        haltsOfAll.deallocate()
        chosen.deallocate()
        improved.deallocate()
        order.deallocate()
        near.deallocate()
        nearCount.deallocate()
        pieces.deallocate()
        saving.deallocate()
    }

    @inline(__always) func way(_ from: Int32, _ to: Int32) -> Double { distance[Int(from) &* width &+ Int(to)] }
    @inline(__always) func start(_ route: Int32) -> Int32 { count &+ 1 &+ route }
    @inline(__always) func end(_ route: Int32) -> Int32 { count &+ 1 &+ vehicles &+ route }

    /// What a route costs above its length.
    @inline(__always) func penalty(load: Double, time: Double) -> Double {
        var sum = 0.0
        if load > capacity { sum += (load - capacity) * penalties.load }
        if time > longest { sum += (time - longest) * penalties.time }
        return sum
    }

    mutating func select(day: Int) {
        nodes = nodesOfAll + day &* nodesADay
        routes = routesOfAll + day &* Int(vehicles)
        places = placesOfAll + day &* Int(vehicles) &* width
        place = placeOfAll + day &* Int(vehicles) &* width
        halts = haltsOfAll + day &* haltsADay
        (capacity, longest) = (flat.capacity[day], flat.longest[day])
    }

    /// Puts visits into a route of the day at work, in this order, instead of those it had.
    mutating func link(_ route: Int32, _ visits: UnsafePointer<Int32>, _ number: Int) {
        var last = start(route)
        for index in 0..<number {
            let visit = visits[index]
            nodes[Int(last)].next = visit
            nodes[Int(visit)].previous = last
            last = visit
        }
        nodes[Int(last)].next = end(route)
        nodes[Int(end(route))].previous = last
        update(route)
    }

    /// Takes all visits out of a route.
    mutating func clear(_ route: Int32) {
        nodes[Int(start(route))].next = end(route)
        nodes[Int(end(route))].previous = start(route)
        update(route)
    }

    /// Makes everything known of a route true again after its links changed.
    mutating func update(_ route: Int32) {
        let last = end(route)
        var node = start(route)
        var (place, load, time, site) = (0, 0.0, 0.0, Int32(0))
        let halts = halts + Int(route) &* (width &+ 1)
        nodes[Int(node)].place = 0
        nodes[Int(node)].load = 0
        nodes[Int(node)].time = 0
        var (sectorStart, sectorEnd) = (Int32(0), Int32(0))
        while true {
            let next = nodes[Int(node)].next
            let here = nodes[Int(next)].site
            let leg = way(site, here)
            halts[place] = Halt(leg: leg, site: site, node: node)
            (node, site) = (next, here)
            place &+= 1
            time += leg + service[Int(here)]
            load += demand[Int(here)]
            nodes[Int(node)].place = Int32(truncatingIfNeeded: place)
            nodes[Int(node)].load = load
            nodes[Int(node)].time = time
            nodes[Int(node)].route = route
            if node == last { break }
            let angle = flat.angle[Int(here)]
            if place == 1 {
                (sectorStart, sectorEnd) = (angle, angle)
            } else if (angle &- sectorStart) & 0xFFFF > (sectorEnd &- sectorStart) & 0xFFFF {
                if (angle &- sectorEnd) & 0xFFFF <= (sectorStart &- angle) & 0xFFFF {
                    sectorEnd = angle
                } else {
                    sectorStart = angle
                }
            }
        }
        halts[place].site = 0
        clock &+= 1
        routes[Int(route)].load = load
        routes[Int(route)].time = time
        routes[Int(route)].count = Int32(truncatingIfNeeded: place &- 1)
        routes[Int(route)].penalty = penalty(load: load, time: time)
        routes[Int(route)].changed = clock
        routes[Int(route)].sectorStart = sectorStart
        routes[Int(route)].sectorEnd = sectorEnd
    }

    @inline(__always) mutating func insert(_ node: Int32, after: Int32) {
        let next = nodes[Int(after)].next
        nodes[Int(after)].next = node
        nodes[Int(node)].previous = after
        nodes[Int(node)].next = next
        nodes[Int(next)].previous = node
    }

    @inline(__always) mutating func unlink(_ node: Int32) {
        let (previous, next) = (nodes[Int(node)].previous, nodes[Int(node)].next)
        nodes[Int(previous)].next = next
        nodes[Int(next)].previous = previous
    }

    /// Finds the three cheapest places of a route for a customer, unless they are known.
    mutating func findPlaces(_ route: Int32, for customer: Int32) {
        let found = places + (Int(route) &* width &+ Int(customer))
        if found.pointee.seen >= routes[Int(route)].changed { return }
        var cost = (Double.infinity, Double.infinity, Double.infinity)
        var after: (Int32, Int32, Int32) = (-1, -1, -1)
        let row = distance + Int(customer) &* width
        let halts = halts + Int(route) &* (width &+ 1)
        var toHere = row[0]
        for index in 0..<(Int(routes[Int(route)].count) &+ 1) {
            let toNext = row[Int(halts[index &+ 1].site)]
            let detour = toHere + toNext - halts[index].leg
            toHere = toNext
            if detour >= cost.2 { continue }
            let node = halts[index].node
            if detour < cost.0 {
                cost = (detour, cost.0, cost.1)
                after = (node, after.0, after.1)
            } else if detour < cost.1 {
                cost = (cost.0, detour, cost.1)
                after = (after.0, node, after.1)
            } else {
                (cost.2, after.2) = (detour, node)
            }
        }
        found.pointee = Places(cost: cost, after: after, seen: clock)
    }

    /// Finds the cheapest place of a route for a customer, unless it is known.
    @inline(__always)
    mutating func findPlace(_ route: Int32, for customer: Int32) -> Place {
        let found = place + (Int(route) &* width &+ Int(customer))
        if found.pointee.seen >= routes[Int(route)].changed { return found.pointee }
        var best = Double.infinity
        var bestIndex = 0
        let row = distance + Int(customer) &* width
        let halts = halts + Int(route) &* (width &+ 1)
        var toHere = row[0]
        for index in 0..<(Int(routes[Int(route)].count) &+ 1) {
            let toNext = row[Int(halts[index &+ 1].site)]
            let detour = toHere + toNext - halts[index].leg
            toHere = toNext
            if detour < best { (best, bestIndex) = (detour, index) }
        }
        let place = Place(cost: best, after: halts[bestIndex].node, seen: clock)
        found.pointee = place
        return place
    }
}
