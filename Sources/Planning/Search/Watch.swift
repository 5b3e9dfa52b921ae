/// What a search is told while it runs, and what it tells: when to stop early, and how far it is.
///
/// A search never looks at a clock. Whoever starts it decides by time, by a click or not at all; the result depends on
/// the seed and on the number of iterations done, never on speed.
package struct Watch: Sendable {
    /// Asked between iterations; `true` ends the search with the best found so far.
    package let shouldStop: @Sendable () -> Bool
    /// Told now and then, at the latest when a better solution is found.
    package let report: @Sendable (Progress) -> Void

    package init(
        shouldStop: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.shouldStop = shouldStop
        self.report = report
    }

    /// Never stops early and listens to nothing.
    package static let patient = Watch()
}

/// How far a search is.
package struct Progress: Equatable, Sendable {
    /// Iterations done, from 0.
    package let iterations: Int
    /// Cost of the best solution so far, in the unit of the search; `nil` while there is none.
    package let best: Double?

    package init(iterations: Int, best: Double?) {
        self.iterations = iterations
        self.best = best
    }
}
