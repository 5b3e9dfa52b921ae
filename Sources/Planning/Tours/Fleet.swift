/// A suitcase to plan with.
package struct TourKit: Hashable, Sendable {
    package let key: String
    package let equipment: Set<String>
    /// Days in repair or lent out.
    package let outages: [Closure]

    package init(key: String, equipment: Set<String> = [], outages: [Closure] = []) {
        (self.key, self.equipment, self.outages) = (key, equipment, outages)
    }
}

/// What takes a kit and its clerks out.
package struct TourVehicle: Hashable, Sendable {
    package let key: String
    package let outages: [Closure]

    package init(key: String, outages: [Closure] = []) { (self.key, self.outages) = (key, outages) }
}

/// Ways between places by car.
package struct DrivingTable: Hashable, Sendable {
    package let places: [String]
    /// Of each place (row) to each (column), row by row, 0...1440.
    let minutes: [Int]
    /// Likewise, 0...1,000,000.
    let metres: [Int]
    private let index: [String: Int]

    package init(places: [String], minutes: [[Int]], metres: [[Int]]) throws(TourMistake) {
        let count = places.count
        guard Set(places).count == count else { throw .placeTwice }
        for rows in [minutes, metres] where rows.count != count || rows.contains(where: { $0.count != count }) {
            throw .tableSize(count)
        }
        for (row, from) in places.enumerated() {
            for (column, to) in places.enumerated() {
                guard (0...1440).contains(minutes[row][column]), (0...1_000_000).contains(metres[row][column]),
                    row != column || (minutes[row][column] == 0 && metres[row][column] == 0)
                else { throw .tableEntry(from, to) }
            }
        }
        self.places = places
        self.minutes = minutes.flatMap { $0 }
        self.metres = metres.flatMap { $0 }
        index = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    }

    func index(of place: String) -> Int? { index[place] }

    /// - Returns: `nil` for a place that is not in the table.
    package func minutes(from: String, to: String) -> Int? {
        guard let from = index[from], let to = index[to] else { return nil }
        return minutes[from * places.count + to]
    }

    /// - Returns: `nil` for a place that is not in the table.
    package func metres(from: String, to: String) -> Int? {
        guard let from = index[from], let to = index[to] else { return nil }
        return metres[from * places.count + to]
    }
}
