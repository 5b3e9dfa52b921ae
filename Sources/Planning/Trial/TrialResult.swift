import Foundation

/// What a trial says about its measure, with its uncertainty, and what is proposed.
package struct TrialResult: Equatable, Sendable {
    package enum Proposal: String, Equatable, Sendable {
        case keep, change, stop, undecided

        package var german: String {
            switch self {
            case .keep: "beibehalten"
            case .change: "ändern"
            case .stop: "beenden"
            case .undecided: "noch nicht entscheidbar"
            }
        }
    }

    package let measure: TrialMeasure
    package let outings: Int
    /// The trial is still running.
    package let isEarly: Bool
    /// What was counted, in the unit of the measure; `nil` when nothing could be, or when nobody came and a visit has no cost.
    package let counted: Double?
    /// The true value lies in here with 80 %; `nil` when nothing could be counted.
    package let interval: ClosedRange<Double>?
    /// How likely the true value meets the measure, 0 to 1.
    package let met: Double
    /// How likely it meets at least half of it (twice the cost).
    package let halfMet: Double

    /// Sure enough to propose something.
    package static let sure = 0.8
    /// Fewer outings than this decide nothing.
    package static let fewest = 3

    package var proposal: Proposal {
        if outings < Self.fewest || interval == nil { return .undecided }
        if met >= Self.sure { return .keep }
        if halfMet <= 1 - Self.sure { return .stop }
        return met <= 1 - Self.sure ? .change : .undecided
    }

    init(of trial: Trial, isEarly: Bool) {
        measure = trial.plan.measure
        self.isEarly = isEarly
        let outings: [TrialOuting]
        switch measure {
        case .visitsAnOuting(let target):
            outings = trial.outings
            let visits = Visits(outings, scale: target)
            (counted, interval) = (visits?.mean, visits?.interval)
            (met, halfMet) = (visits?.probability(atLeast: 1) ?? 0.5, visits?.probability(atLeast: 0.5) ?? 0.5)
        case .costAVisit(let target):
            outings = trial.outings
            let cost = outings.reduce(0) { $0 + $1.cost } / Double(max(1, outings.count))
            // Cost a visit is at most the target when at least cost / target people come.
            let visits = cost > 0 ? Visits(outings, scale: cost / target) : nil
            counted = visits.flatMap { $0.mean > 0 ? cost / $0.mean : nil }
            interval = visits.map { cost / $0.interval.upperBound...cost / $0.interval.lowerBound }
            (met, halfMet) = (visits?.probability(atLeast: 1) ?? 0.5, visits?.probability(atLeast: 0.5) ?? 0.5)
        case .bookedShare(let target):
            outings = trial.outings.filter { $0.slots > 0 }
            let booked = Booked(outings)
            (counted, interval) = (booked?.share, booked?.interval)
            (met, halfMet) =
                (booked?.probability(atLeast: target) ?? 0.5, booked?.probability(atLeast: target / 2) ?? 0.5)
        }
        self.outings = outings.count
    }

    /// The result in plain words.
    package var german: String {
        guard let interval else {
            return "Es ist noch nichts gezählt, woran sich das Ziel (\(measure.german)) messen lässt."
        }
        func written(_ value: Double) -> String {
            if case .bookedShare = measure { return "\((value * 100).german) %" }
            return value.german
        }
        let early = isEarly ? "Die Probezeit läuft noch. " : ""
        return
            "\(early)Nach \(outings) Außenterminen gezählt: \(counted.map(written) ?? "keine Vorsprache"); mit 80 % liegt der wahre Wert zwischen "
            + "\(written(interval.lowerBound)) und \(written(interval.upperBound)). Das Ziel (\(measure.german)) ist mit "
            + "\(Int((met * 100).rounded())) % Wahrscheinlichkeit erreicht. Vorschlag: \(proposal.german)."
    }
}

/// Visits an outing as multiples of a scale, by the same model as the forecast; before the first outing even odds that the scale is reached.
private struct Visits {
    let mean: Double
    let interval: ClosedRange<Double>
    /// Weights of the levels of the grid.
    private let levels: [Double]

    /// Spread of the logarithm before the first outing: a hundredth to a hundred times as many.
    private static let openness = 2.0

    init?(_ outings: [TrialOuting], scale: Double) {
        guard !outings.isEmpty else { return nil }
        mean = outings.reduce(0) { $0 + Double($1.visits) } / Double(outings.count)
        let observations = outings.map {
            LevelPosterior.Observation(
                expected: scale, count: $0.visits, isAtLeast: $0.slots > 0 && $0.visits >= $0.slots, weight: 1)
        }
        let posterior = LevelPosterior(
            stops: [.init(observations: observations, extraSpread: 0)], townSpread: Self.openness)
        let joint = posterior.levels(of: 0)
        levels = (0..<LevelGrid.count).map { level in
            LevelPosterior.shapes.indices.reduce(0) { $0 + joint[$1 * LevelGrid.count + level] }
        }
        interval = Self.quantile(0.1, levels) * scale...Self.quantile(0.9, levels) * scale
    }

    func probability(atLeast level: Double) -> Double {
        zip(levels, LevelGrid.logarithms).reduce(0) { sum, pair in
            sum + pair.0 * min(1, max(0, (pair.1 + LevelGrid.step / 2 - log(level)) / LevelGrid.step))
        }
    }

    private static func quantile(_ share: Double, _ levels: [Double]) -> Double {
        var sum = 0.0
        for (weight, logarithm) in zip(levels, LevelGrid.logarithms) {
            if sum + weight >= share {
                return exp(logarithm + LevelGrid.step * ((share - sum) / weight - 0.5))
            }
            sum += weight
        }
        return LevelGrid.values.last ?? 1
    }
}

/// The share of booked slots: a beta distribution, flat before the first outing. When outings differ more than chance lets them, each counts
/// for less.
private struct Booked {
    let share: Double
    let interval: ClosedRange<Double>
    private let (a, b): (Double, Double)

    init?(_ outings: [TrialOuting]) {
        let slots = outings.reduce(0.0) { $0 + Double($1.slots) }
        guard slots > 0 else { return nil }
        let share = outings.reduce(0.0) { $0 + Double($1.booked) } / slots
        self.share = share
        var excess = 1.0
        if outings.count > 1, share > 0, share < 1 {
            // Pearson's chi-square over its degrees of freedom.
            let deviations = outings.map { outing in
                let slots = Double(outing.slots)
                return pow(Double(outing.booked) - slots * share, 2) / (slots * share * (1 - share))
            }
            excess = max(1, deviations.reduce(0, +) / Double(outings.count - 1))
        }
        (a, b) = (1 + slots * share / excess, 1 + slots * (1 - share) / excess)
        interval =
            SpecialFunctions.betaQuantile(0.1, a: a, b: b)...SpecialFunctions.betaQuantile(0.9, a: a, b: b)
    }

    func probability(atLeast target: Double) -> Double {
        1 - SpecialFunctions.betaShare(below: target, a: a, b: b)
    }
}
