/// Everything a plan of tours follows from. Cannot hold a contradiction; what cannot be planned all the same is named in the plan.
package struct TourRequest: Hashable, Sendable {
    package let horizon: DaySpan
    /// Where tours begin and end, a place of the table.
    package let base: String
    package let driving: DrivingTable
    package let series: [StopSeries]
    package let errands: [Errand]
    package let kits: [TourKit]
    package let vehicles: [TourVehicle]
    /// Days without any tour: public holidays, works outings.
    package let closures: [Closure]
    /// As many pairs of clerks go out on one day, 1...50.
    package let crews: Int
    package let frame: TourFrame
    package let costs: TourCosts

    package init(
        horizon: DaySpan, base: String, driving: DrivingTable, series: [StopSeries], errands: [Errand] = [],
        kits: [TourKit], vehicles: [TourVehicle], closures: [Closure] = [], crews: Int, frame: TourFrame,
        costs: TourCosts = TourCosts()
    ) throws(TourMistake) {
        guard horizon.count <= 400 else { throw .horizon(horizon.count) }
        guard !kits.isEmpty else { throw .noKit }
        guard !vehicles.isEmpty else { throw .noVehicle }
        guard (1...50).contains(crews) else { throw .crews(crews) }
        guard driving.index(of: base) != nil else { throw .unknownPlace("Ausgangsort", base) }
        for (key, place) in series.map({ ($0.key, $0.place) }) + errands.map({ ($0.key, $0.place) })
        where driving.index(of: place) == nil { throw .unknownPlace(key, place) }
        for keys in [series.map(\.key) + errands.map(\.key), kits.map(\.key), vehicles.map(\.key)] {
            var seen: Set<String> = []
            for key in keys where !seen.insert(key).inserted { throw .twice(key) }
        }
        guard series.count + errands.count <= 5000 else { throw .tooMany(series.count + errands.count) }
        (self.horizon, self.base, self.driving, self.series) = (horizon, base, driving, series)
        (self.errands, self.kits, self.vehicles, self.closures) = (errands, kits, vehicles, closures)
        (self.crews, self.frame, self.costs) = (crews, frame, costs)
    }

    package func closure(on day: Day) -> Closure? { closures.first { $0.span.contains(day) } }
}
