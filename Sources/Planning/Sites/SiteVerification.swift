/// Checks a solution against the file it is for. Shares nothing with the search: the ways are found by another
/// algorithm (Dijkstra 1959), only from the medians.
package struct SiteVerification: Sendable {
    /// What does not fit, in German, one line each; empty when the solution is right.
    package let mistakes: [String]
    /// The sum of all nodes' ways to their nearest median, if the medians are nodes and every node reaches one.
    package let cost: Int?

    package init(_ solution: SiteSolution, of graph: SiteGraph) {
        var found: [String] = []
        cost = Self.check(solution, of: graph, &found)
        mistakes = found
    }

    private static func check(_ solution: SiteSolution, of graph: SiteGraph, _ mistakes: inout [String]) -> Int? {
        if solution.kind != SiteSolution.kind {
            mistakes.append("kind ist „\(solution.kind)“, erwartet wird „\(SiteSolution.kind)“.")
        }
        if solution.medians.count != solution.p {
            mistakes.append("p ist \(solution.p), aber es stehen \(solution.medians.count) Orte in medians.")
        }
        if Set(solution.medians).count != solution.medians.count {
            mistakes.append("In medians steht ein Ort mehrmals.")
        }
        let nodes = 1...graph.nodes
        if let stranger = solution.medians.first(where: { !nodes.contains($0) }) {
            mistakes.append("medians: Den Knoten \(stranger) gibt es nicht; die Knoten heißen 1 bis \(graph.nodes).")
            return nil
        }
        guard !solution.medians.isEmpty else { return nil }
        let neighbours = self.neighbours(of: graph)
        var nearest = [Int](repeating: .max, count: graph.nodes)
        var ways: [Int: [Int]] = [:]
        for median in solution.medians {
            let lengths = distances(from: median - 1, neighbours)
            ways[median] = lengths
            for node in nearest.indices { nearest[node] = min(nearest[node], lengths[node]) }
        }
        if let alone = nearest.firstIndex(of: .max) {
            mistakes.append("Vom Knoten \(alone + 1) führt kein Weg zu einem der Orte.")
            return nil
        }
        checkAssignment(solution, nodes: graph.nodes, ways: ways, nearest: nearest, &mistakes)
        let cost = nearest.reduce(0, +)
        if solution.cost != cost { mistakes.append("cost ist \(solution.cost), nachgerechnet sind es \(cost).") }
        if solution.bound > cost {
            mistakes.append("bound ist \(solution.bound) und damit größer als die Kosten \(cost).")
        }
        if solution.isBest, solution.bound != cost {
            mistakes.append("isBest ist true, aber bound ist \(solution.bound) und nicht \(cost).")
        }
        return cost
    }

    private static func checkAssignment(
        _ solution: SiteSolution, nodes: Int, ways: [Int: [Int]], nearest: [Int], _ mistakes: inout [String]
    ) {
        guard solution.assignment.count == nodes else {
            mistakes.append("assignment hat \(solution.assignment.count) Einträge, die Datei \(nodes) Knoten.")
            return
        }
        for (node, median) in solution.assignment.enumerated() {
            guard let way = ways[median]?[node] else {
                mistakes.append("assignment: Knoten \(node + 1) gehört zu \(median), das kein Ort der Lösung ist.")
                continue
            }
            if way != nearest[node] {
                mistakes.append(
                    "assignment: Knoten \(node + 1) hat nach \(median) den Weg \(way), ein anderer Ort ist mit \(nearest[node]) näher."
                )
            }
        }
    }

    private static func neighbours(of graph: SiteGraph) -> [[(node: Int, length: Int)]] {
        // An edge given twice: the later one counts.
        var lengths = [[Int: Int]](repeating: [:], count: graph.nodes)
        for edge in graph.edges {
            lengths[edge.from][edge.to] = Int(edge.length)
            lengths[edge.to][edge.from] = Int(edge.length)
        }
        return lengths.map { $0.map { (node: $0.key, length: $0.value) } }
    }

    private static func distances(from start: Int, _ neighbours: [[(node: Int, length: Int)]]) -> [Int] {
        var lengths = [Int](repeating: .max, count: neighbours.count)
        var isDone = [Bool](repeating: false, count: neighbours.count)
        lengths[start] = 0
        while let node = nearestOpen(lengths, isDone) {
            isDone[node] = true
            for next in neighbours[node] { lengths[next.node] = min(lengths[next.node], lengths[node] + next.length) }
        }
        return lengths
    }

    private static func nearestOpen(_ lengths: [Int], _ isDone: [Bool]) -> Int? {
        var nearest: Int?
        for node in lengths.indices where !isDone[node] && lengths[node] < nearest.map({ lengths[$0] }) ?? .max {
            nearest = node
        }
        return nearest
    }
}
