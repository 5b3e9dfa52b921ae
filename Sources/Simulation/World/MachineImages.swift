import Casework
import Foundation
import Journal
import Kit
import Office
import Sync
import Town

/// The disks of an office that is set up and of its enrolled kits, made once by the real set-up and copied for every run.
struct MachineImages: Sendable {
    struct KitImage: Sendable {
        let device: SimulatedDevice
        let kit: UInt16
        let secrets: Enrolling.Secrets
    }

    let office: SimulatedDevice
    let kits: [KitImage]

    static let office = "office"
    static let kit = "kit"
    /// As cheap as scrypt can be.
    static let cost = ScryptCost(n: 2, r: 1, p: 1)

    static func officeFolder(on disk: SimulatedDisk) -> OfficeFolder {
        OfficeFolder(path: "\(disk.root)/\(office)", on: disk) { _ in SimulatedTown.check }
    }

    static func kitFolder(on disk: SimulatedDisk) -> KitFolder { KitFolder(path: "\(disk.root)/\(kit)", on: disk) }

    init(kits count: Int) throws {
        let now = Date(timeIntervalSince1970: Double(SimulatedClock.morning) / 1000)
        let today = CalendarDate(year: 2026, month: 12, day: 7)
        office = SimulatedDevice()
        let folder = Self.officeFolder(on: office.mount())
        _ = try folder.setUp(
            OfficeSettings(
                town: "/", host: "127.0.0.1", port: 8081, syncPort: 8443, syncAddress: "https://127.0.0.1:8443"),
            at: now)
        kits = try (0..<count).map { _ in
            let device = SimulatedDevice()
            let kit = Self.kitFolder(on: device.mount())
            let request = try Enrolling.prepare(kit, program: "simulation")
            let enrolled = try KitEnrolment.enrol(request, code: nil, in: folder, at: now, today: today)
            let secrets = try Enrolling.complete(kit, answer: enrolled.answer, cost: Self.cost)
            device.kill()
            return KitImage(device: device, kit: enrolled.kit, secrets: secrets)
        }
        office.kill()
    }
}
