import Simulation
import Testing

/// The product as it is, under every fault: no promise is broken.
@Suite struct HealthyTests {
    @Test(arguments: 1...6) func keepsEveryPromise(seed: UInt64) async throws {
        let outcome = await (try Bout(events: 40, visits: 2)).run(seed: seed)
        #expect(outcome.violation == nil, "seed \(seed): \(outcome.struck)")
        #expect(!outcome.struck.isEmpty)
    }

    /// What the command's figures count as a day is one.
    @Test func aKitDayIsAWholeDay() async throws {
        let outcome = await (try Bout(events: 0)).run(seed: 11)
        #expect(outcome.violation == nil)
        #expect(outcome.kitDays == 2)
        #expect(outcome.cases >= 20)
        #expect(outcome.entries >= 600)
        #expect(outcome.attachments >= 10)
    }

    @Test func sameSeedSameHistory() async throws {
        var told: [[String]] = []
        for _ in 0..<2 {
            let bout = try Bout(events: 25, visits: 3)
            let history = History()
            _ = await bout.run(seed: 5) { history.lines.append($0) }
            told.append(history.lines)
        }
        #expect(told[0] == told[1])
        #expect(told[0].count > 5)
    }

    private final class History { var lines: [String] = [] }
}
