import Testing

@testable import Casework

/// The fee rows of the example town, with the ages at their edges.
@Suite struct FeeTests {
    static let card = Service.make(
        fields: [
            .make("ownPhoto", .yesNo, required: nil), .make("delivery", .yesNo, required: nil),
            .make("outside", .yesNo, required: nil),
        ],
        fees: [
            .make(
                "card", .rate(.under(24), .euro("27,60"), "unter 24 am Tag des Antrags"),
                .rate(.euro("46,00"), "ab 24")),
            .make("photo", when: .yes("ownPhoto"), .rate(.euro("6,00"), "Lichtbild der Behörde")),
            .make("delivery", when: .yes("delivery"), .rate(.euro("15,00"), "Direktversand")),
            .make("outside", when: .yes("outside"), .rate(.euro("13,00"), "außerhalb der Dienstzeit")),
        ])

    static let passport = Service.make(
        fields: [
            .make("pages48", .yesNo, required: nil), .make("express", .yesNo, required: nil),
            .make("ownPhoto", .yesNo, required: nil), .make("delivery", .yesNo, required: nil),
            .make("notCompetent", .yesNo, required: nil),
        ],
        fees: [
            .make(
                "base", .rate(.all([.under(24), .yes("notCompetent")]), .euro("75,00"), "unter 24, doppelt"),
                .rate(.under(24), .euro("37,50"), "unter 24 am Tag des Antrags"),
                .rate(.yes("notCompetent"), .euro("140,00"), "ab 24, doppelt"), .rate(.euro("70,00"), "ab 24")),
            .make("pages", when: .yes("pages48"), .rate(.euro("22,00"), "48 Seiten")),
            .make("express", when: .yes("express"), .rate(.euro("32,00"), "Express")),
            .make("photo", when: .yes("ownPhoto"), .rate(.euro("6,00"), "Lichtbild der Behörde")),
            .make("delivery", when: .yes("delivery"), .rate(.euro("15,00"), "Direktversand")),
        ])

    private func quote(
        _ service: Service, born: String?, on iso: String = "2026-12-07", _ answers: [FieldKey: FieldValue] = [:]
    ) -> FeeQuote {
        service.fees(Facts(of: .born(born, answers: answers), service: service, devices: [], on: day(iso)))
    }

    @Test(arguments: [
        // The day before, of, and after the 24th birthday.
        ("2002-12-08", "2026-12-07", "27,60"), ("2002-12-07", "2026-12-07", "46,00"),
        ("2002-12-06", "2026-12-07", "46,00"),
        // Born on 29 February: 24 years later there is one again.
        ("2004-02-29", "2028-02-28", "27,60"), ("2004-02-29", "2028-02-29", "46,00"),
        // The years between have none: a year older on 1 March.
        ("2003-02-28", "2027-02-27", "27,60"), ("2003-02-28", "2027-02-28", "46,00"),
        ("2003-03-01", "2027-02-28", "27,60"), ("2003-03-01", "2027-03-01", "46,00"),
        // Applied for on 29 February.
        ("2004-02-28", "2028-02-29", "46,00"), ("2004-03-01", "2028-02-29", "27,60"),
        // Children and the old, the turn of the year.
        ("2026-12-07", "2026-12-07", "27,60"), ("1926-01-01", "2026-12-07", "46,00"),
        ("2003-01-01", "2026-12-31", "27,60"), ("2003-01-01", "2027-01-01", "46,00"),
    ])
    func identityCardByAge(born: String, on: String, euro: String) {
        #expect(quote(Self.card, born: born, on: on).total == .euro(euro))
    }

    /// Born on 29 February: under 18 on 28 February of a common year, 18 on 1 March (BGB §§ 187, 188).
    @Test(arguments: [("2022-02-28", 17), ("2022-03-01", 18), ("2024-02-28", 19), ("2024-02-29", 20)])
    func leapDayBirthdays(on: String, age: Int) { #expect(day("2004-02-29").age(on: day(on)) == age) }

    @Test(
        arguments: [
            (["ownPhoto"], "33,60"), (["delivery"], "42,60"), (["outside"], "40,60"),
            (["ownPhoto", "delivery", "outside"], "61,60"),
        ] as [([FieldKey], String)])
    func identityCardSupplements(keys: [FieldKey], euro: String) {
        let answers = Dictionary(uniqueKeysWithValues: keys.map { ($0, FieldValue.yesNo(true)) })
        #expect(quote(Self.card, born: "2010-01-01", answers).total == .euro(euro))
    }

    @Test(
        arguments: [
            ("2002-12-07", [], "70,00"), ("2002-12-08", [], "37,50"), ("1983-08-12", ["pages48"], "92,00"),
            ("1983-08-12", ["express"], "102,00"), ("2010-01-01", ["express", "pages48"], "91,50"),
            ("1983-08-12", ["ownPhoto", "delivery"], "91,00"), ("1983-08-12", ["notCompetent"], "140,00"),
            ("2010-01-01", ["notCompetent"], "75,00"),
            // Supplements are never doubled.
            ("1983-08-12", ["notCompetent", "express", "pages48"], "194,00"),
        ] as [(String, [FieldKey], String)])
    func passport(born: String, keys: [FieldKey], euro: String) {
        let answers = Dictionary(uniqueKeysWithValues: keys.map { ($0, FieldValue.yesNo(true)) })
        #expect(quote(Self.passport, born: born, answers).total == .euro(euro))
    }

    @Test func provisionalPassportIsDoubledOutsideHoursOrElsewhere() {
        let service = Service.make(
            fields: [.make("outside", .yesNo, required: nil), .make("notCompetent", .yesNo, required: nil)],
            fees: [
                .make(
                    "passport", .rate(.any([.yes("outside"), .yes("notCompetent")]), .euro("52,00"), "doppelt"),
                    .rate(.euro("26,00"), "vorläufig"))
            ])
        #expect(quote(service, born: "1983-08-12").total == .euro("26,00"))
        #expect(quote(service, born: "1983-08-12", ["outside": .yesNo(true)]).total == .euro("52,00"))
        let both: [FieldKey: FieldValue] = ["outside": .yesNo(true), "notCompetent": .yesNo(true)]
        #expect(quote(service, born: "1983-08-12", both).total == .euro("52,00"))
    }

    @Test(arguments: [("vorläufiger PA", "10,00"), ("eID-Karte", "37,00"), ("Führungszeugnis", "13,00")])
    func fixedFees(title: String, euro: String) {
        let service = Service.make(fees: [.make("fee", .rate(.euro(euro), title))])
        #expect(quote(service, born: nil).lines == ["\(euro) €: \(title)"])
    }

    @Test func recordOfConductIsSharedWithTheFederationAndFreeForVolunteers() throws {
        let service = Service.make(
            fields: [.make("volunteer", .yesNo)],
            fees: [
                .make(
                    "record", when: .not(.yes("volunteer")), shares: [.init(account: "bund", percent: 60)],
                    .rate(.euro("13,00"), "Führungszeugnis"))
            ])
        #expect(quote(service, born: nil).undecided == ["record"])
        #expect(quote(service, born: nil, ["volunteer": .yesNo(true)]).positions.isEmpty)
        let position = try #require(quote(service, born: nil, ["volunteer": .yesNo(false)]).positions.first)
        #expect(
            position.accounts == [
                AccountShare(account: "stadt", amount: .euro("5,20")),
                AccountShare(account: "bund", amount: .euro("7,80")),
            ])
    }

    @Test(arguments: [(1, "6,00"), (2, "8,50"), (3, "11,00"), (10, "28,50")])
    func certifiedCopies(copies: Int, euro: String) {
        #expect(quote(Self.copies, born: nil, ["copies": .number(copies)]).total == .euro(euro))
    }

    @Test func countedThingsNeedTheirNumber() {
        #expect(quote(Self.copies, born: nil).undecided == ["copy"])
        #expect(quote(Self.copies, born: nil, ["copies": .number(0)]).positions.isEmpty)
        #expect(
            quote(Self.copies, born: nil, ["copies": .number(3)]).lines == [
                "11,00 €: Beglaubigung: 1 × 6,00 €, 2 × 2,50 €"
            ])
    }

    static let copies = Service.make(
        fields: [.make("copies", .number(min: 0, max: 500))],
        fees: [
            .make("copy", .rate(.counted("copies", first: .euro("6,00"), further: .euro("2,50")), "Beglaubigung"))
        ])

    @Test func whatTheOfficeSetsIsNotTaken() {
        let service = Service.make(fees: [.make("Gewerbe", .rate(.setByOffice, "15 bis 60 €"))])
        let quote = quote(service, born: nil)
        #expect(quote.positions.first?.amount == nil)
        #expect(quote.positions.first?.accounts.isEmpty == true)
        #expect(quote.total == .zero)
        #expect(quote.lines == ["Gewerbe: wird vom Amt festgesetzt"])
        #expect(quote.due(after: nil).isEmpty)
    }

    @Test func theReasonStandsOnThePage() {
        #expect(quote(Self.card, born: "2010-01-01").lines == ["27,60 €: unter 24 am Tag des Antrags"])
        #expect(quote(Self.card, born: "1983-08-12").lines == ["46,00 €: ab 24"])
    }

    @Test func noAmountIsShownThatABirthDateCouldChange() {
        let quote = quote(Self.card, born: nil)
        #expect(quote.positions.isEmpty)
        #expect(quote.lines == ["card: steht fest, sobald alle Angaben dazu da sind"])
    }

    @Test func aWaiverTakesAllAReductionIsSpreadToTheCent() {
        let answers: [FieldKey: FieldValue] = ["ownPhoto": .yesNo(true), "delivery": .yesNo(true)]
        let quote = quote(Self.card, born: "1983-08-12", answers)
        let waived = CaseRecord.Waiver(
            reducedTo: .zero, reason: "Bedürftigkeit nachgewiesen", law: "PAuswGebV § 1 Abs. 6")
        #expect(quote.due(after: waived).allSatisfy { $0.amount == .zero })
        #expect(
            quote.positions.line(of: waived) == "0,00 €: erlassen, Bedürftigkeit nachgewiesen (PAuswGebV § 1 Abs. 6)")
        var reduced = waived
        reduced.reducedTo = .euro("20,00")
        let due = quote.due(after: reduced)
        #expect(due.map(\.amount.cents) == [1373, 179, 448])
        #expect(due.allSatisfy { $0.accounts.reduce(.zero) { $0 + $1.amount } == $0.amount })
        reduced.reducedTo = .euro("500,00")
        #expect(quote.due(after: reduced).reduce(.zero) { $0 + $1.amount } == quote.total)
    }

    @Test func sharesAlwaysAddUp() {
        var generator = Seeded(24)
        for _ in 0..<2_000 {
            let money = Money(cents: Int.random(in: 0...10_000_000, using: &generator))
            let weights = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                Int.random(in: 0...10_000, using: &generator)
            }
            let parts = money.split(by: weights)
            #expect(parts.reduce(.zero, +) == money)
            let sum = weights.reduce(0, +)
            for (part, weight) in zip(parts, weights) where sum > 0 {
                #expect(abs(Double(part.cents) - Double(money.cents) * Double(weight) / Double(sum)) < 1)
            }
        }
        #expect(Money(cents: 100).split(by: [1, 1, 1]).map(\.cents) == [34, 33, 33])
        #expect(Money(cents: 5).split(by: [0, 0]).map(\.cents) == [5, 0])
    }
}
