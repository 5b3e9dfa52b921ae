/// Ages as the law of identity documents parts them: the duty begins at 16 (PAuswG § 1), six years' validity end at 24 (PAuswG § 6).
package enum AgeGroup: Int, CaseIterable, Sendable {
    case under16, from16To23, from24To64, from65
}

/// How many people of each age live in a district.
package struct Population: Equatable, Sendable {
    /// In the order of `AgeGroup`, 0 or more each.
    package let counts: [Double]
    /// Nobody has counted: the numbers are a guess.
    package let isUnknown: Bool

    /// - Parameter counts: four numbers in the order of `AgeGroup`, 0 to 10,000,000 each.
    package init(byAge counts: [Int]) throws(DemandMistake) {
        guard counts.count == AgeGroup.allCases.count, counts.allSatisfy({ (0...10_000_000).contains($0) }) else {
            throw .inhabitants
        }
        self.counts = counts.map(Double.init)
        isUnknown = false
    }

    /// All inhabitants, spread over the ages like `defaultShares`; `nil` where nobody knows.
    package init(total: Int?) throws(DemandMistake) {
        guard (0...10_000_000).contains(total ?? 0) else { throw .inhabitants }
        let total = total.map(Double.init)
        counts = Self.defaultShares.map { $0 * (total ?? Assumptions.unknownInhabitants.value) }
        isUnknown = total == nil
    }

    package var total: Double { counts.reduce(0, +) }

    /// Saxony-Anhalt at the end of 2018: 358,400 under 20, about 1.26 million from 20 to 64, 590,000 from 65 on (Statistisches Landesamt,
    /// November 2019). Where it parts at 16 and 24 is assumed.
    package static let defaultShares = [0.13, 0.065, 0.535, 0.27]

    /// Germany, about 2019, rounded; only to compare the rates with national totals.
    static let germanShares = [0.155, 0.085, 0.54, 0.22]
}
