import Foundation
import Testing

@testable import Planning

/// What SciPy says: `Benchmarks/Compared/demand_vectors.py`.
struct SciPyVector: Sendable, CustomTestStringConvertible {
    let function: String
    let (a, b, x, value): (Double, Double, Double, Double)

    var testDescription: String { "\(function)(\(a), \(b), \(x))" }

    static let all: [SciPyVector] = {
        let file = URL(filePath: #filePath).appending(path: "../../../Fixtures/demand/scipy.csv").standardizedFileURL
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: ";")
            let numbers = cells.dropFirst().compactMap { Double($0) }
            guard numbers.count == 4 else { return nil }
            return SciPyVector(
                function: String(cells[0]), a: numbers[0], b: numbers[1], x: numbers[2], value: numbers[3])
        }
    }()

    private init(function: String, a: Double, b: Double, x: Double, value: Double) {
        self.function = function
        (self.a, self.b, self.x, self.value) = (a, b, x, value)
    }
}

@Suite struct DistributionTests {
    @Test func theVectorsAreThere() { #expect(SciPyVector.all.count == 169) }

    @Test(arguments: SciPyVector.all)
    func weAgreeWithSciPy(_ vector: SciPyVector) throws {
        let (a, b, x) = (vector.a, vector.b, vector.x)
        switch vector.function {
        case "logGamma": try near(SpecialFunctions.logGamma(x), vector.value, 1e-12)
        case "betaShare": try near(SpecialFunctions.betaShare(below: x, a: a, b: b), vector.value, 1e-11)
        case "betaQuantile": try near(SpecialFunctions.betaQuantile(x, a: a, b: b), vector.value, 1e-9)
        case "binomialBelow":
            let law = CountDistribution.negativeBinomial(mean: a, shape: b)
            try near(law.probability(atMost: Int(x)), vector.value, CountDistribution.tail)
            // A second way to the same number.
            try near(SpecialFunctions.betaShare(below: b / (a + b), a: b, b: x + 1), vector.value, 1e-10)
        case "binomialQuantile":
            #expect(CountDistribution.negativeBinomial(mean: a, shape: b).quantile(x) == Int(vector.value))
        case "poissonBelow":
            let law = CountDistribution.negativeBinomial(mean: a, shape: .infinity)
            try near(law.probability(atMost: Int(x)), vector.value, CountDistribution.tail)
        default: Issue.record("\(vector.function)")
        }
    }

    private func near(_ found: Double, _ expected: Double, _ tolerance: Double) throws {
        #expect(abs(found - expected) <= tolerance * max(1, abs(expected)), "\(found), expected \(expected)")
    }

    @Test func aMixtureLiesBetweenItsParts() {
        let mixed = CountDistribution.mixture([
            .init(weight: 3, mean: 1, shape: .infinity), .init(weight: 1, mean: 9, shape: 4),
        ])
        #expect(mixed.mean == 3)
        let (low, high) = (
            CountDistribution.negativeBinomial(mean: 1, shape: .infinity),
            CountDistribution.negativeBinomial(mean: 9, shape: 4)
        )
        for number in 0...20 {
            let between = 0.75 * low.probability(atMost: number) + 0.25 * high.probability(atMost: number)
            #expect(abs(mixed.probability(atMost: number) - between) < 1e-3)
        }
        #expect(abs(mixed.probabilities.reduce(0, +) - 1) < 1e-9)
    }

    @Test(arguments: [0.5, 0.8, 0.95])
    func anIntervalHoldsAtLeastItsShare(_ share: Double) {
        for mean in [0.1, 1, 7, 60] {
            let law = CountDistribution.negativeBinomial(mean: mean, shape: 2)
            let interval = law.interval(share)
            let held = law.probability(atMost: interval.upperBound) - law.probability(atMost: interval.lowerBound - 1)
            #expect(held >= share - 1e-9)
        }
    }

    @Test func nobodyIsCertainWhenNobodyIsExpected() {
        let none = CountDistribution.negativeBinomial(mean: 0, shape: 3)
        #expect(none.probabilities == [1] && none.quantile(0.99) == 0 && none.mean == 0)
    }

    /// A certain forecast of 3 is off by the distance; the score of a sharper right forecast is smaller.
    @Test func theScoreIsTheDistanceForCertainForecasts() {
        let certain = CountDistribution(probabilities: [0, 0, 0, 1], mean: 3)
        #expect(certain.rankedProbabilityScore(observed: 3) == 0)
        #expect(certain.rankedProbabilityScore(observed: 5) == 2)
        #expect(certain.rankedProbabilityScore(observed: 0) == 3)
        let (sharp, wide) = (
            CountDistribution.negativeBinomial(mean: 6, shape: 50),
            CountDistribution.negativeBinomial(mean: 6, shape: 1)
        )
        #expect(sharp.rankedProbabilityScore(observed: 6) < wide.rankedProbabilityScore(observed: 6))
    }
}
