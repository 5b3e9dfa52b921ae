/// What is counted of the things that happen at an outing: numbers without names, written beside the events they come from.
extension Visit {
    /// - Returns: `nil` while the visit goes on.
    package func counted(in outing: OutingID) -> StatisticsEvent? {
        servedMinutes.map {
            .visitEnded(
                VisitCounted(
                    outing: outing, persons: persons.count, cases: cases.count, waitedMinutes: waitedMinutes,
                    servedMinutes: $0))
        }
    }
}

extension Case {
    /// - Returns: `nil` unless it was transferred at an outing.
    package var counted: StatisticsEvent? {
        guard let transfer, let opening, let outing = opening.outing else { return nil }
        return .caseTransferred(
            CaseCounted(outing: outing, service: opening.service, complete: transfer.missing.isEmpty))
    }
}

extension CashBook {
    /// What an event of this book adds to the takings; a reversal counts against the outing of the receipt it takes back.
    ///
    /// - Parameter receipts: of all days, for a receipt of an earlier one.
    package func counted(_ event: BookEvent, receipts: ReceiptCounter) -> StatisticsEvent? {
        switch event {
        case .receiptIssued(let receipt):
            .taken(TakingsCounted(outing: receipt.outing, amount: receipt.total, way: receipt.way))
        case .receiptReversed(let reversal):
            .taken(
                TakingsCounted(
                    outing: (receipt(reversal.reverses) ?? receipts.receipt(reversal.reverses))?.outing,
                    amount: -reversal.total, way: reversal.way))
        default: nil
        }
    }
}

extension Outing {
    /// - Returns: `nil` while the opening was not read.
    package var counted: StatisticsEvent? {
        opening.map {
            .outing(
                OutingCounted(
                    outing: id, day: $0.day, venue: $0.venue, venueTitle: $0.venueTitle, closed: closedAt != nil))
        }
    }
}
