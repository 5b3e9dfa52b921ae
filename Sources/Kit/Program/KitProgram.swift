import Casework
import Foundation
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
    /// Readers and change terminal; nil where the program was started without.
    package let cards: CardDesk?
    let logger: Logger
    let sync: KitSyncDriver
    package let mirror: Mirror
    /// What of this machine a thief could read, as found at the start.
    package let diskWarnings: [DiskProtection.Warning]

    /// - Parameters:
    ///   - elapsed: time since some fixed moment, which never runs backwards; nil: this machine's.
    ///   - machine: where disk and swap are looked at; nil: they are not.
    ///   - cards: readers and change terminal; nil: there are none.
    ///   - stick: what the mirror lies on; nil: the disk of the kit's folder.
    package init(
        desk: Desk, settings: Settings, logger: Logger, elapsed: (@Sendable () -> Duration)? = nil,
        machine: MachineFiles? = nil, cards: CardDesk? = nil, stick: (any Disk)? = nil
    ) throws {
        self.desk = desk
        self.settings = settings
        self.logger = logger
        self.cards = cards
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
        mirror = Mirror(
            of: desk, folder: desk.folder, identity: desk.identity, store: desk.store, clock: desk.clock,
            stick: stick)
        let place = URL(filePath: desk.folder.path).standardizedFileURL.path(percentEncoded: false)
        diskWarnings = machine.map { DiskProtection.warnings(for: place, on: $0) } ?? []
        for warning in diskWarnings { logger.warning("\(warning.logText)") }
        printer = PDFPrinter(python: settings.python)
        desk.devices.show(.pdf(isReady: false))
        dayLock = DayLock(
            folder: desk.folder, cost: settings.lockCost, randomness: desk.randomness, now: elapsed)
    }

    /// Told to the office with each contact.
    package static let version = "1.0"

    /// The sync tries at once, whatever pause it was in.
    package func syncNow() { sync.tell(.tryNow) }

    /// After a new generation began the sync reads the folder anew.
    package func syncAnew() { sync.tell(.stopped) }

    /// A name for a form or a new thing that nobody can guess.
    package func freshOnce() -> String {
        var names = RandomNames(desk.randomness)
        return names.next()
    }
}
