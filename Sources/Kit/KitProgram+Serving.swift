import Casework
package import Hummingbird
import Journal
import Pages
import ServiceLifecycle
import Sync

/// The features put together: the only place that knows them all.
extension KitProgram {
    /// Every address of the kit; the same for the running program and the tests.
    package func router() -> Router<KitContext> {
        let router = Router(context: KitContext.self)
        router.addGuards(
            sessions, cookie: cookie, program: "Koffer \(desk.identity.code.text)", hosts: .local(port: settings.port))
        router.add(middleware: ErasedNotice(self))
        // Before the log-in.
        AccessRoutes(self).add(to: router)
        SubstituteRoutes(self).add(to: router)
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
        RegisterRoutes(self).add(to: desk)
        CaseRoutes(self).add(to: desk)
        ChipRoutes(self).add(to: desk)
        ReadChipRoutes(self).add(to: desk)
        CardProgressRoute(self).add(to: desk)
        StickerRoutes(self).add(to: desk)
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

    /// Serves the pages and ships beside them, until it is cancelled or the process is told to end.
    package func run() async throws {
        try await desk.repeatErasure()
        // The worker says whether it can; its start is over before the first receipt.
        let (printer, devices) = (printer, desk.devices)
        Task { devices.show(.pdf(isReady: await printer.warmUp())) }
        await desk.whenGrown { [sync] growth in
            if !growth.keys.isEmpty { sync.tell(.keysMade(growth.keys)) }
            sync.tell(.journalGrew(growth.head))
            for ref in growth.attachments { sync.tell(.attachmentReady(ref)) }
        }
        // Later every page that asks for a reader says it anew.
        if let cards { Task { desk.devices.show(.cardReader(isReady: await cards.isThere())) } }
        await desk.whenChanged { [mirror] in mirror.wake() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application().runService() }
            group.addTask { await sync.run() }
            group.addTask { await mirror.run() }
            try await group.next()
            group.cancelAll()
        }
    }
}
