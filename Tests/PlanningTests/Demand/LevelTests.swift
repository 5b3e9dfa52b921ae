import Foundation
import Testing

@testable import Planning

@Suite struct LevelTests {
    private func stop(_ counts: [Int], expected: Double = 5, atLeast: Bool = false, extra: Double = 0)
        -> LevelPosterior.Stop
    {
        LevelPosterior.Stop(
            observations: counts.map { .init(expected: expected, count: $0, isAtLeast: atLeast, weight: 1) },
            extraSpread: extra)
    }

    private func median(_ levels: [Double]) -> Int {
        LevelPosterior.distribution(levels: levels, expected: 100).quantile(0.5)
    }

    @Test func withoutCountsTheAssumptionsStand() {
        let levels = LevelPosterior(stops: [stop([])], townSpread: 0.7).levels(of: 0)
        let law = LevelPosterior.distribution(levels: levels, expected: 8)
        #expect((5...8).contains(law.quantile(0.5)))
        #expect(law.interval(0.95).lowerBound == 0 && law.interval(0.95).upperBound > 30)
    }

    /// A stop with few outings lies between what was counted there and the town; one with many stands for itself.
    @Test func fewOutingsBorrowFromTheTown() {
        let town = [stop([5, 4, 6, 5, 5, 6]), stop([6, 5, 4, 6, 5, 5]), stop([4, 5, 5, 5, 6, 5])]
        let few = median(LevelPosterior(stops: town + [stop([20])], townSpread: 0.7).levels(of: 3))
        let many = median(
            LevelPosterior(stops: town + [stop(Array(repeating: 20, count: 24))], townSpread: 0.7).levels(of: 3))
        #expect(few > 90 && few < 300)
        #expect(many > 350 && many < 420)
    }

    @Test func aNewStopFollowsTheOthers() {
        let busy = LevelPosterior(stops: [stop([20, 19, 22]), stop([18, 21, 20]), stop([])], townSpread: 0.7)
        let quiet = LevelPosterior(stops: [stop([1, 0, 2]), stop([0, 1, 1]), stop([])], townSpread: 0.7)
        #expect(median(busy.levels(of: 2)) > 200)
        #expect(median(quiet.levels(of: 2)) < 60)
        #expect(busy.levels(of: nil) == busy.levels(of: 2))
    }

    @Test func intervalsShrinkWithOutings() {
        var last = Int.max
        for outings in [0, 2, 6, 24] {
            let levels = LevelPosterior(stops: [stop(Array(repeating: 5, count: outings))], townSpread: 0.7)
                .levels(of: 0)
            let interval = LevelPosterior.distribution(levels: levels, expected: 5).interval(0.8)
            #expect(interval.upperBound - interval.lowerBound < last)
            last = interval.upperBound - interval.lowerBound
        }
        #expect(last <= 8)
    }

    /// Ten booked slots of ten say: ten or more.
    @Test func fullOutingsMeanAtLeast() {
        let counted = LevelPosterior(stops: [stop([10, 10, 10, 10])], townSpread: 0.7).levels(of: 0)
        let full = LevelPosterior(stops: [stop([10, 10, 10, 10], atLeast: true)], townSpread: 0.7).levels(of: 0)
        #expect(median(full) > median(counted))
    }

    /// With one stop, one shape and many outings the level is the mean of the counts.
    @Test(arguments: [1, 3, 9])
    func theLevelIsFound(_ mean: Int) {
        let counts = (0..<80).map { $0 % 2 == 0 ? mean - 1 : mean + 1 }
        let levels = LevelPosterior(stops: [stop(counts)], townSpread: 0.7).levels(of: 0)
        let found = LevelPosterior.distribution(levels: levels, expected: 5).mean
        #expect(abs(found - Double(mean)) < 0.1 * Double(mean) + 0.1)
    }

    /// The sum of one outing is that outing; the mean of two is twice as much, and two stops together scatter less than twice one.
    @Test func totalsFitTheirParts() {
        let posterior = LevelPosterior(stops: [stop([4, 6, 5]), stop([5, 5])], townSpread: 0.7)
        let one = posterior.total(of: [(0, 5)])
        let alone = LevelPosterior.distribution(levels: posterior.levels(of: 0), expected: 5)
        #expect(abs(one.mean - alone.mean) < 1e-3)
        #expect(abs(one.quantile(0.9) - alone.quantile(0.9)) <= 1)
        let other = LevelPosterior.distribution(levels: posterior.levels(of: 1), expected: 5)
        let both = posterior.total(of: [(0, 5), (1, 5)])
        #expect(abs(both.mean - alone.mean - other.mean) < 1e-3)
        let (wide, single) = (both.interval(0.8), alone.interval(0.8))
        #expect(wide.upperBound - wide.lowerBound < 2 * (single.upperBound - single.lowerBound))
        #expect(posterior.total(of: []).probabilities == [1])
    }

    @Test func sharesOfServicesLearn() {
        let shares = ServiceShares(counted: [30, 0], expected: [15, 15])
        #expect(abs(shares.factor(0) - 35.0 / 20) < 1e-12 && abs(shares.factor(1) - 0.25) < 1e-12)
        #expect(shares.variation(0) < shares.variation(1))
    }
}
