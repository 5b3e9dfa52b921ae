/// How many identity documents expire in a district in which months. All that leaves the register: counts, no dates, no people.
///
/// A count below `smallest` could point at a person. Such months are merged with the ones behind them until the count is large enough; what is left
/// at the end joins the span before; a district that has too few in all is left out. No totals are given from which it could be
/// reckoned back.
package struct ExpiryCounts: Equatable, Sendable {
    package enum Document: String, CaseIterable, Sendable {
        case identityCard = "personalausweis"
        case passport = "reisepass"
    }

    /// The documents of one district that expire in a span of months.
    package struct Cell: Equatable, Sendable {
        package let district: String
        package let document: Document
        package let months: ClosedRange<Month>
        /// `ExpiryCounts.smallest` or more.
        package let count: Int

        package init(district: String, document: Document, months: ClosedRange<Month>, count: Int)
            throws(DemandMistake)
        {
            guard count >= ExpiryCounts.smallest else { throw .smallCount(count) }
            guard count <= 1_000_000 else { throw .largeCount(count) }
            self.district = district
            self.document = document
            self.months = months
            self.count = count
        }
    }

    /// The smallest count that leaves the register. Statistical offices suppress cells below 3 to 5.
    package static let smallest = 5

    package let cells: [Cell]
    /// The months the register was asked for: outside of them nothing is known.
    package let months: ClosedRange<Month>

    /// - Parameter cells: none twice; within `months`.
    package init(cells: [Cell], months: ClosedRange<Month>) throws(DemandMistake) {
        self.cells = cells
        self.months = months
        for (index, cell) in cells.enumerated() {
            guard months.contains(cell.months.lowerBound), months.contains(cell.months.upperBound) else {
                throw .outsideSpan(cell.months.upperBound)
            }
            let twice = cells[..<index].contains {
                $0.district == cell.district && $0.document == cell.document && $0.months.overlaps(cell.months)
            }
            guard !twice else { throw .twice(district: cell.district, month: cell.months.lowerBound) }
        }
    }

    /// Documents of a district that expire in a month; a merged cell is spread evenly. `nil` when nothing was given for it.
    func expiring(_ document: Document, in district: String, month: Month) -> Double? {
        cells.first { $0.district == district && $0.document == document && $0.months.contains(month) }
            .map { Double($0.count) / Double($0.months.count) }
    }
}

/// Counts documents that are shown to it one at a time and keeps nothing else of them. Stays in the register; what leaves is `counts()`.
package struct ExpiryTally: Sendable {
    private struct Key: Hashable {
        let district: String
        let document: ExpiryCounts.Document
    }

    private let months: ClosedRange<Month>
    private var tallies: [Key: [Int]] = [:]

    package init(months: ClosedRange<Month>) { self.months = months }

    /// Documents that expire outside the months are not counted.
    package mutating func add(_ document: ExpiryCounts.Document, district: String, expires month: Month) {
        guard months.contains(month) else { return }
        let key = Key(district: district, document: document)
        tallies[key, default: Array(repeating: 0, count: months.count)][month.ordinal - months.lowerBound.ordinal] += 1
    }

    /// By district and document, in order, small counts merged or left out.
    package func counts() throws(DemandMistake) -> ExpiryCounts {
        var cells: [ExpiryCounts.Cell] = []
        let order = tallies.keys.sorted { ($0.district, $0.document.rawValue) < ($1.district, $1.document.rawValue) }
        for key in order {
            var spans: [(first: Int, last: Int, count: Int)] = []
            var open: (first: Int, count: Int) = (0, 0)
            let single = tallies[key] ?? []
            for (index, count) in single.enumerated() {
                open.count += count
                if open.count >= ExpiryCounts.smallest {
                    spans.append((open.first, index, open.count))
                    open = (index + 1, 0)
                }
            }
            if open.first < single.count, let before = spans.popLast() {
                spans.append((before.first, single.count - 1, before.count + open.count))
            }
            for span in spans {
                let (first, last) = (months.lowerBound.adding(span.first), months.lowerBound.adding(span.last))
                cells.append(
                    try ExpiryCounts.Cell(
                        district: key.district, document: key.document, months: first...last, count: span.count))
            }
        }
        return try ExpiryCounts(cells: cells, months: months)
    }
}
