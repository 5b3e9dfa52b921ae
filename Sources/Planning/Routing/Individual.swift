/// A plan as the search keeps it: never changed once made.
final class Individual {
    /// The days of each customer; index 0 is nobody.
    let chosen: [UInt32]
    /// By day: all visits, route after route by the direction in which they lie.
    let tours: [[Int32]]
    /// By day: where in the tour each route ends.
    let ends: [[Int32]]
    /// By day and customer: the visits before and after, 0 for the depot, -1 for no visit.
    let neighbours: [(before: Int32, after: Int32)]
    let length: Double
    let excessLoad: Double
    let excessTime: Double

    var isFeasible: Bool { excessLoad == 0 && excessTime == 0 }

    func cost(_ penalties: Penalties) -> Double {
        length + excessLoad * penalties.load + excessTime * penalties.time
    }

    init(_ linked: inout LinkedRoutes) {
        let flat = linked.flat
        let width = flat.width
        chosen = Array(UnsafeBufferPointer(start: linked.chosen, count: width))
        var tours: [[Int32]] = []
        var ends: [[Int32]] = []
        var neighbours = [(before: Int32, after: Int32)](repeating: (-1, -1), count: flat.days * width)
        var (length, excessLoad, excessTime) = (0.0, 0.0, 0.0)
        for day in 0..<flat.days {
            linked.select(day: day)
            var tour: [Int32] = []
            var dayEnds: [Int32] = []
            let used = (0..<flat.vehicles).filter { linked.routes[$0].count > 0 }
                .sorted { (linked.middle(of: $0), $0) < (linked.middle(of: $1), $1) }
            for route in used {
                var node = linked.nodes[Int(linked.start(Int32(route)))].next
                var before: Int32 = 0
                while node <= linked.count {
                    let next = linked.nodes[Int(node)].next
                    length += linked.way(before, node)
                    neighbours[day * width + Int(node)] = (before, next <= linked.count ? next : 0)
                    tour.append(node)
                    (before, node) = (node, next)
                }
                length += linked.way(before, 0)
                dayEnds.append(Int32(tour.count))
                excessLoad += max(0, linked.routes[route].load - linked.capacity)
                excessTime += max(0, linked.routes[route].time - linked.longest)
            }
            tours.append(tour)
            ends.append(dayEnds)
        }
        (self.tours, self.ends, self.neighbours) = (tours, ends, neighbours)
        (self.length, self.excessLoad, self.excessTime) = (length, excessLoad, excessTime)
    }

    /// The share of visits that have other neighbours, or none, in the other plan.
    func distance(to other: Individual) -> Double {
        var (different, visits) = (0, 0)
        neighbours.withUnsafeBufferPointer { own in
            other.neighbours.withUnsafeBufferPointer { others in
                for index in 0..<own.count where own[index].before >= 0 {
                    visits &+= 1
                    let (mine, its) = (own[index], others[index])
                    if mine.after != its.after && mine.after != its.before { different &+= 1 }
                    if mine.before == 0 && its.before != 0 && its.after != 0 { different &+= 1 }
                }
            }
        }
        return visits == 0 ? 0 : Double(different) / Double(visits)
    }

    /// As the numbers of the instance say it.
    func plan(_ flat: FlatInstance) -> PeriodicPlan {
        PeriodicPlan(
            routes: zip(tours, ends).map { tour, ends in
                zip([0] + ends, ends).map { from, to in tour[Int(from)..<Int(to)].map { flat.numbers[Int($0)] } }
            })
    }
}

extension LinkedRoutes {
    /// The middle of a route's sector, by which routes of a day are put in order.
    fileprivate func middle(of route: Int) -> Int32 {
        let (start, end) = (routes[route].sectorStart, routes[route].sectorEnd)
        return (start &+ ((end &- start) & 0xFFFF) / 2) & 0xFFFF
    }
}
