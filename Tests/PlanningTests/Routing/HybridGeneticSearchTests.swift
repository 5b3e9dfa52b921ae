import Planning
import Synchronization
import Testing

@Suite struct HybridGeneticSearchTests {
    /// Two customers east and two west, one vehicle that carries two: each side has a day of its own.
    @Test func eachSideHasADay() throws {
        let either = [[0], [1]]
        let instance = try PeriodicInstance.made(
            [(10, 0, 1, either), (-10, 0, 1, either), (10, 1, 1, either), (-10, 1, 1, either)], vehicles: 1, days: 2,
            capacity: 2)
        var search = HybridGeneticSearch(instance, seed: 1)
        let plan = try #require(search.run(iterations: 50).plan)
        #expect(RouteCheck.violations(of: plan, in: instance) == [])
        #expect(abs(RouteCheck.cost(of: plan, in: instance) - 2 * (11 + 101.0.squareRoot())) < 1e-9)
        #expect(plan.routes.allSatisfy { $0.count == 1 && [[1, 3], [2, 4]].contains($0[0].sorted()) })
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func findsWhatTryingEverythingFinds(_ seed: UInt64) throws {
        let longest: Double? = seed % 3 == 0 ? 260 : nil
        let instance = try PeriodicInstance.drawn(
            6, seed: seed, vehicles: 2, days: 2 + Int(seed % 2), capacity: 14, longest: longest)
        var search = HybridGeneticSearch(instance, seed: seed)
        let plan = search.run(iterations: 120).plan
        let best = BestByTrying(instance).cost
        #expect((plan == nil) == (best == nil))
        guard let plan, let best else { return }
        #expect(RouteCheck.violations(of: plan, in: instance) == [])
        #expect(abs(RouteCheck.cost(of: plan, in: instance) - best) < 1e-6)
    }

    @Test(arguments: 21...26 as ClosedRange<UInt64>)
    func neverBreaksALimit(_ seed: UInt64) throws {
        let instance = try PeriodicInstance.drawn(
            22, seed: seed, vehicles: 4, days: 3, capacity: 24, longest: seed % 2 == 0 ? 330 : nil)
        let told = Mutex<[Double]>([])
        var search = HybridGeneticSearch(instance, seed: seed)
        let outcome = search.run(
            iterations: 30, watch: Watch(report: { progress in told.withLock { $0 += [progress.best ?? .infinity] } }))
        let plan = try #require(outcome.plan)
        #expect(outcome.iterations == 30)
        #expect(RouteCheck.violations(of: plan, in: instance) == [])
        // What the search believes of its plan is what counting anew says, and it only becomes better.
        let costs = told.withLock { $0 }
        let last = try #require(costs.last)
        #expect(abs(last - RouteCheck.cost(of: plan, in: instance)) < 1e-6)
        #expect(zip(costs, costs.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test func oneSeedOnePlan() throws {
        let instance = try PeriodicInstance.drawn(20, seed: 5, vehicles: 3, days: 3, capacity: 30)
        func run(_ seed: UInt64, _ iterations: Int) -> HybridGeneticSearch.Outcome {
            var search = HybridGeneticSearch(instance, seed: seed)
            return search.run(iterations: iterations)
        }
        #expect(run(7, 25) == run(7, 25))
        #expect(run(7, 1) != run(8, 1))
    }

    /// Stopping early by the watch leaves the plan that as many iterations would have given.
    @Test func stoppingIsFewerIterations() throws {
        let instance = try PeriodicInstance.drawn(15, seed: 9, vehicles: 3, days: 2, capacity: 40)
        let asked = Mutex(0)
        var stopped = HybridGeneticSearch(instance, seed: 3)
        let early = stopped.run(
            iterations: 1_000,
            watch: Watch(shouldStop: {
                asked.withLock {
                    $0 += 1
                    return $0 > 10
                }
            }))
        var counted = HybridGeneticSearch(instance, seed: 3)
        #expect(early.iterations == 10)
        #expect(early == counted.run(iterations: 10))
    }

    /// Two that each fill the only vehicle of the only day.
    @Test func saysThatThereIsNoPlan() throws {
        let instance = try PeriodicInstance.made(
            [(1, 0, 5, [[0]]), (2, 0, 5, [[0]])], vehicles: 1, days: 1, capacity: 5)
        var search = HybridGeneticSearch(instance, seed: 1)
        let outcome = search.run(iterations: 20)
        #expect(outcome.plan == nil && outcome.iterations == 20)
    }

    @Test func oneCustomerAndEmptyDays() throws {
        let instance = try PeriodicInstance.made([(3, 4, 1, [[1]])], vehicles: 9, days: 3, capacity: 1)
        var search = HybridGeneticSearch(instance, seed: 1)
        #expect(search.run(iterations: 3).plan == PeriodicPlan(routes: [[], [[1]], []]))
    }
}
