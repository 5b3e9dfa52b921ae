import Testing

@testable import Casework

@Suite struct MoneyTests {
    @Test(arguments: [
        ("27,60", 2760), ("27,6", 2760), ("27", 2700), ("1.046,00", 104_600), ("1046", 104_600), ("27.60", 2760),
        ("1.046", 104_600), ("0,05", 5), (",50", 50), ("27,60 €", 2760), ("1.000.000", 100_000_000), ("007", 700),
    ])
    func read(text: String, cents: Int) { #expect(Money(german: text)?.cents == cents) }

    @Test(arguments: [
        "", "€", ",", ".", "-5", "−5", "1,234", "1,2,3", "12.34,5,", "1.04,00", "1.04.6", "zehn", "1.000.001", "٣,٥٠",
        "99999999999999999999",
    ])
    func noAmount(text: String) { #expect(Money(german: text) == nil) }

    @Test(arguments: [(0, "0,00 €"), (5, "0,05 €"), (2760, "27,60 €"), (104_600, "1.046,00 €"), (-2760, "−27,60 €")])
    func german(cents: Int, text: String) { #expect(Money(cents: cents).german == text) }

    @Test(
        arguments: [
            ("46,00", "50,00", [.euro2, .euro2]), ("27,60", "50,00", [.euro20, .euro2, .cent20, .cent20]),
            ("13,00", "20,00", [.euro5, .euro2]), ("200,00", "500,00", [.euro100, .euro100, .euro100]),
            ("46,00", "46,00", []),
        ] as [(String, String, [Denomination])])
    func change(total: String, given: String, pieces: [Denomination]) {
        let (total, given) = (Money.euro(total), Money.euro(given))
        switch CashChange(of: total, given: given) {
        case .exact: #expect(pieces.isEmpty)
        case .lacking: Issue.record("enough was given")
        case .back(let money, let back):
            #expect(money == given - total)
            #expect(back.reduce(.zero) { $0 + $1.money } == money)
            #expect(back == pieces)
        }
    }

    @Test func tooLittleIsLacking() {
        #expect(CashChange(of: .euro("46,00"), given: .euro("45,99")) == .lacking(.euro("0,01")))
    }

    @Test func everyChangeAddsUpWithTheFewestPieces() {
        for cents in 1..<2_000 {
            guard case .back(let money, let pieces) = CashChange(of: .zero, given: Money(cents: cents)) else {
                Issue.record("no change")
                continue
            }
            #expect(pieces.reduce(.zero) { $0 + $1.money } == money && money.cents == cents)
            #expect(pieces.count == Self.fewest[cents])
        }
    }

    /// By dynamic programming, to compare with.
    private static let fewest: [Int] = {
        var best = [0]
        for cents in 1..<2_000 {
            best.append(
                Denomination.allCases.filter { $0.rawValue <= cents }.map { best[cents - $0.rawValue] + 1 }.min()!)
        }
        return best
    }()

    @Test func counts() throws {
        let count = try #require(CashCount([.euro50: 2, .euro2: 3, .cent20: 4, .cent1: 0]))
        #expect(count.total == .euro("106,80"))
        #expect(count.pieces == [5_000: 2, 200: 3, 20: 4])
        #expect(count.isPossible)
        #expect(CashCount([.euro50: -1]) == nil)
        #expect(!CashCount(pieces: [30: 1]).isPossible)
        #expect(Denomination.allCases.map(\.rawValue) == Denomination.allCases.map(\.rawValue).sorted(by: >))
        #expect(Denomination.allCases.filter(\.isNote).count == 7)
        #expect(Denomination.euro50.german == "50 €" && Denomination.cent20.german == "20 ct")
    }
}
