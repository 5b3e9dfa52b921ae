import Foundation

/// How likely each number of people is: 0, 1, 2, …
///
/// What lies beyond the last number kept is at most `tail` likely and counts as the last number; the mean is exact.
package struct CountDistribution: Equatable, Sendable {
    /// Probabilities of 0, 1, 2, …; they add up to 1.
    package let probabilities: [Double]
    /// The expected number.
    package let mean: Double

    static let tail = 1e-4
    static let longest = 20_000

    /// One of several ways the number may come about: a negative binomial with this mean and shape (infinite: Poisson).
    struct Part {
        let weight: Double
        let mean: Double
        let shape: Double
    }

    /// A negative binomial: variance mean + mean² / shape.
    ///
    /// - Parameters:
    ///   - mean: 0 or more.
    ///   - shape: greater than 0; infinite gives a Poisson.
    package static func negativeBinomial(mean: Double, shape: Double) -> CountDistribution {
        mixture([Part(weight: 1, mean: mean, shape: shape)])
    }

    /// A mixture; weights need not add up to 1.
    static func mixture(_ parts: [Part]) -> CountDistribution {
        let whole = parts.reduce(0) { $0 + $1.weight }
        var running = parts.filter { $0.weight > whole * 1e-9 }.map { Running($0, share: $0.weight / whole) }
        let mean = running.reduce(0) { $0 + $1.share * $1.mean }
        var probabilities: [Double] = []
        var sum = 0.0
        while sum < 1 - tail, probabilities.count < longest {
            var here = 0.0
            for index in running.indices { here += running[index].next() }
            probabilities.append(here)
            sum += here
        }
        probabilities[probabilities.count - 1] += max(0, 1 - sum)
        return CountDistribution(probabilities: probabilities, mean: mean)
    }

    /// The probability of this number or less, 0 to 1.
    package func probability(atMost number: Int) -> Double {
        number < 0 ? 0 : min(1, probabilities.prefix(number + 1).reduce(0, +))
    }

    package func probability(atLeast number: Int) -> Double { 1 - probability(atMost: number - 1) }

    /// The smallest number that is not exceeded with at least this probability (0 to 1).
    package func quantile(_ share: Double) -> Int {
        var sum = 0.0
        for (number, probability) in probabilities.enumerated() {
            sum += probability
            if sum >= share - 1e-12 { return number }
        }
        return probabilities.count - 1
    }

    /// The middle interval that holds at least this share (0 to 1).
    package func interval(_ share: Double) -> ClosedRange<Int> {
        let low = quantile((1 - share) / 2)
        return low...max(low, quantile((1 + share) / 2))
    }

    /// Ranked probability score: 0 is perfect, smaller is better, in people (Epstein 1969; Czado, Gneiting and Held 2009).
    func rankedProbabilityScore(observed: Int) -> Double {
        var (sum, score) = (0.0, 0.0)
        for number in 0..<max(probabilities.count, observed) {
            if number < probabilities.count { sum += probabilities[number] }
            let off = sum - (number >= observed ? 1 : 0)
            score += off * off
        }
        return score
    }
}

/// Gives the probabilities of one part one after the other.
private struct Running {
    let share: Double
    let mean: Double
    private let shape: Double
    private let ratio: Double
    private var number = 0.0
    private var logarithm: Double
    private var value: Double
    /// Far from 0 the first probabilities are too small for a Double: then logarithms are added up.
    private var isFar: Bool

    init(_ part: CountDistribution.Part, share: Double) {
        self.share = share
        mean = max(0, part.mean)
        shape = part.shape
        ratio = part.shape.isInfinite ? mean : mean / (part.shape + mean)
        logarithm = part.shape.isInfinite ? -mean : -part.shape * log1p(mean / part.shape)
        value = exp(logarithm)
        isFar = logarithm < -600
    }

    /// The probability of the next number, from 0 on, times the share.
    mutating func next() -> Double {
        let here = value * share
        let factor = (shape.isInfinite ? ratio : ratio * (shape + number)) / (number + 1)
        number += 1
        if isFar {
            logarithm += log(factor)
            value = exp(logarithm)
            if logarithm > -300 { isFar = false }
        } else {
            value *= factor
        }
        return here
    }
}
