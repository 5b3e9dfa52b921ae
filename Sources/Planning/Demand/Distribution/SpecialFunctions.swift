import Foundation

/// The few functions of mathematics the forecast stands on; checked against SciPy (`Tests/Fixtures/demand/scipy.csv`).
enum SpecialFunctions {
    /// ln Γ(x) for x > 0 (Lanczos with g = 7 and nine terms; relative error about 10⁻¹⁵).
    static func logGamma(_ x: Double) -> Double {
        if x < 0.5 { return log(Double.pi / sin(Double.pi * x)) - logGamma(1 - x) }
        let terms: [Double] = [
            676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
            -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ]
        let shifted = x - 1
        var sum = 0.99999999999980993
        for (index, term) in terms.enumerated() { sum += term / (shifted + Double(index) + 1) }
        let t = shifted + 7.5
        return 0.5 * log(2 * Double.pi) + (shifted + 0.5) * log(t) - t + log(sum)
    }

    /// The share of a Beta(a, b) below x, from 0 to 1 (the regularised incomplete beta function, by Lentz's continued fraction).
    static func betaShare(below x: Double, a: Double, b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - betaShare(below: 1 - x, a: b, b: a) }
        let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)) / a
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (abs(d) < tiny ? tiny : d)
        var fraction = d
        for step in 1...2000 {
            let m = Double(step)
            for term in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 + term * d
                d = 1 / (abs(d) < tiny ? tiny : d)
                c = 1 + term / c
                if abs(c) < tiny { c = tiny }
                fraction *= c * d
            }
            if abs(c * d - 1) < 1e-15 { break }
        }
        return front * fraction
    }

    /// The x below which the share `share` of a Beta(a, b) lies (by halving, to 10⁻¹²).
    static func betaQuantile(_ share: Double, a: Double, b: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        while high - low > 1e-13 {
            let middle = (low + high) / 2
            if betaShare(below: middle, a: a, b: b) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
