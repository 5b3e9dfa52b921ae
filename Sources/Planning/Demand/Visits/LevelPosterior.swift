import Foundation

/// What is known of the levels of the town and of its stops after some outings: a hierarchical model, reckoned exactly on a grid.
///
/// Visits of an outing are negative binomial with mean expected × level of its stop; the levels of the stops spread log-normally around
/// the level of the town; how much they spread, and how much outings of one stop scatter, is weighed too. A stop with few
/// outings borrows from the others, one with many stands for itself. No random numbers.
struct LevelPosterior: Sendable {
    /// An outing against what was expected of it.
    struct Observation: Sendable {
        /// By the assumptions, greater than 0.
        let expected: Double
        let count: Int
        /// There may have been more.
        let isAtLeast: Bool
        /// 1 for a fresh outing, less for an old one.
        let weight: Double
    }

    struct Stop: Sendable {
        let observations: [Observation]
        /// How much less is known of this stop than of others: spread of the logarithm.
        let extraSpread: Double
    }

    /// Shapes of the scatter of outings: 1 is wild, 30 nearly Poisson.
    static let shapes: [Double] = [1, 2, 4, 8, 30]
    /// Spreads of the stops around the town.
    static let spreads: [Double] = [0.2, 0.4, 0.7, 1.0]

    /// Weight of each combination of shape, spread and level of the town.
    private var weights: [Double] = []
    private let stops: [Stop]
    /// For each stop: likelihood by shape and level, the largest of a stop is 1.
    private let likelihoods: [[Double]]

    private static let count = LevelGrid.count

    /// - Parameter townSpread: spread of the logarithm of the town's level before anything is counted.
    init(stops: [Stop], townSpread: Double) {
        self.stops = stops
        likelihoods = stops.map(Self.likelihood)
        var logarithms: [Double] = []
        for shape in Self.shapes.indices {
            for spread in Self.spreads {
                var row = LevelGrid.logarithms.map { -0.5 * pow($0 / townSpread, 2) }
                for (index, stop) in stops.enumerated() where !stop.observations.isEmpty {
                    let kernel = LevelGrid.Kernel(spread: hypot(spread, stop.extraSpread))
                    for position in row.indices { row[position] += log(evidence(index, shape, kernel, position)) }
                }
                logarithms += row
            }
        }
        let top = logarithms.max() ?? 0
        let raw = logarithms.map { exp($0 - top) }
        let sum = raw.reduce(0, +)
        weights = raw.map { $0 / sum }
    }

    /// Likelihood of a stop's outings at one level of the town.
    private func evidence(_ stop: Int, _ shape: Int, _ kernel: LevelGrid.Kernel, _ town: Int) -> Double {
        var sum = 0.0
        for level in kernel.range(around: town) {
            sum += likelihoods[stop][shape * Self.count + level] * kernel.weight(from: town, to: level)
        }
        return max(sum, 1e-300)
    }

    private static func likelihood(of stop: Stop) -> [Double] {
        var logarithms: [Double] = []
        for shape in shapes {
            for level in LevelGrid.values {
                logarithms.append(
                    stop.observations.reduce(0) { $0 + $1.weight * logLikelihood(of: $1, level: level, shape: shape) })
            }
        }
        let top = logarithms.max() ?? 0
        return logarithms.map { exp($0 - top) }
    }

    private static func logLikelihood(of observation: Observation, level: Double, shape: Double) -> Double {
        let mean = observation.expected * level
        let ratio = mean / (shape + mean)
        var logarithm = -shape * log1p(mean / shape)
        var below = 0.0
        for number in 0..<observation.count {
            below += exp(logarithm)
            logarithm += log(ratio * (shape + Double(number)) / Double(number + 1))
        }
        return observation.isAtLeast ? log(max(1e-300, 1 - below)) : logarithm
    }

    /// How likely each pair of shape and level is for a stop, row by row; `nil` means a stop nothing was counted at.
    func levels(of stop: Int?, extraSpread: Double = 0) -> [Double] {
        let known = stop.flatMap { stops[$0].observations.isEmpty ? nil : $0 }
        let extra = stop.map { stops[$0].extraSpread } ?? extraSpread
        let kernels = kernels(extra)
        var result = [Double](repeating: 0, count: Self.shapes.count * Self.count)
        each { shape, spread, town, weight in
            let kernel = kernels[spread]
            let whole = known.map { evidence($0, shape, kernel, town) } ?? 1
            for level in kernel.range(around: town) {
                let likelihood = known.map { likelihoods[$0][shape * Self.count + level] } ?? 1
                result[shape * Self.count + level] +=
                    weight * likelihood * kernel.weight(from: town, to: level) / whole
            }
        }
        let sum = result.reduce(0, +)
        return result.map { $0 / sum }
    }

    /// Visits when so many are expected by the assumptions at one stop.
    ///
    /// - Parameters:
    ///   - levels: from `levels(of:)`.
    ///   - variation: squared coefficient of variation that comes on top, as of a service's share.
    static func distribution(levels: [Double], expected: Double, variation: Double = 0) -> CountDistribution {
        var parts: [CountDistribution.Part] = []
        for (shape, size) in shapes.enumerated() {
            let combined = 1 / ((1 + 1 / size) * (1 + variation) - 1)
            for level in 0..<count where levels[shape * count + level] > 1e-7 {
                parts.append(
                    .init(
                        weight: levels[shape * count + level], mean: expected * LevelGrid.values[level],
                        shape: combined))
            }
        }
        return .mixture(parts)
    }

    /// Visits of several outings together, each at one of the stops; sums at one level of the town by their first two moments.
    ///
    /// - Parameter outings: the stop's index and what is expected.
    func total(of outings: [(stop: Int, expected: Double)]) -> CountDistribution {
        var expected: [Int: (sum: Double, squares: Double)] = [:]
        for outing in outings {
            expected[outing.stop, default: (0, 0)].sum += outing.expected
            expected[outing.stop, default: (0, 0)].squares += outing.expected * outing.expected
        }
        let order = expected.keys.sorted()
        let perStop = order.map { kernels(stops[$0].extraSpread) }
        var parts: [CountDistribution.Part] = []
        each { shape, spread, town, weight in
            var (mean, variance) = (0.0, 0.0)
            for (index, stop) in order.enumerated() {
                let (first, second) = moments(stop, shape, perStop[index][spread], town)
                let (sum, squares) = expected[stop] ?? (0, 0)
                mean += sum * first
                variance +=
                    sum * first + squares * second / Self.shapes[shape] + sum * sum * (second - first * first)
            }
            let shape = variance > mean ? mean * mean / (variance - mean) : .infinity
            parts.append(.init(weight: weight, mean: mean, shape: shape))
        }
        return .mixture(parts)
    }

    /// Mean of a stop's level and of its square at one level of the town.
    private func moments(_ stop: Int, _ shape: Int, _ kernel: LevelGrid.Kernel, _ town: Int) -> (Double, Double) {
        var (whole, first, second) = (0.0, 0.0, 0.0)
        for level in kernel.range(around: town) {
            let value = LevelGrid.values[level]
            let weight = likelihoods[stop][shape * Self.count + level] * kernel.weight(from: town, to: level)
            whole += weight
            first += weight * value
            second += weight * value * value
        }
        return whole > 0 ? (first / whole, second / whole) : (LevelGrid.values[town], pow(LevelGrid.values[town], 2))
    }

    private func kernels(_ extra: Double) -> [LevelGrid.Kernel] {
        Self.spreads.map { LevelGrid.Kernel(spread: hypot($0, extra)) }
    }

    /// Every combination worth counting.
    private func each(_ body: (_ shape: Int, _ spread: Int, _ town: Int, _ weight: Double) -> Void) {
        for shape in Self.shapes.indices {
            for spread in Self.spreads.indices {
                for town in 0..<Self.count {
                    let weight = weights[(shape * Self.spreads.count + spread) * Self.count + town]
                    if weight > 1e-7 { body(shape, spread, town, weight) }
                }
            }
        }
    }
}
