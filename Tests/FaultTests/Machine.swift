import Simulation
import Testing

/// A laptop on whose disk a day of work runs against one fault, and what was acknowledged of it.
struct Machine {
    let device: SimulatedDevice
    let lie: Lie?
    /// What every step that returned has left.
    private(set) var acknowledged = Contents()
    /// The same with the step that was under way.
    private(set) var underWay: Contents?
    private var starts: UInt64 = 0

    init(_ lie: Lie? = nil) {
        self.lie = lie
        device = lie?.device() ?? SimulatedDevice()
    }

    private mutating func start(_ disk: SimulatedDisk) throws -> KitProgram {
        starts += 1
        return try KitProgram(on: disk, start: starts, lie: lie)
    }

    /// Works until the day is over or the machine is off.
    /// - Parameter tries: how often a step is tried; a person sees the fault, makes room, and presses again.
    mutating func work(tries: Int = 1) throws {
        let disk = device.mount()
        var program: KitProgram?
        for step in [.reopen] + Step.day {
            underWay = acknowledged.after(step)
            if lie == .earlyAcknowledgement { acknowledged = acknowledged.after(step) }
            var left = tries
            while true {
                left -= 1
                do {
                    try program?.take(step)
                    if case .reopen = step {
                        program = nil
                        program = try start(disk)
                    }
                    break
                } catch {
                    if disk.isGone { return }
                    if left == 0 { throw error }
                }
            }
            if lie != .earlyAcknowledgement { acknowledged = acknowledged.after(step) }
            underWay = nil
        }
    }

    /// After the power came back: what was acknowledged is there, once; the step that was under way is there as a whole or not at
    /// all; the folder verifies; and work goes on.
    /// - Parameter thoroughly: whether the power goes once more, and all of it is looked at again.
    /// - Returns: what is not so.
    mutating func problem(thoroughly: Bool = true) -> String? {
        device.heal()
        do {
            let disk = device.mount()
            var program = try start(disk)
            if let fault = KitProgram.faults(on: disk).first { return "verify: \(fault)" }
            let found = try program.contents()
            guard var expected = [acknowledged, underWay].compactMap(\.self).first(where: { $0 == found }) else {
                return "there is \(found), acknowledged was \(acknowledged)"
            }
            for step in Step.evening {
                try program.take(step)
                expected = expected.after(step)
            }
            guard try program.contents() == expected else { return "work does not go on" }
            guard thoroughly else { return nil }
            device.losePower(.everything, seed: 1)
            let again = device.mount()
            program = try start(again)
            guard try program.contents() == expected else { return "what was written afterwards is not there" }
            return KitProgram.faults(on: again).first.map { "verify: \($0)" }
        } catch { return "\(error)" }
    }
}
