import Planning
import Testing

@Suite struct SiteGraphTests {
    /// 1 –2– 2 –2– 3 –9– 4, and 4 – 1 given twice: first 1, then 7.
    static let ring = " 4 5 2 \n 1 2 2 \n 2 3 2 \n 3 4 9 \n 4 1 1 \n 1 4 7 \n"

    @Test func theLaterOfTwoEdgesCounts() throws {
        let graph = try SiteGraph(reading: Self.ring)
        #expect(graph.nodes == 4 && graph.p == 2 && graph.edges.count == 5)
        #expect(graph.shortestPaths() == [0, 2, 4, 7, 2, 0, 2, 9, 4, 2, 0, 9, 7, 9, 9, 0])
    }

    /// Median 2 serves 1, 2, 3; node 4 is its own: 2 + 2.
    @Test func aRingByHand() throws {
        let problem = try SiteGraph(reading: Self.ring).problem()
        let plan = SiteSearch(problem, seed: 1).run(iterations: 20)
        #expect(plan.open == [1, 3] && plan.cost == 4 && plan.isBest)
        #expect(SiteVerification(SiteSolution(plan, seed: 1), of: try SiteGraph(reading: Self.ring)).mistakes.isEmpty)
    }

    @Test func pMayBeGiven() throws {
        let graph = try SiteGraph(reading: Self.ring)
        #expect(try graph.problem(p: 1).p == 1)
        #expect(throws: SiteGraph.Mistake.p(5, nodes: 4)) { try graph.problem(p: 5) }
        #expect(throws: SiteGraph.Mistake.p(0, nodes: 4)) { try graph.problem(p: 0) }
    }

    @Test(arguments: [
        ("", SiteGraph.Mistake.empty),
        (" \n \n", .empty),
        ("4 5\n", .header(line: 1)),
        ("\n4 fünf 2\n", .header(line: 2)),
        ("4 -5 2\n", .header(line: 1)),
        ("0 0 1\n", .nodes(line: 1, 0)),
        ("3001 0 1\n", .nodes(line: 1, 3001)),
        ("2 1 1\n1 2\n", .edge(line: 2)),
        ("2 1 1\n1 2 3.5\n", .edge(line: 2)),
        ("2 1 1\n1 2 3 4\n", .edge(line: 2)),
        ("2 1 1\n1 3 3\n", .node(line: 2, 3, nodes: 2)),
        ("2 1 1\n0 1 3\n", .node(line: 2, 0, nodes: 2)),
        ("2 1 1\n1 2 -3\n", .length(line: 2, -3)),
        ("2 1 1\n1 2 100001\n", .length(line: 2, 100_001)),
        ("3 3 1\n1 2 3\n2 3 4\n", .cutOff(line: 3, edges: 3, found: 2)),
        ("2 1 1\n1 2 3\n\n2 1 3\n", .surplus(line: 4, edges: 1)),
        ("3 1 1\n1 2 3\n", .unconnected(node: 3)),
        ("2 1 3\n1 2 3\n", .p(3, nodes: 2)),
        ("2 1 0\n1 2 3\n", .p(0, nodes: 2)),
    ])
    func eachMistakeIsNamed(text: String, mistake: SiteGraph.Mistake) {
        #expect(throws: mistake) { try SiteGraph(reading: text).problem() }
        #expect(mistake.description.hasSuffix("."))
    }

    /// The verifier's ways come from another algorithm: on graphs by lot both agree.
    @Test(arguments: UInt64(1)...20)
    func twoAlgorithmsAgree(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let nodes = Int.random(in: 2...25, using: &random)
        var lines = (2...nodes).map {
            "\(Int.random(in: 1..<$0, using: &random)) \($0) \(Int.random(in: 0...50, using: &random))"
        }
        for _ in 0..<nodes {
            lines.append(
                "\(Int.random(in: 1...nodes, using: &random)) \(Int.random(in: 1...nodes, using: &random)) \(Int.random(in: 0...50, using: &random))"
            )
        }
        let p = Int.random(in: 1...nodes, using: &random)
        let graph = try SiteGraph(reading: "\(nodes) \(lines.count) \(p)\n" + lines.joined(separator: "\n"))
        let plan = SiteSearch(try graph.problem(), seed: seed).run(iterations: 30)
        let verification = SiteVerification(SiteSolution(plan, seed: seed), of: graph)
        #expect(verification.mistakes.isEmpty && verification.cost == Int(plan.cost))
    }
}
