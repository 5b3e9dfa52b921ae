import Testing

@testable import Planning

@Suite struct NeedTests {
    static let january = Month(year: 2026)

    /// Rates against the national totals they come from, per inhabitant and year.
    static let national: [(service: String, perYear: Double)] = [
        ("personalausweis", 7_500_000), ("reisepass", 3_000_000), ("anmeldung", 2_500_000), ("ummeldung", 2_250_000),
    ]

    @Test(arguments: national)
    func ratesAddUpToTheNationsFigures(_ service: String, _ national: Double) throws {
        let rate = try #require(ServiceRate.all.first { $0.service == service })
        #expect(abs(rate.national * Assumptions.germany.value / national - 1) < 0.06)
    }

    @Test func seasonsHaveTheMeanOne() {
        for season in [Season.even, .travel] {
            let sum = Self.january.following(12).reduce(0) { $0 + season.factor(in: $1) }
            #expect(abs(sum - 12) < 1e-9)
        }
    }

    @Test func sharesAddUpToOne() {
        #expect(abs(Population.defaultShares.reduce(0, +) - 1) < 1e-12)
        #expect(abs(Population.germanShares.reduce(0, +) - 1) < 1e-12)
        #expect(abs(LicenceDeadlines.lead.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(abs(NeedModel.renewalLead.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    }

    @Test(arguments: [
        (1998, nil), (1999, "2026-01"), (2001, "2026-01"), (2002, "2027-01"), (2004, "2027-01"), (2007, "2028-01"),
        (2008, "2029-01"), (2011, "2032-01"), (2012, "2033-01"), (2013, "2033-01"), (2014, nil),
    ])
    func licencesAreDueByYearOfIssue(_ year: Int, _ month: String?) {
        #expect(LicenceDeadlines.due(issuedIn: year)?.description == month)
    }

    /// Three years of issue, two million licences each, seven tenths left, from eleven months before to two months behind the deadline.
    @Test func everybodyDueComesOnce() throws {
        let town = try Population(total: 83_000)
        let deadline = try #require(Month("2027-01"))
        let months = deadline.adding(-11).following(14)
        let all = months.reduce(0) { $0 + LicenceDeadlines.visits(of: town, in: $1) }
        // The last two months before and the first behind overlap with the deadlines of 2026 and 2028.
        let others = months.reduce(0.0) { sum, month in
            sum
                + LicenceDeadlines.lead.reduce(0) { sum, step in
                    ["2026-01", "2028-01"].contains(month.adding(step.monthsBefore).description)
                        ? sum + step.share * 3 * 2_000 * 0.7 : sum
                }
        }
        #expect(abs(all - others - 3 * 2_000 * 0.7) < 1e-6)
    }

    @Test func countedExpiriesStandInForTheRate() throws {
        let months = Self.january...Self.january.adding(23)
        let district = DemandDistrict(key: "straach", population: try Population(total: 1_000), hallMinutes: 20)
        // 80 cards a month is ten times what the rate says.
        let cell = try ExpiryCounts.Cell(
            district: "straach", document: .identityCard, months: months, count: 24 * 80)
        let counted = NeedModel(expiries: try ExpiryCounts(cells: [cell], months: months))
        let month = Self.january.adding(6)
        let before = try #require(NeedModel(expiries: nil).needs(of: district, in: month).first)
        let after = try #require(counted.needs(of: district, in: month).first)
        #expect(abs(after.mean - (80 * 0.85 + 0.2 * before.mean)) < 1e-9)
        #expect(after.spread < before.spread)
        // Far outside of the counted months nothing changes.
        let far = Self.january.adding(60)
        #expect(counted.needs(of: district, in: far) == NeedModel(expiries: nil).needs(of: district, in: far))
        let width = { (need: Need) in
            let interval = need.distribution.interval(0.8)
            return Double(interval.upperBound - interval.lowerBound) / need.mean
        }
        #expect(width(after) < width(before))
    }

    @Test func anUnknownVillageIsLessSure() throws {
        let known = DemandDistrict(key: "a", population: try Population(total: 300), hallMinutes: 20)
        let guessed = DemandDistrict(key: "b", population: try Population(total: nil), hallMinutes: 20)
        let model = NeedModel(expiries: nil)
        for (sure, unsure) in zip(
            model.needs(of: known, in: Self.january), model.needs(of: guessed, in: Self.january))
        {
            #expect(abs(sure.mean - unsure.mean) < 1e-9)
            #expect(sure.spread < unsure.spread)
        }
    }

    @Test(arguments: [[1, 2, 3], [1, 2, 3, -1], [0, 0, 0, 20_000_000]])
    func inhabitantsAreChecked(_ counts: [Int]) {
        #expect(throws: DemandMistake.inhabitants) { try Population(byAge: counts) }
        #expect(throws: DemandMistake.inhabitants) { try Population(total: -1) }
    }
}

@Suite struct ExpiryTallyTests {
    static let year = NeedTests.january...NeedTests.january.adding(11)

    private func counts(_ monthly: [Int], document: ExpiryCounts.Document = .identityCard) throws -> [ExpiryCounts.Cell]
    {
        var tally = ExpiryTally(months: Self.year)
        for (index, count) in monthly.enumerated() {
            for _ in 0..<count { tally.add(document, district: "straach", expires: NeedTests.january.adding(index)) }
        }
        return try tally.counts().cells
    }

    /// Counts by month, and the spans that leave: first month, last month, count.
    @Test(arguments: [
        (
            [5, 6, 7, 5, 5, 5, 5, 5, 5, 5, 5, 5],
            "0-0:5 1-1:6 2-2:7 3-3:5 4-4:5 5-5:5 6-6:5 7-7:5 8-8:5 9-9:5 10-10:5 11-11:5"
        ),
        ([1, 4, 0, 9], "0-1:5 2-11:9"), ([4], ""), ([], ""), ([12], "0-11:12"),
        ([0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 4], "0-11:10"),
        ([5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "0-0:5 1-5:5 6-11:6"),
    ])
    func smallCountsAreMergedOrLeftOut(_ monthly: [Int], _ expected: String) throws {
        let cells = try counts(monthly).map { cell in
            let from = cell.months.lowerBound.ordinal - NeedTests.january.ordinal
            let through = cell.months.upperBound.ordinal - NeedTests.january.ordinal
            return "\(from)-\(through):\(cell.count)"
        }
        #expect(cells.joined(separator: " ") == expected)
    }

    /// Whatever was counted: nothing below the limit leaves, no month twice, nobody is made up.
    @Test func nothingSmallEverLeaves() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<200 {
            let monthly = (0..<12).map { _ in Int.random(in: 0...7, using: &random) }
            let cells = try counts(monthly)
            let sum = monthly.reduce(0, +)
            #expect(cells.allSatisfy { $0.count >= ExpiryCounts.smallest })
            #expect(cells.reduce(0) { $0 + $1.count } == (sum >= ExpiryCounts.smallest ? sum : 0))
            #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.months.upperBound < $1.months.lowerBound })
        }
    }

    @Test func whatExpiresOutsideIsNotCounted() throws {
        var tally = ExpiryTally(months: Self.year)
        for offset in [-1, 12, 300] {
            for _ in 0..<9 { tally.add(.passport, district: "x", expires: NeedTests.january.adding(offset)) }
        }
        #expect(try tally.counts().cells.isEmpty)
    }

    @Test func theOrderOfPeopleDoesNotMatter() throws {
        var (there, back) = (ExpiryTally(months: Self.year), ExpiryTally(months: Self.year))
        let shown: [(ExpiryCounts.Document, String, Int)] = (0..<60).map {
            ($0 % 3 == 0 ? .passport : .identityCard, ["b", "a"][$0 % 2], $0 % 12)
        }
        for (document, district, month) in shown {
            there.add(document, district: district, expires: NeedTests.january.adding(month))
        }
        for (document, district, month) in shown.reversed() {
            back.add(document, district: district, expires: NeedTests.january.adding(month))
        }
        #expect(try there.counts() == back.counts())
    }

    @Test func aSmallCountCannotBeBuilt() {
        #expect(throws: DemandMistake.smallCount(4)) {
            try ExpiryCounts.Cell(district: "a", document: .passport, months: Self.year, count: 4)
        }
    }
}
