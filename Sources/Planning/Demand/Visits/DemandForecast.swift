/// What the coming months bring, by district and service, by outing, and in all.
package struct DemandForecast: Sendable {
    /// Visits of a district's people to any outing of the month.
    package struct Visits: Sendable {
        package let district: String
        /// `nil`: all services.
        package let service: String?
        package let month: Month
        package let distribution: CountDistribution
    }

    package struct Outing: Sendable {
        package let outing: DemandOuting
        package let distribution: CountDistribution
        /// Expected visits by service, in the order of `services`.
        package let services: [Double]
    }

    package struct Total: Sendable {
        package let month: Month
        package let outings: Int
        package let distribution: CountDistribution
    }

    /// The catalogue's keys of the services that are forecast.
    package static let services = NeedModel.services

    /// What people need, wherever they get it: every district, service and month.
    package let needs: [Need]
    package let visits: [Visits]
    package let outings: [Outing]
    package let totals: [Total]
}

extension DemandModel {
    /// - Parameters:
    ///   - months: 1 to 36.
    ///   - planned: the outings of these months; others are left aside.
    ///   - watch: asked between months. What was not done when it stops is missing at the end.
    package func forecast(months: [Month], planned: [DemandOuting], watch: Watch = .patient) throws(DemandMistake)
        -> DemandForecast
    {
        guard (1...36).contains(months.count) else { throw .tooManyMonths }
        for outing in planned where !stops.contains(where: { $0.key == outing.stop }) {
            throw .unknownStop(outing.stop)
        }
        let known = stops.indices.map { levels.levels(of: $0) }
        var needs: [Need] = []
        var visits: [DemandForecast.Visits] = []
        var outings: [DemandForecast.Outing] = []
        var totals: [DemandForecast.Total] = []
        for (step, month) in months.enumerated() where !watch.shouldStop() {
            let here = planned.filter { $0.month == month }
            let places = here.map { outing in stops.firstIndex { $0.key == outing.stop } ?? 0 }
            let catchments = Catchments(districts: districts, stops: stops, need: need)
            let monthly = districts.map { need.needs(of: $0, in: month) }
            needs += monthly.flatMap { $0 }
            let drawn = catchments.shares(of: here)
            for (position, district) in districts.enumerated() where !here.isEmpty {
                visits += visitors(
                    from: district, needs: monthly[position], drawn: drawn[position], places: places, known: known)
            }
            let expected = catchments.expected(of: here).map { parts in
                parts.indices.map { parts[$0] * shares.factor($0) }
            }
            for (index, outing) in here.enumerated() {
                let sum = expected[index].reduce(0, +)
                let distribution = LevelPosterior.distribution(levels: known[places[index]], expected: sum)
                let scale = sum > 0 ? distribution.mean / sum : 0
                outings.append(
                    .init(outing: outing, distribution: distribution, services: expected[index].map { $0 * scale }))
            }
            let sums = zip(places, expected).map { (stop: $0, expected: $1.reduce(0, +)) }
            totals.append(.init(month: month, outings: here.count, distribution: levels.total(of: sums)))
            watch.report(Progress(iterations: step + 1, best: nil))
        }
        return DemandForecast(needs: needs, visits: visits, outings: outings, totals: totals)
    }

    /// The level of the stop that draws most of the district stands for all it goes to.
    private func visitors(
        from district: DemandDistrict, needs: [Need], drawn: [Double], places: [Int], known: [[Double]]
    ) -> [DemandForecast.Visits] {
        guard let month = needs.first?.month,
            let first = drawn.indices.max(by: { (drawn[$0], -$0) < (drawn[$1], -$1) })
        else { return [] }
        let share = drawn.reduce(0, +)
        let means = needs.indices.map { needs[$0].mean * share * shares.factor($0) }
        let single = needs.indices.map { index in
            DemandForecast.Visits(
                district: district.key, service: needs[index].service, month: month,
                distribution: LevelPosterior.distribution(
                    levels: known[places[first]], expected: means[index], variation: shares.variation(index)))
        }
        let all = DemandForecast.Visits(
            district: district.key, service: nil, month: month,
            distribution: LevelPosterior.distribution(levels: known[places[first]], expected: means.reduce(0, +)))
        return [all] + single
    }
}
