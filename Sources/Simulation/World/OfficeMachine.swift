import Foundation
import Journal
import Logging
import Office
import Sync
import Synchronization

/// The office's machine: the real registry and the real end of the sync on a simulated disk.
final class OfficeMachine {
    private(set) var device: SimulatedDevice
    let clockError = ClockError()
    private(set) var disk: SimulatedDisk?
    private(set) var registry: Registry?
    private(set) var endpoints: OfficeSyncEndpoints?
    /// Something came in that the registry has not looked at yet.
    let arrived = Arrived()
    /// What the registry tries again after a pause, and nobody has taken yet.
    let retries = Retries()
    /// The folder of a backup on the disk it is carried on.
    static let stick = "/backup"
    /// The latest backup: files of their own, on a disk of their own.
    private(set) var backup: SimulatedDevice?
    /// The checks' own look into the key store.
    private var openKeys: KeyStore?
    private let randomness: Randomness
    private let clock: WallClock

    init(device: SimulatedDevice, clock: SimulatedClock, seed: UInt64) {
        self.device = device
        self.clock = clock.wall(clockError)
        randomness = SeededBytes(seed: seed, for: 99).randomness
    }

    var isRunning: Bool { endpoints != nil && disk?.isGone == false }
    var folder: OfficeFolder? { disk.map { MachineImages.officeFolder(on: $0) } }

    func start(_ fittings: Fittings) async throws {
        end()
        let disk = device.mount()
        self.disk = disk
        let folder = MachineImages.officeFolder(on: disk)
        let registry = try Registry(folder: folder, clock: clock, randomness: randomness, logger: .silent) {
            [retries] pause, work in
            retries.note(pause, work)
        }
        try await registry.start()
        let sync = try OfficeSync(
            journal: fittings.officeJournal(registry.store), ledger: fittings.officeLedger(registry.ledger),
            keys: fittings.officeKeys(registry.shelf), attachments: fittings.officeAttachments(registry.attachments),
            randomness: randomness)
        let arrived = arrived
        endpoints = OfficeSyncEndpoints(sync: sync, clock: clock) { arrived.note() }
        self.registry = registry
    }

    /// The office's keys as they are on its disk.
    func keys() throws -> KeyStore? {
        guard let folder else { return nil }
        if let openKeys { return openKeys }
        let secrets = try folder.secrets()
        openKeys = try KeyStore(
            path: folder.path(KeyStore.fileName), on: folder.disk, atRestKey: secrets.atRestKey,
            opener: secrets.opener, recipients: [])
        return openKeys
    }

    func end() {
        openKeys = nil
        (registry, endpoints, disk) = (nil, nil, nil)
        _ = arrived.take()
        _ = retries.takeAll()
    }

    /// Takes a backup as `office backup` does and carries it away.
    func takeBackup(number: Int) throws {
        guard let folder, let disk else { return }
        let copy = "/backup-\(number)"
        defer { device.discard(copy) }
        _ = try OfficeBackup.copy(folder, to: disk.root + copy, at: clock.now())
        guard !disk.isGone else { return }
        backup = SimulatedDevice(copying: device, below: copy + "/", as: Self.stick + "/")
    }

    /// The machine is lost; a new one gets the latest backup and says so by a new epoch.
    func restore() async throws -> Bool {
        guard let backup else { return false }
        end()
        device.kill()
        let new = SimulatedDevice(copying: backup)
        // The key file and the list of erasures are kept elsewhere.
        new.add(SimulatedDevice(copying: device, below: "/\(MachineImages.office).", as: "/\(MachineImages.office)."))
        device = new
        let disk = device.mount()
        _ = try await OfficeRestore(
            disk.root + Self.stick, to: MachineImages.officeFolder(on: disk), at: clock.now()
        ).run()
        device.kill()
        return true
    }

    /// Work that the registry wants done after a pause of the world's time.
    final class Retries: Sendable {
        struct Retry: Sendable {
            let pause: Duration
            let work: @Sendable () async -> Void
        }

        private let all = Mutex<[Retry]>([])

        func note(_ pause: Duration, _ work: @escaping @Sendable () async -> Void) {
            all.withLock { $0.append(Retry(pause: pause, work: work)) }
        }

        func takeAll() -> [Retry] {
            all.withLock { all in
                defer { all = [] }
                return all
            }
        }
    }

    final class Arrived: Sendable {
        private let hasArrived = Mutex(false)
        func note() { hasArrived.withLock { $0 = true } }

        func take() -> Bool {
            hasArrived.withLock { value in
                defer { value = false }
                return value
            }
        }
    }
}
