/// Plans that may be driven and plans that may not yet, each kept small, good and different from each other
/// (Vidal and others 2012: diversity and cost together decide who stays).
struct PlanPool {
    /// Who stays after a cut, and how many may be born until the next.
    static let kept = 25
    static let born = 40
    /// The cheapest that are safe whatever their likeness.
    static let elite = 4
    /// Likeness is the mean distance to this many nearest.
    static let close = 5

    private(set) var feasible = Half()
    private(set) var infeasible = Half()

    mutating func clear() { (feasible, infeasible) = (Half(), Half()) }

    mutating func add(_ individual: Individual, penalties: Penalties) {
        if individual.isFeasible {
            feasible.add(individual, penalties)
        } else {
            infeasible.add(individual, penalties)
        }
    }

    /// The plans that may not be driven cost something else now.
    mutating func weigh(_ penalties: Penalties) { infeasible.sort(penalties) }

    /// The better of two drawn from all.
    mutating func tournament(using random: inout SeededRandom) -> Individual {
        feasible.rank()
        infeasible.rank()
        let one = draw(&random)
        let two = draw(&random)
        return two.fitness < one.fitness ? two.individual : one.individual
    }

    private func draw(_ random: inout SeededRandom) -> Half.Member {
        let index = random.below(feasible.members.count + infeasible.members.count)
        return index < feasible.members.count
            ? feasible.members[index] : infeasible.members[index - feasible.members.count]
    }

    /// One half: all that may be driven, or all that may not.
    struct Half {
        struct Member {
            let individual: Individual
            var cost: Double
            /// Rank by cost and rank by difference together; less is better.
            var fitness = 0.0
            /// To the other members, the nearest first.
            var distances: [(distance: Double, to: ObjectIdentifier)] = []
        }

        /// The cheapest first.
        private(set) var members: [Member] = []
        private var isRanked = true

        mutating func add(_ individual: Individual, _ penalties: Penalties) {
            var member = Member(individual: individual, cost: individual.cost(penalties))
            for index in members.indices {
                let distance = individual.distance(to: members[index].individual)
                Self.insert(&members[index].distances, (distance, ObjectIdentifier(individual)))
                member.distances.append((distance, ObjectIdentifier(members[index].individual)))
            }
            member.distances.sort { $0.distance < $1.distance }
            let place = members.firstIndex { $0.cost > member.cost } ?? members.count
            members.insert(member, at: place)
            isRanked = false
            if members.count > PlanPool.kept + PlanPool.born {
                while members.count > PlanPool.kept { removeWorst() }
            }
        }

        mutating func sort(_ penalties: Penalties) {
            for index in members.indices { members[index].cost = members[index].individual.cost(penalties) }
            let order = members.indices.sorted { (members[$0].cost, $0) < (members[$1].cost, $1) }
            members = order.map { members[$0] }
            isRanked = false
        }

        mutating func rank() {
            guard !isRanked else { return }
            isRanked = true
            let count = members.count
            guard count > 1 else { return }
            let difference = members.map { member in
                let near = member.distances.prefix(PlanPool.close)
                return near.reduce(0) { $0 + $1.distance } / Double(max(1, near.count))
            }
            let order = members.indices.sorted { (-difference[$0], $0) < (-difference[$1], $1) }
            let weight = count <= PlanPool.elite ? 0 : 1 - Double(PlanPool.elite) / Double(count)
            for (rank, index) in order.enumerated() {
                members[index].fitness = (Double(index) + weight * Double(rank)) / Double(count - 1)
            }
        }

        /// Twins first, then who is least fit; never the cheapest.
        private mutating func removeWorst() {
            isRanked = false
            rank()
            var worst = (isTwin: false, fitness: -1.0, index: members.count - 1)
            for index in members.indices.dropFirst() {
                let isTwin = members[index].distances.first.map { $0.distance < 1e-9 } ?? false
                let fitness = members[index].fitness
                if isTwin && !worst.isTwin || isTwin == worst.isTwin && fitness > worst.fitness {
                    worst = (isTwin, fitness, index)
                }
            }
            let gone = ObjectIdentifier(members.remove(at: worst.index).individual)
            for index in members.indices { members[index].distances.removeAll { $0.to == gone } }
            isRanked = false
        }

        private static func insert(
            _ distances: inout [(distance: Double, to: ObjectIdentifier)],
            _ new: (distance: Double, to: ObjectIdentifier)
        ) {
            let place = distances.firstIndex { $0.distance > new.distance } ?? distances.count
            distances.insert(new, at: place)
        }
    }
}
