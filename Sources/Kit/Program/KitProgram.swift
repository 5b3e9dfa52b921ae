import Casework
import Foundation
package import Hummingbird
package import Journal
package import Logging
package import Pages
import Sync

/// The kit: a desk, its pages on this machine alone, and the sync beside them.
package struct KitProgram: Sendable {
    package struct Settings: Sendable {
        package var port: Int
        /// Idle minutes until a session locks itself.
        package var lockAfterMinutes: Int
        /// The Python that makes PDFs; nil: pages are printed by the browser.
        package var python: String?
        /// Of the secrets and PINs that are set at this kit.
        package var lockCost: ScryptCost

        package init(
            port: Int = 8080, lockAfterMinutes: Int = 10, python: String? = nil, lockCost: ScryptCost = .standard
        ) {
            self.port = port
            self.lockAfterMinutes = lockAfterMinutes
            self.python = python
            self.lockCost = lockCost
        }
    }

    package let desk: Desk
    package let settings: Settings
    package let sessions: Sessions<DeskClerk>
    package let cookie: SessionCookie
    package let pages: KitPages
    package let printer: PDFPrinter
    package let dayLock: DayLock
    let logger: Logger
    private let sync: KitSyncDriver

    /// - Parameter elapsed: time since some fixed moment, which never runs backwards; nil: this machine's.
    package init(
        desk: Desk, settings: Settings, logger: Logger, elapsed: (@Sendable () -> Duration)? = nil
    ) throws {
        self.desk = desk
        self.settings = settings
        self.logger = logger
        let start = ContinuousClock.now
        let elapsed = elapsed ?? { ContinuousClock.now - start }
        sessions = Sessions(
            lockAfter: .seconds(settings.lockAfterMinutes * 60), now: elapsed,
            random: { count in [UInt8](Randomness.system.bytes(count)) })
        cookie = SessionCookie(program: "kit", isSecure: false)
        pages = KitPages(desk: desk, lockAfterSeconds: settings.lockAfterMinutes * 60)
        sync = KitSyncDriver(
            holdings: DeskHoldings(desk), office: try desk.folder.office(desk.identity), program: Self.version,
            clock: desk.clock, logger: logger)
        printer = PDFPrinter(python: settings.python)
        desk.devices.show(.pdf(isReady: false))
        dayLock = DayLock(
            folder: desk.folder, cost: settings.lockCost, randomness: desk.randomness, now: elapsed)
    }

    /// Every address of the kit; the same for the running program and the tests.
    package func router() -> Router<KitContext> {
        let router = Router(context: KitContext.self)
        router.addGuards(sessions, cookie: cookie, program: "Koffer", hosts: .local(port: settings.port))
        // Before the log-in.
        AccessRoutes(self).add(to: router)
        // Behind it.
        let desk = router.group()
            .add(middleware: SessionRequired(logIn: KitAddress.logIn, unlock: KitAddress.locked))
            .add(middleware: DeskOpen(self))
            .add(middleware: SaveAgain(self))
        TodayRoutes(self).add(to: desk)
        QueueRoutes(self).add(to: desk)
        OutingRoutes(self).add(to: desk)
        IntegrityRoutes(self).add(to: desk)
        VisitRoutes(self).add(to: desk)
        CaseRoutes(self).add(to: desk)
        TransferRoutes(self).add(to: desk)
        BillRoutes(self).add(to: desk)
        CashRoutes(self).add(to: desk)
        SearchRoutes(self).add(to: desk)
        FollowUpRoutes(self).add(to: desk)
        SyncRoutes(self).add(to: desk)
        ConcernRoutes(self).add(to: desk)
        return router
    }

    package func application() -> some ApplicationProtocol {
        Application(
            router: router(),
            configuration: .init(address: .hostname("127.0.0.1", port: settings.port), serverName: nil),
            logger: logger)
    }

    /// Told to the office with each contact.
    package static let version = "1.0"

    /// The sync tries at once, whatever pause it was in.
    package func syncNow() { sync.tell(.tryNow) }

    /// After a new generation began the sync reads the folder anew.
    package func syncAnew() { sync.tell(.stopped) }

    /// Serves the pages and ships beside them, until it is cancelled or the process is told to end.
    package func run() async throws {
        // No second process writes a second history.
        let lock = try FolderLock(folder: desk.folder.path)
        defer { withExtendedLifetime(lock) {} }
        // The worker says whether it can; its start is over before the first receipt.
        let (printer, devices) = (printer, desk.devices)
        Task { devices.show(.pdf(isReady: await printer.warmUp())) }
        await desk.whenGrown { [sync] growth in
            if !growth.keys.isEmpty { sync.tell(.keysMade(growth.keys)) }
            sync.tell(.journalGrew(growth.head))
            for ref in growth.attachments { sync.tell(.attachmentReady(ref)) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application().runService() }
            group.addTask { await sync.run() }
            try await group.next()
            group.cancelAll()
        }
    }
}
