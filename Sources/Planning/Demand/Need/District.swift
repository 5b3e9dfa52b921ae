import Foundation

/// A part of the town as the forecast sees it.
package struct DemandDistrict: Equatable, Sendable {
    /// As the town's `districts.yaml` names it.
    package let key: String
    package let population: Population
    /// Minutes to the town hall, one way; `nil` where unknown.
    package let hallMinutes: Double?

    package init(key: String, population: Population, hallMinutes: Double?) {
        self.key = key
        self.population = population
        self.hallMinutes = hallMinutes
    }
}

/// What the people of one district need of one service in one month, wherever they get it.
package struct Need: Equatable, Sendable {
    package let district: String
    package let service: String
    package let month: Month
    /// Expected visits.
    package let mean: Double
    /// Spread of its logarithm: how sure the mean is.
    let spread: Double

    /// Closed form: a negative binomial whose mean spreads like `spread`.
    package var distribution: CountDistribution {
        .negativeBinomial(mean: mean, shape: 1 / (exp(spread * spread) - 1))
    }
}
