/// Forecasts made-up histories month by month, each time knowing only the months before.
package struct BackTest: Sendable {
    package let seed: UInt64
    package let histories: Int
    package let stops: Int
    package let months: Int
    /// Months that are known before the first forecast.
    package let known: Int

    static let shares = [0.5, 0.8, 0.95]

    /// - Parameters: all at least 1; more months than `known`.
    package init(seed: UInt64, histories: Int = 20, stops: Int = 8, months: Int = 24, known: Int = 3) {
        self.seed = seed
        self.histories = max(1, histories)
        self.stops = max(1, stops)
        self.known = max(1, known)
        self.months = max(self.known + 1, months)
    }

    /// - Parameter watch: asked before each history; the calibration is of those done, `nil` when there are none.
    package func run(watch: Watch = .patient) throws(DemandMistake) -> Calibration? {
        var tally = Tally()
        for history in 0..<histories where !watch.shouldStop() {
            let town = try MadeUpTown(seed: seed &+ UInt64(history), stops: stops, months: months)
            for month in MadeUpTown.first.adding(known)..<MadeUpTown.first.adding(months) {
                try forecast(month, in: town, into: &tally)
            }
            tally.histories += 1
            watch.report(Progress(iterations: history + 1, best: nil))
        }
        return tally.calibration
    }

    private func forecast(_ month: Month, in town: MadeUpTown, into tally: inout Tally) throws(DemandMistake) {
        let past = town.outings.filter { $0.outing.month < month }
        let come = town.outings.filter { $0.outing.month == month }
        let model = try DemandModel(
            districts: town.districts, stops: town.stops, past: past, planned: come.map(\.outing), now: month)
        let forecast = try model.forecast(months: [month], planned: come.map(\.outing))
        for (row, outcome) in zip(forecast.outings, come) {
            let before = past.filter { $0.outing.stop == outcome.outing.stop }.map { Double($0.total) }
            let mean = (before.reduce(0, +) + 0.5) / Double(before.count)
            tally.add(
                outcome.total, forecast: row.distribution,
                naive: .negativeBinomial(mean: mean, shape: .infinity))
        }
    }
}

private struct Tally {
    var histories = 0
    private var count = 0.0
    private var reached = BackTest.shares.map { _ in 0.0 }
    private var stated = BackTest.shares.map { _ in 0.0 }
    private var naive = BackTest.shares.map { _ in 0.0 }
    private var tenths = [Double](repeating: 0, count: 10)
    private var (score, naiveScore, error, naiveError) = (0.0, 0.0, 0.0, 0.0)

    mutating func add(_ outcome: Int, forecast: CountDistribution, naive other: CountDistribution) {
        count += 1
        for (index, share) in BackTest.shares.enumerated() {
            let interval = forecast.interval(share)
            if interval.contains(outcome) { reached[index] += 1 }
            stated[index] +=
                forecast.probability(atMost: interval.upperBound)
                - forecast.probability(atMost: interval.lowerBound - 1)
            if other.interval(share).contains(outcome) { naive[index] += 1 }
        }
        let (low, high) = (forecast.probability(atMost: outcome - 1), forecast.probability(atMost: outcome))
        for tenth in tenths.indices {
            let (from, to) = (Double(tenth) / 10, Double(tenth + 1) / 10)
            tenths[tenth] += max(0, min(high, to) - max(low, from)) / max(high - low, 1e-12)
        }
        score += forecast.rankedProbabilityScore(observed: outcome)
        naiveScore += other.rankedProbabilityScore(observed: outcome)
        error += abs(Double(forecast.quantile(0.5) - outcome))
        naiveError += abs(other.mean - Double(outcome))
    }

    var calibration: Calibration? {
        guard count > 0 else { return nil }
        return Calibration(
            histories: histories, forecasts: Int(count),
            coverage: BackTest.shares.indices.map {
                .init(
                    nominal: BackTest.shares[$0], stated: stated[$0] / count, reached: reached[$0] / count,
                    naive: naive[$0] / count)
            },
            tenths: tenths.map { $0 / count }, score: score / count, naiveScore: naiveScore / count,
            error: error / count, naiveError: naiveError / count)
    }
}
