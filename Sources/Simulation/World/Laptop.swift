import Casework
import Foundation
import Journal
import Kit
import Logging
import Sync
import Synchronization

/// A laptop with a kit's program on it: the real desk, keys, attachments and machine of the sync on a simulated disk. Its
/// program may die and start again many times.
final class Laptop {
    let number: Int
    /// Counted from 0; several laptops may have been the same kit, one after the other.
    let kitIndex: Int
    let kit: UInt16
    let device: SimulatedDevice
    let secrets: Enrolling.Secrets
    let clockError = ClockError()
    let clerk: Clerk
    /// The next form of the clerk.
    var step = 0
    /// How often the clerk tried this form.
    var tries = 0
    var promises: Promises
    /// A spare has taken over; the clerk works with that one.
    var isReplaced = false
    /// It is off, and nobody starts it.
    var isInDrawer = false
    /// It came out of the box, and has to become the kit from its mirror.
    var isBlank = false
    /// Off for the night.
    var sleepsUntil: Int64 = 0

    private(set) var disk: SimulatedDisk?
    private(set) var desk: Desk?
    private(set) var holdings: (any KitHoldings)?
    private(set) var start: KitSyncStart?
    var sync: KitSync?
    /// The form of the wire that the office understands, by its last greeting.
    var wire = 1
    /// Counts the starts of the program.
    private(set) var life = 0
    /// The timer that counts; earlier ones were replaced.
    var timer = 0
    private let grown = Grown()
    private let randomness: Randomness
    private let clock: WallClock

    init(
        number: Int, kitIndex: Int, kit: UInt16, device: SimulatedDevice, secrets: Enrolling.Secrets, clerk: Clerk,
        promises: Promises, clock: SimulatedClock, seed: UInt64
    ) {
        self.number = number
        self.kitIndex = kitIndex
        self.kit = kit
        self.device = device
        self.secrets = secrets
        self.clerk = clerk
        self.promises = promises
        self.clock = clock.wall(clockError)
        randomness = SeededBytes(seed: seed, for: UInt64(100 + number)).randomness
    }

    var machine: Machine { .laptop(number) }
    var now: Timestamp { clock.now() }
    var isRunning: Bool { desk != nil && disk?.isGone == false }
    var folder: KitFolder? { disk.map { MachineImages.kitFolder(on: $0) } }

    /// Starts the program and logs in.
    func start(_ fittings: Fittings) async throws {
        end()
        let disk = device.mount()
        self.disk = disk
        life += 1
        let folder = MachineImages.kitFolder(on: disk)
        let kitKey = try LockBox(from: folder.file(LockBox.name)).recover(code: secrets.recoveryCode)
        let desk = try Desk(folder: folder, clock: clock, randomness: randomness, logger: .silent)
        let grown = grown
        await desk.whenGrown { grown.add($0) }
        try await desk.unlock(with: kitKey)
        let holdings = fittings.holdings(DeskHoldings(desk))
        self.holdings = holdings
        try await beginSync(fittings)
        self.desk = desk
    }

    /// A blank laptop becomes the kit that the mirror is of, as `kit restore` does it.
    /// - Returns: the last entry that the mirror had.
    func restore(from stick: Stick) throws -> Position {
        let disk = device.mount()
        device.discard("/" + MachineImages.kit)
        return try Restoring(
            mirror: stick.path, on: stick.disk, to: MachineImages.kitFolder(on: disk), cost: MachineImages.cost,
            randomness: randomness
        ).restore(with: .passphrase(secrets.passphrase), at: now).continues.position
    }

    /// Everything that is here now goes to the stick, too, as the mirror of the running kit does it.
    func mirror(to stick: Stick) async throws {
        guard let desk, let folder, isRunning else { return }
        let (generation, head) = await desk.mirrored()
        guard head != nil else { return }
        let setting = try stick.setting(for: folder, desk.identity, generation: generation)
        _ = try Mirroring(folder: folder, identity: desk.identity, store: desk.store, stick: stick.disk)
            .round(setting, generation: generation)
        (stick.step, stick.given) = (step, promises.given)
        stick.hasCopy = true
    }

    /// The machine of the sync begins with what is durable.
    func beginSync(_ fittings: Fittings) async throws {
        guard let start = try await holdings?.start() else { return }
        self.start = start
        sync = KitSync(
            start, pace: fittings.pace, firstRequest: sync?.nextRequest ?? 1, randomness: randomness)
        timer += 1
    }

    /// The program is gone, and nothing of it is left but what is on the disk.
    func end() {
        (desk, holdings, sync, start, disk) = (nil, nil, nil, nil, nil)
        timer += 1
        _ = grown.takeAll()
    }

    /// What became durable since this was last asked.
    func growth() -> [Desk.Growth] { grown.takeAll() }

    private final class Grown: Sendable {
        private let all = Mutex<[Desk.Growth]>([])
        func add(_ growth: Desk.Growth) { all.withLock { $0.append(growth) } }

        func takeAll() -> [Desk.Growth] {
            all.withLock { all in
                defer { all = [] }
                return all
            }
        }
    }
}

extension Logger {
    /// Says nothing: a simulated day would say too much.
    static let silent = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
}
