import Foundation

/// A made-up town and what came to its outings, by a model that is not the forecast's: busy and quiet stops that have nothing to do with the
/// number of inhabitants, a trend, holidays, weather that lasts, days on which nobody comes.
struct MadeUpTown {
    let districts: [DemandDistrict]
    let stops: [DemandStop]
    /// One outing a month at each stop, in order of months.
    let outings: [PastOuting]

    static let first = Month(year: 2030)

    init(seed: UInt64, stops count: Int, months: Int) throws(DemandMistake) {
        var random = SeededRandom(seed: seed)
        func uniform(_ low: Double, _ high: Double) -> Double { Double.random(in: low...high, using: &random) }
        func normal() -> Double {
            (-2 * log(uniform(1e-12, 1))).squareRoot() * cos(2 * Double.pi * uniform(0, 1))
        }
        func poisson(_ mean: Double) -> Int {
            var (number, product) = (0, uniform(0, 1))
            let limit = exp(-min(mean, 500))
            while product > limit {
                number += 1
                product *= uniform(0, 1)
            }
            return number
        }
        var districts: [DemandDistrict] = []
        var stops: [DemandStop] = []
        for index in 0..<count {
            let people = try Population(total: Int(uniform(200, 3_000)))
            districts.append(DemandDistrict(key: "d\(index)", population: people, hallMinutes: uniform(10, 35)))
            stops.append(try DemandStop(key: "s\(index)", minutes: (0..<count).map { $0 == index ? 5 : 25 }))
        }
        self.districts = districts
        self.stops = stops
        let rates = (0..<count).map { _ in uniform(0, 1) < 0.4 ? uniform(6, 15) : uniform(0.3, 3) }
        let trend = uniform(-0.4, 0.4)
        let services = DemandForecast.services.map { _ in uniform(0.2, 3) }
        var weather = 0.0
        var moods = rates.map { _ in 0.35 * normal() }
        var outings: [PastOuting] = []
        for month in Self.first.following(months) {
            let time = Double(month.ordinal - Self.first.ordinal) / Double(max(1, months - 1))
            weather = 0.6 * weather + 0.2 * normal()
            let holidays = [7, 8, 12].contains(month.number) ? 0.6 : 1
            for index in 0..<count {
                moods[index] = 0.8 * moods[index] + 0.2 * normal()
                var mean = rates[index] * exp(trend * time + weather + moods[index]) * holidays
                if uniform(0, 1) < 0.08 { mean *= 0.3 }
                let visitors = uniform(0, 1) < 0.05 ? 0 : poisson(mean)
                var visits: [String: Int] = [:]
                for _ in 0..<visitors {
                    var at = uniform(0, services.reduce(0, +))
                    let service =
                        services.indices.first {
                            at -= services[$0]; return at <= 0
                        } ?? 0
                    visits[DemandForecast.services[service], default: 0] += 1
                }
                let outing = try DemandOuting(stop: stops[index].key, month: month, hours: 4)
                outings.append(try PastOuting(outing, visits: visits))
            }
        }
        self.outings = outings
    }
}
