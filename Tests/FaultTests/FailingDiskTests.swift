import Simulation
import Testing

/// Writes and syncs fail, or find no room, beginning at every single one of a day: what fails is said, the next try works, and in the end
/// everything is there once.
@Suite struct FailingDiskTests {
    enum Failure: String, CaseIterable, Sendable {
        case oneError, fourErrors, full

        var fault: DeviceFault {
            switch self {
            case .oneError: .errors(count: 1)
            case .fourErrors: .errors(count: 4)
            case .full: .full(count: 30)
            }
        }
    }

    @Test(arguments: Failure.allCases) func whatFailsIsSaidAndTheNextTryWorks(_ failure: Failure) throws {
        for point in 1...(try PowerCutTests.points()) {
            if let problem = try Self.problem(failure, at: point) {
                Issue.record("point \(point): \(problem)")
                return
            }
        }
    }

    /// The test above can fail.
    @Test func aFaultThatIsSwallowedIsFound() throws {
        for point in 1...(try PowerCutTests.points())
        where try Self.problem(.oneError, at: point, .swallowedFault) != nil {
            return
        }
        Issue.record("not found")
    }

    private static func problem(_ failure: Failure, at point: Int, _ lie: Lie? = nil) throws -> String? {
        var machine = Machine(lie)
        machine.device.plan(failure.fault, at: point)
        try machine.work(tries: 40)
        machine.device.losePower(.everything, seed: 1)
        return machine.problem(thoroughly: point % 8 == 0)
    }
}
