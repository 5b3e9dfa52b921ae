import Foundation
import Journal
import Kit
import Planning
import Sync
import Testing

@testable import Simulation

/// The office was restored and has a new epoch: what a kit had sent it, it may have lost. Wherever the power goes while the
/// kit notes that, it sends everything again (found by the simulation, seed 278).
@Suite struct NewEpochTests {
    @Test func aCrashWhileItIsNotedForgetsNothing() async throws {
        let image = try MachineImages(kits: 1).kits[0]
        var random = SeededRandom(seed: 1)
        let clerk = Clerk(plan: DayPlan(visits: 1, &random), name: "k")
        var crashes = 0
        while true {
            let device = SimulatedDevice(copying: image.device)
            let before = try await open(device, image.secrets)
            guard case .saved = await clerk.send(0, to: before, again: nil) else { throw DeskFault.noOuting }
            _ = try await before.begin(epoch: 1)
            let keys = try await before.syncStart().keys
            try #require(!keys.isEmpty)
            await before.noteKeys(keys)
            device.plan(.powerLoss(.everything, seed: 1), at: device.operations + crashes + 1)
            _ = try? await before.begin(epoch: 2)
            let hasStruck = !device.struck.isEmpty
            device.heal()
            device.kill()
            let start = try await open(device, image.secrets).syncStart()
            #expect(start.epoch == 1 || Set(start.keys) == Set(keys), "crash at write \(crashes + 1)")
            if !hasStruck {
                #expect(start.epoch == 2)
                break
            }
            crashes += 1
        }
        #expect(crashes > 3)
    }

    private func open(_ device: SimulatedDevice, _ secrets: Enrolling.Secrets) async throws -> Desk {
        let folder = MachineImages.kitFolder(on: device.mount())
        let key = try LockBox(from: folder.file(LockBox.name)).recover(code: secrets.recoveryCode)
        let desk = try Desk(
            folder: folder, clock: SimulatedClock().wall(ClockError()), randomness: .system, logger: .silent)
        try await desk.unlock(with: key)
        return desk
    }
}
