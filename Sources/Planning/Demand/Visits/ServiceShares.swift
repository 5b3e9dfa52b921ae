/// How many times as often as assumed each service is asked for at the suitcase: Gamma(5, 5) before anything is counted, then Gamma–Poisson.
struct ServiceShares: Sendable {
    /// In the order of `NeedModel.services`.
    private let shapes: [Double]
    private let rates: [Double]

    /// - Parameters:
    ///   - counted: visits by service.
    ///   - expected: what was expected of them with the same number in all.
    init(counted: [Double], expected: [Double]) {
        let evidence = Assumptions.serviceEvidence.value
        shapes = counted.map { evidence + $0 }
        rates = expected.map { evidence + $0 }
    }

    func factor(_ service: Int) -> Double { shapes[service] / rates[service] }

    /// Squared coefficient of variation.
    func variation(_ service: Int) -> Double { 1 / shapes[service] }
}
