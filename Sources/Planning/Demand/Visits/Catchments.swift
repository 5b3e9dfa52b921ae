import Foundation

/// Which outing draws how much of whose need, by the assumptions.
struct Catchments: Sendable {
    let districts: [DemandDistrict]
    let stops: [DemandStop]
    let need: NeedModel

    /// Expected visits of each outing by service, in the order of `NeedModel.services`. Outings of one month compete.
    func expected(of outings: [DemandOuting]) -> [[Double]] {
        var result = outings.map { _ in [Double](repeating: 0, count: NeedModel.services.count) }
        for month in Set(outings.map(\.month)).sorted() {
            let indices = outings.indices.filter { outings[$0].month == month }
            let drawn = shares(of: indices.map { outings[$0] })
            for (position, district) in districts.enumerated() {
                let needs = need.needs(of: district, in: month).map(\.mean)
                for (place, index) in indices.enumerated() {
                    for service in needs.indices {
                        result[index][service] += needs[service] * drawn[position][place]
                    }
                }
            }
        }
        return result
    }

    /// For each district the shares of its need of a month that go to each of the month's outings.
    func shares(of outings: [DemandOuting]) -> [[Double]] {
        let stopIndices = outings.map { outing in stops.firstIndex { $0.key == outing.stop } }
        return districts.enumerated().map { position, district in
            Uptake.shares(
                chances: zip(outings, stopIndices).map { outing, stop in
                    guard let stop else { return 0 }
                    return Uptake.chance(from: district, minutes: stops[stop].minutes[position], of: outing)
                })
        }
    }

    /// How unsure the need around a stop is: spread of its logarithm, districts independent of each other.
    func spread(of stop: DemandStop, in month: Month) -> Double {
        var (sum, variance) = (0.0, 0.0)
        for (position, district) in districts.enumerated() {
            let hall = district.hallMinutes ?? Assumptions.hallMinutes.value
            let pull = Uptake.pull(hall: hall, stop: stop.minutes[position])
            let needs = need.needs(of: district, in: month)
            sum += needs.reduce(0) { $0 + $1.mean } * pull
            // Within a district all services are wrong together.
            let deviation = needs.reduce(0) { $0 + $1.mean * $1.spread } * pull
            variance += deviation * deviation
        }
        return sum > 0 ? sqrt(log1p(variance / (sum * sum))) : 0
    }
}
