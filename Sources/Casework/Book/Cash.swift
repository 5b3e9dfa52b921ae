/// The notes and coins of the euro, in cents, the largest first. The 500 euro note is no longer issued and still money.
package enum Denomination: Int, Hashable, Sendable, Codable, CaseIterable {
    case euro500 = 50_000
    case euro200 = 20_000
    case euro100 = 10_000
    case euro50 = 5_000
    case euro20 = 2_000
    case euro10 = 1_000
    case euro5 = 500
    case euro2 = 200
    case euro1 = 100
    case cent50 = 50
    case cent20 = 20
    case cent10 = 10
    case cent5 = 5
    case cent2 = 2
    case cent1 = 1

    package var money: Money { Money(cents: rawValue) }
    package var isNote: Bool { rawValue >= 500 }

    /// `50 €`, `20 ct`
    package var german: String { rawValue >= 100 ? "\(rawValue / 100) €" : "\(rawValue) ct" }
}

extension CashCount {
    /// - Parameter counted: How many of each; negative numbers cannot be counted.
    /// - Returns: `nil` when a number is negative or beyond 100,000.
    package init?(_ counted: [Denomination: Int]) {
        guard counted.values.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
        self.init(pieces: Dictionary(uniqueKeysWithValues: counted.filter { $0.value > 0 }.map { ($0.rawValue, $1) }))
    }

    package var total: Money { Money(cents: pieces.reduce(0) { $0 + $1.key * $1.value }) }

    /// Whether it holds nothing but notes and coins there are, none of them negative in number.
    package var isPossible: Bool {
        pieces.allSatisfy { Denomination(rawValue: $0.key) != nil && (0...100_000).contains($0.value) }
    }
}

/// Change for cash handed over.
package enum CashChange: Hashable, Sendable {
    case exact
    /// What to give back, in the fewest notes and coins, the largest first; the 200 and 500 euro notes are never given back.
    case back(Money, pieces: [Denomination])
    /// What is still lacking.
    case lacking(Money)

    package init(of total: Money, given: Money) {
        if given < total {
            self = .lacking(total - given)
        } else if given == total {
            self = .exact
        } else {
            var rest = (given - total).cents
            var pieces: [Denomination] = []
            for piece in Denomination.allCases where piece.rawValue <= Denomination.euro100.rawValue {
                let count = rest / piece.rawValue
                pieces += Array(repeating: piece, count: count)
                rest -= count * piece.rawValue
            }
            self = .back(given - total, pieces: pieces)
        }
    }
}
