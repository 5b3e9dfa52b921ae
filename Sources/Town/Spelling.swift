/// Finds what somebody may have meant.
enum Spelling {
    /// How many possibilities a message names.
    static let shown = 12

    /// `Möglich sind: a, b, c.` with the nearest spelling first; the others keep their order.
    static func choices(_ known: [String], near word: String) -> String {
        guard !known.isEmpty else { return "Es gibt hier noch nichts, worauf verwiesen werden kann." }
        let ordered = sorted(known, near: word)
        guard ordered.count > 1 else { return "Möglich ist nur: \(ordered[0])." }
        let rest = ordered.count - shown
        let list = ordered.prefix(shown).joined(separator: ", ")
        return rest > 0 ? "Möglich sind: \(list) und \(rest) weitere." : "Möglich sind: \(list)."
    }

    static func sorted(_ known: [String], near word: String) -> [String] {
        let limit = max(2, word.count / 3)
        var seen: Set<String> = []
        let known = known.filter { seen.insert($0).inserted }
        let near =
            known.map { (word: $0, distance: distance($0.lowercased(), word.lowercased())) }
            .filter { $0.distance <= limit }
            .enumerated()
            .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .map(\.element.word)
        return near + known.filter { !near.contains($0) }
    }

    /// Letters to change, add, leave out or swap (optimal string alignment). Words over 80 letters are compared by their start.
    static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left.prefix(80))
        let b = Array(right.prefix(80))
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let change = a[i - 1] == b[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
