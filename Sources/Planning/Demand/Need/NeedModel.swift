import Foundation

/// Reckons needs from inhabitants, expiry counts and deadlines.
struct NeedModel: Sendable {
    let expiries: ExpiryCounts?

    static let services = ServiceRate.all.map(\.service) + [ServiceRate.drivingLicence]

    /// Share of those whose document expires who come so many months before it (negative: after). Assumed; adds up to 1.
    static let renewalLead: [(monthsBefore: Int, share: Double)] = [
        (4, 0.05), (3, 0.12), (2, 0.2), (1, 0.25), (0, 0.2), (-1, 0.1), (-2, 0.05), (-3, 0.03),
    ]

    /// In the order of `services`.
    func needs(of district: DemandDistrict, in month: Month) -> [Need] {
        let unknown = district.population.isUnknown ? Assumptions.unknownInhabitantsSpread.value : 0
        let spread = hypot(Assumptions.rateSpread.value, unknown)
        let rated = ServiceRate.all.map { rate in
            let byRate = rate.visits(of: district.population, in: month)
            let (mean, spread) =
                counted(rate.service, byRate: byRate, spread: spread, in: district, month: month) ?? (byRate, spread)
            return Need(district: district.key, service: rate.service, month: month, mean: mean, spread: spread)
        }
        let licences = LicenceDeadlines.visits(of: district.population, in: month)
        return rated + [
            Need(
                district: district.key, service: ServiceRate.drivingLicence, month: month, mean: licences,
                spread: spread)
        ]
    }

    /// From counted expiry dates, month by month of the lead; where a month was not counted, the rate stands in.
    private func counted(
        _ service: String, byRate: Double, spread: Double, in district: DemandDistrict, month: Month
    ) -> (mean: Double, spread: Double)? {
        guard let expiries, let document = ExpiryCounts.Document(rawValue: service) else { return nil }
        let share = (document == .identityCard ? Assumptions.cardRenewals : Assumptions.passportRenewals).value
        let others = byRate * Assumptions.otherReasons.value
        var (known, guessed) = (0.0, 0.0)
        for step in Self.renewalLead {
            let expiry = month.adding(step.monthsBefore)
            if let count = expiries.expiring(document, in: district.key, month: expiry) {
                known += step.share * count * share
            } else {
                guessed += step.share * (byRate - others)
            }
        }
        guard known > 0 else { return nil }
        let mean = known + guessed + others
        // Variances add up: what was counted is surer than what stands in.
        let deviation = hypot(known * Assumptions.expirySpread.value, (guessed + others) * spread)
        return (mean, sqrt(log1p(deviation * deviation / (mean * mean))))
    }
}
