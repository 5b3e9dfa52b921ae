import Simulation
import Testing

/// The power goes at every single write, sync and change of a name of a day, with every outcome for what was not synced.
@Suite struct PowerCutTests {
    enum Cut: String, CaseIterable, Sendable {
        case everythingLost, keptInOrder, reordered, torn, killed

        func fault(seed: Int) -> DeviceFault {
            let seed = UInt64(seed)
            return switch self {
            case .everythingLost: .powerLoss(.everything, seed: seed)
            case .keptInOrder: .powerLoss(.inOrder, seed: seed)
            case .reordered: .powerLoss(.reordered, seed: seed)
            case .torn: .powerLoss(.torn, seed: seed)
            case .killed: .kill
            }
        }
    }

    /// - Returns: how many numbered points a day has.
    static func points(_ lie: Lie? = nil) throws -> Int {
        var machine = Machine(lie)
        try machine.work()
        return machine.device.operations
    }

    @Test func aDayHasHundredsOfPoints() throws {
        let points = try Self.points()
        #expect(points > 200)
        // One history: the same points in every run.
        #expect(try Self.points() == points)
    }

    @Test(arguments: Cut.allCases) func whatWasAcknowledgedIsThereOnce(after cut: Cut) throws {
        for point in 1...(try Self.points()) {
            var machine = Machine()
            machine.device.plan(cut.fault(seed: point), at: point)
            try machine.work()
            if let problem = machine.problem(thoroughly: point % 8 == 0) {
                Issue.record("point \(point): \(problem)")
                return
            }
        }
    }

    /// The test above can fail: what does not sync, or says too early that it did, is found.
    @Test(arguments: Lie.allCases.filter { $0 != .swallowedFault }) func everyLieIsFound(_ lie: Lie) throws {
        for point in 1...(try Self.points(lie)) {
            for cut in [Cut.everythingLost, .reordered] {
                var machine = Machine(lie)
                machine.device.plan(cut.fault(seed: point), at: point)
                try machine.work()
                if machine.problem() != nil { return }
            }
        }
        Issue.record("\(lie) was not found")
    }
}
