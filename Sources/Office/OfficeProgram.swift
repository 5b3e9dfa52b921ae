import Foundation
import Hummingbird
package import Journal
package import Logging
import Pages
package import ServiceLifecycle
package import Sync
import Town

/// The office as it runs: pages on one port, the sync on another, the town's folder watched.
package struct OfficeProgram: Sendable {
    package let registry: Registry
    package let appointments: AppointmentRegistry
    package let staff: StaffBook
    package let pages: OfficePages
    package let endpoints: OfficeSyncEndpoints
    package let door: EnrolmentDoor
    private let folder: OfficeFolder
    private let logger: Logger

    /// - Parameters:
    ///   - python: a Python with WeasyPrint, for PDFs; nil where there is none.
    ///   - elapsed: time since the start, whatever the wall clock does; for idle sessions and delays.
    ///   - publicLimits: how often one machine may ask the public pages.
    ///   - withoutErasureList: a person has said that the list of erasures is lost.
    package init(
        folder: OfficeFolder, python: String? = nil, clock: WallClock = .system,
        elapsed: @escaping @Sendable () -> Duration = OfficeProgram.sinceStart(), cost: ScryptCost = .standard,
        withoutErasureList: Bool = false, publicLimits: PublicPace.Limits = .standard,
        logger: Logger = Logger(label: "office")
    ) async throws {
        self.folder = folder
        self.logger = logger
        let registry = try Registry(
            folder: folder, clock: clock, withoutErasureList: withoutErasureList, logger: logger)
        try await registry.start()
        self.registry = registry
        appointments = try AppointmentRegistry(folder: folder, ledger: registry.ledger, clock: clock)
        try await appointments.load(await registry.view().town.town.catalogue)
        staff = try StaffBook(folder.file(StaffBook.name), cost: cost, elapsed: elapsed)
        pages = OfficePages(
            registry: registry, appointments: appointments, staff: staff, port: registry.settings.port,
            printer: PDFPrinter(python: python), pace: PublicPace(publicLimits, elapsed: elapsed), elapsed: elapsed)
        let sync: OfficeSync
        do throws(SyncProblem) {
            sync = try OfficeSync(
                journal: registry.store, ledger: registry.ledger, keys: registry.shelf,
                attachments: registry.attachments,
                randomness: .system)
        } catch { throw OfficeFault.ledger(error.reason) }
        door = EnrolmentDoor(folder: folder, book: registry.enrolments, clock: clock, logger: logger)
        let arrivals = Arrivals(registry)
        endpoints = OfficeSyncEndpoints(
            sync: sync, clock: clock, stored: { arrivals.note() },
            certify: { kit, request in
                // TLS judges certificates by the machine's own time.
                try folder.authority().issue(
                    kit: kit, request: request, at: Date(), serial: Randomness.system.bytes(16))
            }, patience: .seconds(20))
    }

    /// A clock that begins now and never jumps.
    package static func sinceStart() -> @Sendable () -> Duration {
        let begin = ContinuousClock.now
        return { ContinuousClock.now - begin }
    }

    /// Serves until a signal ends it.
    package func run() async throws { try await application().runService() }

    /// All that serves, to be run and ended by others, whatever signals come.
    package func services() throws -> ServiceGroup {
        ServiceGroup(configuration: .init(services: [try application()], logger: logger))
    }

    private func application() throws -> some ApplicationProtocol {
        let settings = registry.settings
        try folder.renewServer(at: Date())
        let listener = try SyncListener(endpoints: endpoints, door: door).application(
            host: settings.host, port: settings.syncPort, server: folder.server(),
            authorityPEM: folder.authorityPEM(), logger: logger)
        return pages.application(
            host: settings.host, port: settings.port, logger: logger,
            services: [
                listener, TownWatch(registry: registry), RetentionWatch(registry: registry, logger: logger),
                AppointmentWatch(appointments: appointments, registry: registry, logger: logger),
            ])
    }
}

/// Gathers arrivals: many batches that come while the registry is at work are taken in together, in one transaction.
private final class Arrivals: Sendable {
    private let signal: AsyncStream<Void>.Continuation

    init(_ registry: Registry) {
        let (stream, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.signal = signal
        Task { for await _ in stream { await registry.takeIn() } }
    }

    deinit { signal.finish() }

    func note() { signal.yield() }
}

/// Reads the town's folder again when a file in it changed; the last good town stays where it became worse.
private struct TownWatch: ServiceLifecycle.Service {
    let registry: Registry

    func run() async throws {
        var seen = stamp()
        while !Task.isShuttingDownGracefully {
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3)) } } catch { return }
            let now = stamp()
            guard now != seen else { continue }
            seen = now
            try? await registry.reloadTown()
        }
    }

    /// Names, sizes and times of change of all files.
    private func stamp() -> [String] {
        let path = registry.settings.town
        guard let walk = FileManager.default.enumerator(atPath: path) else { return [] }
        var stamp: [String] = []
        while let name = walk.nextObject() as? String {
            guard name.hasSuffix(".yaml") || name.hasSuffix(".yml"),
                let facts = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            else { continue }
            let time = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            stamp.append("\(name) \(facts[.size] as? Int ?? 0) \(time)")
        }
        return stamp.sorted()
    }
}
