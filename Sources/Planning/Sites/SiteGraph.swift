/// A p-median problem on a graph, in the format of the OR-Library (Beasley 1985): a line with the number of nodes, of
/// edges and p, then one line an edge with its ends (from 1) and its length. Every node is both client and site. Of an
/// edge that is given twice the later length counts, as the library's notes say.
package struct SiteGraph: Equatable, Sendable {
    package let nodes: Int
    /// As many as the file's second number says, in its order, ends from 0.
    package let edges: [Edge]
    /// The file's third number.
    package let p: Int

    package struct Edge: Equatable, Sendable {
        package let from: Int
        package let to: Int
        /// 0 to 100,000.
        package let length: Int32
    }

    /// What is wrong with a file, in which line, and what to do.
    package enum Mistake: Error, Equatable, CustomStringConvertible {
        case empty
        case header(line: Int)
        case nodes(line: Int, Int)
        case edge(line: Int)
        case node(line: Int, Int, nodes: Int)
        case length(line: Int, Int)
        case cutOff(line: Int, edges: Int, found: Int)
        case surplus(line: Int, edges: Int)
        case unconnected(node: Int)
        case p(Int, nodes: Int)

        package var description: String {
            switch self {
            case .empty:
                "Zeile 1: Die Datei ist leer. Erwartet werden die Zahl der Knoten, die Zahl der Kanten und p, dann je Zeile eine Kante."
            case .header(let line):
                "Zeile \(line): Hier stehen drei ganze Zahlen ab 0: Knoten, Kanten und p, zum Beispiel „100 200 5“."
            case .nodes(let line, let nodes):
                "Zeile \(line): \(nodes) Knoten gehen nicht; möglich sind 1 bis \(SiteGraph.mostNodes)."
            case .edge(let line):
                "Zeile \(line): Eine Kante besteht aus drei ganzen Zahlen: Anfang, Ende und Länge, zum Beispiel „1 2 30“."
            case .node(let line, let node, let nodes):
                "Zeile \(line): Den Knoten \(node) gibt es nicht; die Knoten heißen 1 bis \(nodes)."
            case .length(let line, let length):
                "Zeile \(line): Die Länge \(length) geht nicht; möglich sind 0 bis \(SiteGraph.greatestLength)."
            case .cutOff(let line, let edges, let found):
                "Zeile \(line): Die Datei endet nach \(found) von \(edges) Kanten. Sie ist abgeschnitten; die Datei neu holen."
            case .surplus(let line, let edges):
                "Zeile \(line): Nach den angekündigten \(edges) Kanten ist Schluss, hier steht noch etwas. Die zweite Zahl der ersten Zeile berichtigen oder die Zeile löschen."
            case .unconnected(let node):
                "Vom Knoten 1 führt kein Weg zum Knoten \(node). Die fehlenden Kanten ergänzen."
            case .p(let p, let nodes):
                "p ist \(p); möglich sind 1 bis \(nodes), so viele Knoten gibt es. Mit --p eine andere Zahl angeben."
            }
        }
    }

    /// Three tables of nodes × nodes numbers then stay below half a gigabyte.
    package static let mostNodes = 3000
    /// A way through all nodes then still fits into 32 bits, and so does the sum of two.
    package static let greatestLength = 100_000

    package init(reading text: String) throws(Mistake) {
        var reader = SiteGraphReader(text)
        (nodes, edges, p) = try reader.read()
    }

    /// The problem to open `p` of the nodes so that the sum of all nodes' ways is least.
    package func problem(p: Int? = nil) throws(Mistake) -> SiteProblem {
        let p = p ?? self.p
        guard (1...nodes).contains(p) else { throw .p(p, nodes: nodes) }
        let distances = shortestPaths()
        if let unreached = distances[..<nodes].firstIndex(of: Self.unreachable) {
            throw .unconnected(node: unreached + 1)
        }
        do {
            return try SiteProblem(clients: nodes, sites: nodes, p: p, costs: distances.map(Double.init))
        } catch {
            throw .p(p, nodes: nodes)
        }
    }

    /// Stands for no way at all.
    package static let unreachable = Int32.max / 2

    /// The length of the shortest way between all nodes, `nodes × nodes` numbers (Floyd 1962, Warshall 1962).
    package func shortestPaths() -> [Int32] {
        let n = nodes
        var distances = [Int32](repeating: Self.unreachable, count: n * n)
        for edge in edges {
            distances[edge.from * n + edge.to] = edge.length
            distances[edge.to * n + edge.from] = edge.length
        }
        for node in 0..<n { distances[node * n + node] = 0 }
        distances.withUnsafeMutableBufferPointer { all in
            for via in 0..<n {
                let onward = UnsafeBufferPointer(rebasing: all[via * n..<(via + 1) * n])
                for from in 0..<n where from != via {
                    let toVia = all[from * n + via]
                    if toVia == Self.unreachable { continue }
                    let row = UnsafeMutableBufferPointer(rebasing: all[from * n..<(from + 1) * n])
                    for to in 0..<n { row[to] = min(row[to], toVia &+ onward[to]) }
                }
            }
        }
        return distances
    }
}

/// Reads the numbers of a file line by line, so that a mistake can say where it is.
private struct SiteGraphReader {
    /// Lines with something on them, numbered from 1.
    private var lines: [(number: Int, words: [Substring])] = []
    private var lastLine = 1

    init(_ text: String) {
        for (at, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            if !words.isEmpty {
                lines.append((at + 1, words))
                lastLine = at + 1
            }
        }
    }

    mutating func read() throws(SiteGraph.Mistake) -> (nodes: Int, edges: [SiteGraph.Edge], p: Int) {
        guard let head = lines.first else { throw .empty }
        guard let numbers = whole(head.words), numbers.allSatisfy({ $0 >= 0 }) else { throw .header(line: head.number) }
        let (nodes, count, p) = (numbers[0], numbers[1], numbers[2])
        guard (1...SiteGraph.mostNodes).contains(nodes) else { throw .nodes(line: head.number, nodes) }
        var edges: [SiteGraph.Edge] = []
        for line in lines.dropFirst() {
            guard edges.count < count else { throw .surplus(line: line.number, edges: count) }
            guard let numbers = whole(line.words) else { throw .edge(line: line.number) }
            for end in numbers[..<2] where !(1...nodes).contains(end) {
                throw .node(line: line.number, end, nodes: nodes)
            }
            guard (0...SiteGraph.greatestLength).contains(numbers[2]) else {
                throw .length(line: line.number, numbers[2])
            }
            edges.append(.init(from: numbers[0] - 1, to: numbers[1] - 1, length: Int32(numbers[2])))
        }
        guard edges.count == count else { throw .cutOff(line: lastLine, edges: count, found: edges.count) }
        return (nodes, edges, p)
    }

    private func whole(_ words: [Substring]) -> [Int]? {
        let numbers = words.compactMap { Int($0) }
        return numbers.count == 3 && words.count == 3 ? numbers : nil
    }
}
