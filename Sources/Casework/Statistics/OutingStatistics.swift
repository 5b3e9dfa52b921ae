/// What an outing was worth, from nameless events alone: no person, no case.
package struct OutingStatistics: Hashable, Sendable {
    /// Cases of one service.
    package struct Cases: Hashable, Sendable {
        package internal(set) var complete = 0
        package internal(set) var incomplete = 0

        package var total: Int { complete + incomplete }
    }

    package let outing: OutingID
    package internal(set) var day: CalendarDate?
    package internal(set) var venue: VenueKey?
    package internal(set) var venueTitle: String?
    package internal(set) var isClosed = false
    package internal(set) var visits = 0
    package internal(set) var persons = 0
    package internal(set) var cases: [ServiceKey: Cases] = [:]
    package internal(set) var takings: [PaymentWay: Money] = [:]
    /// Minutes, sorted from the shortest; visits without a number waited for nobody knows how long.
    package internal(set) var waitingMinutes: [Int] = []
    package internal(set) var servingMinutes: [Int] = []

    package init(outing: OutingID) { self.outing = outing }

    package var casesTotal: Int { cases.values.reduce(0) { $0 + $1.total } }
    package var incompleteTotal: Int { cases.values.reduce(0) { $0 + $1.incomplete } }
    package var takingsTotal: Money { takings.values.reduce(.zero, +) }
    package var medianWaiting: Int? { Self.median(waitingMinutes) }
    package var medianServing: Int? { Self.median(servingMinutes) }

    /// The lower one of the two in the middle.
    private static func median(_ sorted: [Int]) -> Int? {
        sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
    }
}

/// All outings: the fold of ``StatisticsEvent``.
package struct Statistics: Hashable, Sendable {
    package private(set) var outings: [OutingID: OutingStatistics] = [:]
    /// Takings that belong to no outing: reversals on a later day.
    package private(set) var otherTakings: [PaymentWay: Money] = [:]
    package private(set) var unknown = 0

    package init() {}

    /// By day, the latest first.
    package var byDay: [OutingStatistics] {
        outings.values.sorted { left, right in
            switch (left.day, right.day) {
            case (let a?, let b?) where a != b: a > b
            case (.some, nil): true
            case (nil, .some): false
            default: left.outing.text < right.outing.text
            }
        }
    }

    package mutating func apply(_ event: StatisticsEvent) {
        switch event {
        case .outing(let counted):
            change(counted.outing) {
                $0.day = counted.day
                $0.venue = counted.venue
                $0.venueTitle = counted.venueTitle
                $0.isClosed = counted.closed
            }
        case .visitEnded(let counted):
            change(counted.outing) {
                $0.visits += 1
                $0.persons += Self.plausible(counted.persons)
                if let waited = counted.waitedMinutes { $0.waitingMinutes.insertSorted(waited) }
                $0.servingMinutes.insertSorted(counted.servedMinutes)
            }
        case .caseTransferred(let counted):
            change(counted.outing) {
                if counted.complete {
                    $0.cases[counted.service, default: .init()].complete += 1
                } else {
                    $0.cases[counted.service, default: .init()].incomplete += 1
                }
            }
        case .taken(let counted):
            if let outing = counted.outing {
                change(outing) { $0.takings[counted.way, default: .zero] += counted.amount }
            } else {
                otherTakings[counted.way, default: .zero] += counted.amount
            }
        case .unknown: unknown += 1
        }
    }

    private mutating func change(_ outing: OutingID, _ edit: (inout OutingStatistics) -> Void) {
        edit(&outings[outing, default: OutingStatistics(outing: outing)])
    }

    /// Persons at one desk; what a damaged entry says must not overflow a sum.
    private static func plausible(_ count: Int) -> Int { min(max(0, count), 1000) }
}

extension [Int] {
    fileprivate mutating func insertSorted(_ value: Int) {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        insert(value, at: low)
    }
}
