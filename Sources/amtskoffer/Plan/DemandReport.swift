import Foundation
import Planning

/// A forecast as JSON and as a table. Numbers of people have two decimals, probabilities three.
struct DemandReport: Encodable {
    struct Expected: Encodable {
        let mean: Double
        let median: Int
        /// From and through; at least so likely.
        let interval50, interval80, interval95: [Int]
        /// How likely nobody comes.
        let nobody: Double

        init(_ law: CountDistribution) {
            func ends(_ share: Double) -> [Int] {
                let interval = law.interval(share)
                return [interval.lowerBound, interval.upperBound]
            }
            mean = Self.rounded(law.mean, 100)
            median = law.quantile(0.5)
            (interval50, interval80, interval95) = (ends(0.5), ends(0.8), ends(0.95))
            nobody = Self.rounded(law.probability(atMost: 0), 1000)
        }

        static func rounded(_ value: Double, _ parts: Double) -> Double { (value * parts).rounded() / parts }
    }

    struct Row: Encodable {
        let district, service: String?
        let month: String
        let expected: Expected
    }

    struct Outing: Encodable {
        let stop, month: String
        let hours: Double
        let bookable: Bool
        let expected: Expected
        /// Mean visits by service.
        let services: [String: Double]
        /// Visits one and two clerks can take in.
        let capacity: [Int]
    }

    struct Total: Encodable {
        let month: String
        let outings: Int
        let expected: Expected
    }

    struct Assumed: Encodable {
        let what: String
        let value: Double
        let source: String
    }

    let kind = "demand"
    let town: String
    let notes: [String]
    let assumptions: [Assumed]
    let needs, visits: [Row]
    let outings: [Outing]
    let totals: [Total]

    init(_ forecast: DemandForecast, town: String, notes: [String]) {
        self.town = town
        self.notes = notes
        assumptions = Assumptions.all.map { Assumed(what: $0.what, value: $0.value, source: $0.source.german) }
        needs = forecast.needs.map {
            Row(district: $0.district, service: $0.service, month: "\($0.month)", expected: Expected($0.distribution))
        }
        visits = forecast.visits.map {
            Row(district: $0.district, service: $0.service, month: "\($0.month)", expected: Expected($0.distribution))
        }
        outings = forecast.outings.map { row in
            Outing(
                stop: row.outing.stop, month: "\(row.outing.month)", hours: row.outing.hours,
                bookable: row.outing.isBookable, expected: Expected(row.distribution),
                services: Dictionary(
                    zip(DemandForecast.services, row.services.map { Expected.rounded($0, 100) }),
                    uniquingKeysWith: { first, _ in first }),
                capacity: [1, 2].map { row.outing.capacity(clerks: $0) })
        }
        totals = forecast.totals.map {
            Total(month: "\($0.month)", outings: $0.outings, expected: Expected($0.distribution))
        }
    }

    /// - Parameter titles: of the stops by their keys.
    func table(titles: [String: String]) -> String {
        func row(_ name: String, _ month: String, _ law: Expected) -> String {
            func span(_ ends: [Int]) -> String { "\(ends[0]) bis \(ends[1])" }
            let empty = "\(Int((law.nobody * 100).rounded())) %"
            return "| \(name) | \(month) | \(law.median) | \(span(law.interval50)) | \(span(law.interval80)) "
                + "| \(span(law.interval95)) | \(empty) |"
        }
        let head = [
            "| Halt | Monat | Mitte | 50 % | 80 % | 95 % | niemand |", "|---|---|---|---|---|---|---|",
        ]
        let rows = outings.map { row(titles[$0.stop] ?? $0.stop, $0.month, $0.expected) }
        let sums = totals.map { row("**alle \($0.outings) Außentermine**", $0.month, $0.expected) }
        return (head + rows + sums + [""] + notes).joined(separator: "\n")
    }
}
