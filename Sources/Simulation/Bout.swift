/// Runs histories: a seed, the faults that follow from it, and what came of them.
package struct Bout: Sendable {
    /// What one run came to.
    package struct Outcome: Sendable {
        package let seed: UInt64
        /// The faults that came to pass.
        package let struck: [Fault]
        package let violation: Violation?
        package let kitDays: Int
        package let events: Int
        package let entries: Int
        package let cases: Int
        package let attachments: Int
    }

    package static let kits = 2
    private let images: MachineImages
    private let fittings: Fittings
    private let visits: Int
    private let faults: Int

    /// - Parameters:
    ///   - events: how many faults are drawn for a run.
    ///   - visits: how many people come to each kit.
    package init(events: Int = 30, visits: Int = 9, fittings: Fittings = Fittings()) throws {
        images = try MachineImages(kits: Self.kits)
        self.fittings = fittings
        self.visits = visits
        faults = events
    }

    package func run(seed: UInt64, log: ((String) -> Void)? = nil) async -> Outcome {
        await run(seed: seed, with: FaultPlan.draw(seed: seed, count: faults, kits: Self.kits), log: log)
    }

    /// The same seed with these faults.
    package func run(
        seed: UInt64, with faults: [Fault], log: ((String) -> Void)? = nil
    ) async -> Outcome {
        let world = World(
            seed: seed, visits: visits, faults: faults, images: images, fittings: fittings, log: log)
        var violation: Violation?
        do { try await world.run() } catch let found as Violation {
            violation = found
        } catch { violation = Violation(0, "the simulation stopped: \(error)") }
        let promises = world.current.map { world.laptops[$0].promises }
        return Outcome(
            seed: seed, struck: world.allStruck, violation: violation, kitDays: world.current.count,
            events: world.events,
            entries: promises.reduce(0) { $0 + $1.entries.count },
            cases: promises.reduce(0) { $0 + $1.transferred.count },
            attachments: promises.reduce(0) { $0 + $1.files.count })
    }
}
