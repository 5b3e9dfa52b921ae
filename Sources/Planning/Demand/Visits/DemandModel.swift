import Foundation

/// What is known of a town's demand at one time; makes forecasts.
package struct DemandModel: Sendable {
    package let districts: [DemandDistrict]
    package let stops: [DemandStop]
    let need: NeedModel
    let levels: LevelPosterior
    let shares: ServiceShares

    /// A service counted at an outing that has no rate of its own counts as this one.
    static let otherService = "anliegen"

    /// - Parameters:
    ///   - districts: at least one.
    ///   - stops: with the way from every district.
    ///   - expiries: counted in the register, if at all.
    ///   - past: what has been counted at outings; every stop is one of `stops`.
    ///   - planned: the outings to come, as far as they say whether people can book.
    ///   - now: the first month that is not known yet.
    package init(
        districts: [DemandDistrict], stops: [DemandStop], expiries: ExpiryCounts? = nil, past: [PastOuting] = [],
        planned: [DemandOuting] = [], now: Month
    ) throws(DemandMistake) {
        guard !districts.isEmpty else { throw .noDistricts }
        for stop in stops where stop.minutes.count != districts.count { throw .travel(stop: stop.key) }
        for cell in expiries?.cells ?? [] where !districts.contains(where: { $0.key == cell.district }) {
            throw .unknownDistrict(cell.district)
        }
        for stop in past.map(\.outing.stop) + planned.map(\.stop) where !stops.contains(where: { $0.key == stop }) {
            throw .unknownStop(stop)
        }
        self.districts = districts
        self.stops = stops
        need = NeedModel(expiries: expiries)
        let known = past.filter { $0.outing.month < now }
        let catchments = Catchments(districts: districts, stops: stops, need: need)
        let expected = catchments.expected(of: known.map(\.outing))
        let openStops = Set((known.map(\.outing) + planned).filter { !$0.isBookable }.map(\.stop))
        let usedStops = Set((known.map(\.outing) + planned).map(\.stop))
        // When no stop can be booked, all of them are wrong in the same way; otherwise each for itself.
        let isOpenTown = !usedStops.isEmpty && openStops == usedStops
        let open = Assumptions.withoutBookingSpread.value
        let townSpread = hypot(Assumptions.levelSpread.value, isOpenTown ? open : 0)
        let extras = stops.map { stop in
            hypot(catchments.spread(of: stop, in: now), !isOpenTown && openStops.contains(stop.key) ? open : 0)
        }

        func fitted(_ factors: [Double]) -> LevelPosterior {
            LevelPosterior(
                stops: zip(stops, extras).map { stop, extra in
                    let observations = zip(known, expected).compactMap { outing, parts in
                        outing.outing.stop == stop.key
                            ? Self.observation(of: outing, parts: parts, factors: factors, now: now) : nil
                    }
                    return LevelPosterior.Stop(observations: observations, extraSpread: extra)
                }, townSpread: townSpread)
        }
        // First the level as if services had their assumed shares, then the shares, then the level again.
        let even = [Double](repeating: 1, count: NeedModel.services.count)
        let shares = Self.shares(known, expected: expected, now: now)
        self.shares = shares
        levels = fitted(known.isEmpty ? even : even.indices.map(shares.factor))
    }

    private static func observation(of past: PastOuting, parts: [Double], factors: [Double], now: Month)
        -> LevelPosterior.Observation?
    {
        let expected = zip(parts, factors).reduce(0) { $0 + $1.0 * $1.1 }
        guard expected > 1e-9 else { return nil }
        return LevelPosterior.Observation(
            expected: expected, count: past.total, isAtLeast: past.wasFull,
            weight: memory(of: past.outing.month, now: now))
    }

    /// How much an outing of that month still counts, 0 to 1.
    private static func memory(of month: Month, now: Month) -> Double {
        pow(0.5, Double(month.distance(to: now) - 1) / Assumptions.memory.value)
    }

    /// Shares of services among what was counted: expectations are first scaled to the number that came to each outing, so that levels fall out.
    private static func shares(_ known: [PastOuting], expected: [[Double]], now: Month) -> ServiceShares {
        var counted = [Double](repeating: 0, count: NeedModel.services.count)
        var scaled = counted
        for (past, parts) in zip(known, expected) {
            let whole = parts.reduce(0, +)
            guard whole > 0, past.total > 0 else { continue }
            let weight = memory(of: past.outing.month, now: now)
            for (service, count) in past.visits.sorted(by: { $0.key < $1.key }) {
                let index =
                    NeedModel.services.firstIndex(of: service)
                    ?? NeedModel.services.firstIndex(of: otherService) ?? 0
                counted[index] += weight * Double(count)
            }
            for index in parts.indices { scaled[index] += weight * Double(past.total) * parts[index] / whole }
        }
        return ServiceShares(counted: counted, expected: scaled)
    }
}
