package import Casework
import Crypto
package import Foundation
package import Journal
package import Logging
import Sync
import Town

/// The office's registry. Decisions run one at a time: one reads the state, decides, and what it decided is durable in the office's own chain
/// before anybody sees it. Knows nothing of pages.
package actor Registry {
    package let folder: OfficeFolder
    package nonisolated let ledger: SQLiteOfficeLedger
    package nonisolated let store: SQLiteJournalStore
    package nonisolated let attachments: AttachmentFolder
    package nonisolated let shelf: KeyShelf
    package nonisolated let settings: OfficeSettings
    package nonisolated let clock: WallClock
    nonisolated let logger: Logger
    let randomness: Randomness
    /// Two offices on one folder would write two histories.
    private var hold: FolderLock?
    private(set) var isClosed = false
    let keys: KeyStore
    let opener: SoftwareKeyOpener
    let journal: Journal
    /// What was erased, for ever; beside the key file.
    var erasures: ErasureList
    let feedKey: Curve25519.Signing.PrivateKey
    nonisolated let substitutes: SubstituteBook
    package nonisolated let enrolments: EnrolmentBook

    var state = OfficeState()
    var townInUse: TownInUse
    /// How far the store was folded.
    var cursor: Int64 = 0
    /// What happened to cases since the kits were last told.
    var untold = Untold()
    /// Entries of books whose key has not come yet.
    var closedBooks: [Entry] = []
    /// After what failed: until it is tried again.
    var pause = Duration.seconds(10)
    /// It will be tried again.
    var isWaiting = false
    private let later: Later
    /// Cases of which a book was read, or that were received, since the books were last compared.
    var unsettled: Set<CaseNumber> = []

    /// Does a piece of work after a pause.
    package typealias Later = @Sendable (_ pause: Duration, _ work: @escaping @Sendable () async -> Void) -> Void

    /// - Parameters:
    ///   - withoutErasureList: a person has said that the lost list of erasures is to be made anew from what is known here.
    ///   - later: how what failed is tried again.
    package init(
        folder: OfficeFolder, clock: WallClock = .system, randomness: Randomness = .system,
        withoutErasureList: Bool = false, logger: Logger = Logger(label: "office"),
        later: @escaping Later = { pause, work in
            Task {
                try? await Task.sleep(for: pause)
                await work()
            }
        }
    ) throws {
        self.later = later
        try folder.refuseBackup()
        self.folder = folder
        self.clock = clock
        self.randomness = randomness
        self.logger = logger
        hold = try folder.hold()
        settings = try folder.settings()
        let identity = try folder.identity()
        let secrets = try folder.secrets()
        ledger = try SQLiteOfficeLedger(path: folder.path(SQLiteOfficeLedger.fileName), on: folder.disk)
        store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName), on: folder.disk)
        attachments = try AttachmentFolder(
            path: folder.path(AttachmentFolder.name), on: folder.disk, randomness: randomness)
        opener = try secrets.opener
        substitutes = SubstituteBook(ledger: ledger, key: secrets.atRestKey)
        enrolments = EnrolmentBook(ledger: ledger, atRestKey: secrets.atRestKey)
        let keys = try KeyStore(
            path: folder.path(KeyStore.fileName), on: folder.disk, atRestKey: secrets.atRestKey, opener: opener,
            recipients: identity.recipients, randomness: randomness)
        self.keys = keys
        erasures = try ErasureList.opening(
            folder, identity, ledger: ledger, keys: keys, makingAnew: withoutErasureList)
        shelf = KeyShelf(keys, ledger: ledger)
        journal = try Journal(kit: 0, store: store, keys: keys, signer: identity.signer, randomness: randomness)
        feedKey = try Curve25519.Signing.PrivateKey(rawRepresentation: identity.signingKey)
        let now = Moment(milliseconds: clock.now().milliseconds)
        townInUse = TownInUse(town: try folder.town(), mistakes: [], checkedAt: now)
    }

    /// Folds what is stored, receives what can be received, and tells the kits what they were not told before the last end.
    package func start() throws {
        state.erasedKits = Set(try ledger.kits().map(\.kit).filter { $0.state == .erased }.map(\.number))
        try absorb()
        try repeatErasures()
        try receive()
        try settle()
        try tellKits()
        try sendCatalogue()
        try repeatOrders()
        try sendOfficeKeys()
        try sendSlips()
    }

    /// Lets the folder go, for another office to open it. This one writes nothing any more.
    package func close() {
        isClosed = true
        hold = nil
    }

    /// Kits that nobody told would hear nothing until something arrives.
    func takeInAgainLater() {
        guard !isWaiting, !isClosed else { return }
        isWaiting = true
        later(pause) { [weak self] in await self?.takeInAgain() }
    }

    private func takeInAgain() {
        isWaiting = false
        if !isClosed { takeIn() }
    }

    package func now() -> Moment { Moment(milliseconds: clock.now().milliseconds) }

    package func view() -> OfficeView {
        OfficeView(state: state, town: townInUse, now: now(), generation: Int(journal.generation))
    }

    /// Decides on the present state and makes what was decided durable, all of it or nothing; then tells the kits. When that fails, what
    /// was decided stands all the same, and it is tried again in a while.
    /// - Returns: the view after it.
    @discardableResult
    package func commit(_ decide: @Sendable (OfficeView) throws -> [OfficeEvent]) throws -> OfficeView {
        let events = try decide(view())
        if !events.isEmpty {
            try append(events)
            do { try tellKits() } catch {
                logger.error("telling the kits failed", metadata: ["kind": "\(type(of: error))"])
                takeInAgainLater()
            }
        }
        return view()
    }

    func append(_ events: [OfficeEvent]) throws {
        guard !isClosed else { throw OfficeFault.closed }
        do throws(JournalFault) {
            _ = try journal.append(
                events.map { event in
                    // Our own events always have a draft: their names are within the journal's limits.
                    try! event.draft()
                }, segment: 1, at: clock.now())
        } catch { throw OfficeFault.journal(error) }
        try absorb()
    }

    /// A code for a citizen's paper.
    package nonisolated func citizenCode() -> String {
        var generator = SystemRandomNumberGenerator()
        return CitizenCode(using: &generator).text
    }

    // MARK: Town

    /// Reads the town's folder again; a worse one changes nothing.
    package func reloadTown() throws {
        let (town, mistakes) = TownFolder.reload(path: settings.town, keeping: townInUse.town)
        if mistakes.count != townInUse.mistakes.count {
            logger.notice("town folder read", metadata: ["mistakes": "\(mistakes.count)"])
        }
        townInUse.town = town
        townInUse.mistakes = mistakes
        townInUse.checkedAt = now()
        try sendCatalogue()
    }

    // MARK: Attachments

    /// Bytes in clear and media type of an attachment of a received case; nil when the case has none of that name.
    package func attachment(_ id: AttachmentID, of number: CaseNumber) throws -> (bytes: Data, mediaType: String)? {
        guard let key = KeyID(hex: id.text), let ref = state.cases[number]?.attachments[key] else { return nil }
        let bytes = try attachments.read(ref, key: keys.key(ref.keyID))
        return (bytes, ref.mediaType)
    }
}
