import Planning
import Testing

@Suite struct RouteCheckTests {
    /// Four customers on two days, two vehicles that carry two; customer 4 comes on both days.
    private static func instance(longest: Double? = nil) throws -> PeriodicInstance {
        let either = [[0], [1]]
        return try .made(
            [(3, 4, 1, either), (6, 8, 1, either), (-3, 4, 1, [[1]]), (0, 5, 1, [[0, 1]])], vehicles: 2, days: 2,
            capacity: 2, longest: longest, service: 1)
    }
    private static let good = [[[1, 2], [4]], [[3, 4]]]

    @Test func aGoodPlanHasNothingWrong() throws {
        let instance = try Self.instance()
        let plan = PeriodicPlan(routes: Self.good)
        let cost = 20 + 10 + 10 + 10.0.squareRoot()
        #expect(abs(RouteCheck.cost(of: plan, in: instance) - cost) < 1e-9)
        #expect(RouteCheck.violations(of: plan, in: instance, stated: cost) == [])
        #expect(try RouteCheck.violations(of: plan, in: Self.instance(longest: 22)) == [])
    }

    @Test(
        arguments: [
            (
                [[[1, 2], [4]]],
                [
                    .days(planned: 1, expected: 2), .combination(customer: 3, visited: []),
                    .combination(customer: 4, visited: [1]),
                ]
            ),
            ([[[1, 2], [4]], [[3, 4, 9]]], [.unknownCustomer(9, day: 2)]),
            ([[[1, 2], [4]], [[3, 4], [3]]], [.visitedTwice(customer: 3, day: 2)]),
            ([[[1, 2], [4]], [[4]]], [.combination(customer: 3, visited: [])]),
            ([[[1, 2], [4, 3]], [[4]]], [.combination(customer: 3, visited: [1])]),
            ([[[1, 2], [4]], [[3, 4], [1]]], [.combination(customer: 1, visited: [1, 2])]),
            ([[[1], [2], [4]], [[3, 4]]], [.vehicles(day: 1, used: 3, available: 2)]),
            ([[[4, 1, 2]], [[3, 4]]], [.load(day: 1, route: 1, load: 3, capacity: 2)]),
        ] as [([[[Int]]], [RouteCheck.Violation])])
    func namesEachDamage(_ routes: [[[Int]]], _ expected: [RouteCheck.Violation]) throws {
        #expect(try RouteCheck.violations(of: PeriodicPlan(routes: routes), in: Self.instance()) == expected)
    }

    @Test func namesTooLongADay() throws {
        let plan = PeriodicPlan(routes: Self.good)
        #expect(
            try RouteCheck.violations(of: plan, in: Self.instance(longest: 21.9))
                == [.duration(day: 1, route: 1, duration: 22, longest: 21.9)])
    }

    @Test(arguments: [42, 43.5, -1, .nan, .infinity])
    func namesAWrongCost(_ stated: Double) throws {
        let violations = try RouteCheck.violations(
            of: PeriodicPlan(routes: Self.good), in: Self.instance(), stated: stated)
        #expect(violations.count == 1)
        guard case .cost = violations.first else { return #expect(Bool(false), "\(violations)") }
    }

    @Test func aSolutionSaysWhatIsTrue() throws {
        let instance = try Self.instance()
        let solution = TourSolution(
            PeriodicPlan(routes: Self.good), of: instance, iterations: 5, seconds: 1, seed: 2)
        #expect(solution.mistakes(in: instance) == [])
        #expect(solution.patterns.map(\.days) == [[1], [1], [2], [1, 2]])
        #expect(solution.kind == "tours" && solution.plan.routes == Self.good)
    }
}
