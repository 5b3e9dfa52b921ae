/// Finds a short history that still breaks the same invariant: leaves out halves, quarters … of the faults as long as
/// what is left still does (Zeller and Hildebrandt 2002, "Simplifying and isolating failure-inducing input").
package struct Shrinking: Sendable {
    private let bout: Bout
    /// Runs at most.
    private let limit: Int

    package init(_ bout: Bout, limit: Int = 150) {
        self.bout = bout
        self.limit = limit
    }

    /// - Returns: the shortest list found; the given one where nothing can be left out.
    package func shrink(_ outcome: Bout.Outcome) async -> [Fault] {
        guard let violation = outcome.violation else { return outcome.struck }
        var faults = outcome.struck
        var runs = 0
        func breaks(_ faults: [Fault]) async -> Bool {
            runs += 1
            return await bout.run(seed: outcome.seed, with: faults).violation?.invariant == violation.invariant
        }
        // Faults that lead elsewhere once the others are gone: then the whole history is told.
        guard await breaks(faults) else { return faults }
        var parts = 2
        while faults.count > 0, runs < limit {
            let length = (faults.count + parts - 1) / parts
            var wentOn = false
            for start in stride(from: 0, to: faults.count, by: length) where runs < limit {
                var rest = faults
                rest.removeSubrange(start..<min(start + length, faults.count))
                if await breaks(rest) {
                    faults = rest
                    parts = max(parts - 1, 2)
                    wentOn = true
                    break
                }
            }
            if wentOn { continue }
            if length <= 1 { break }
            parts = min(parts * 2, faults.count)
        }
        return faults
    }
}
