package import Casework
package import Crypto
import Foundation
package import Journal
package import Logging
package import Sync
package import Town

/// The desk of one kit. Commands run one at a time: a command reads the state, decides, and what it decided is durable in the journal before
/// anybody sees it. Knows nothing of pages.
package actor Desk {
    package nonisolated let identity: KitIdentity
    package nonisolated let folder: KitFolder
    package nonisolated let devices = DeviceBoard()
    package nonisolated let store: SQLiteJournalStore
    let keys: KeyRing
    let journal: Journal
    let attachments: AttachmentFolder
    let clock: WallClock
    let randomness: Randomness
    let logger: Logger
    /// No second desk writes a second history into the folder.
    private var hold: FolderLock?
    private var isClosed = false
    /// Nil while nobody has logged in since the start.
    private(set) var unlocked: DeskState?
    /// Known without a log-in: who works here, which places there are.
    package private(set) var town: Town
    private var clockOffset: Int64 = 0
    /// The latest time of an entry since a person last gave date and time. It never goes back by itself: the first entry of a clock
    /// that ran backwards, a log-in, must not take the doubt away.
    private var lastEntry: Moment?
    var officeTime: Moment?
    /// When the office was last heard of.
    var contactLimit: ContactLimit
    /// The office's lock as recorded, known without a log-in.
    var heardLock: String?
    /// Set once the office had this kit's keys erased.
    package internal(set) var erased: ErasedMark?
    private var progress: SyncProgress?
    /// What the office said it has, as of its last answer; nil where that is not known.
    var received: Received?
    /// Attachments whose file here is bad and on the mirror too, or there is none.
    var damaged: Set<KeyID> = []
    var receivedNotedAt: Int64 = 0
    var isReceivedUnnoted = false
    package private(set) var rate = TransferRate()
    /// A write failed, and it is not known whether it was stored.
    private(set) var mustRefold = false
    private var growth: [@Sendable (Growth) -> Void] = []
    /// Subjects whose keys the sync was told of.
    private var announced: Set<Subject> = []
    /// The office has entries that this disk lacks.
    package private(set) var isBehindOffice = false
    var mirror = MirrorStanding()
    /// Set when another laptop carries this kit on: nothing is written here any more.
    var successor: Successor?
    var changes: [@Sendable () -> Void] = []

    package init(
        folder: KitFolder, clock: WallClock = .system, randomness: Randomness = .system,
        logger: Logger = Logger(label: "kit")
    ) throws {
        let identity = try folder.identity()
        hold = try folder.disk.hold(folder.path)
        let store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName), on: folder.disk)
        let keys = try KeyRing(
            file: folder.file(KitFolder.keys), kit: identity.number, recipients: identity.file.recipients,
            randomness: randomness)
        let head = try store.head(kit: identity.number)
        // An entry that was changed must not keep the kit from starting: the journal finds it, and the page says where it is.
        let last = head.flatMap { try? store.entry(at: $0.position) }
        lastEntry = last.map { Moment(milliseconds: $0.header.time.milliseconds) }
        successor = try Self.successor(in: store)
        self.folder = folder
        self.clock = clock
        self.randomness = randomness
        self.logger = logger
        self.identity = identity
        self.store = store
        self.keys = keys
        journal = try Journal(
            kit: identity.number, store: store, keys: keys, signer: identity.file.signer, checkpoint: keys.checkpoint,
            randomness: randomness)
        attachments = try AttachmentFolder(
            path: folder.path(AttachmentFolder.name), on: folder.disk, randomness: randomness)
        town = try folder.town()
        contactLimit = try Self.contactLimit(in: store, at: clock.now())
        received = Self.received(in: store)
        erased = try folder.file(ErasedMark.fileName).read().flatMap {
            try? JSONDecoder().decode(ErasedMark.self, from: $0)
        }
    }

    // MARK: Time

    package func now() -> Moment { Moment(milliseconds: clock.now().milliseconds + clockOffset) }

    private var clockDoubt: ClockDoubt? {
        let now = now()
        let minute: Int64 = 60_000
        if let lastEntry, lastEntry.milliseconds > now.milliseconds + 2 * minute {
            return .ranBackwards(last: lastEntry)
        }
        if let officeTime {
            let ahead = now.milliseconds - officeTime.milliseconds
            if ahead < -10 * minute || ahead > 400 * 24 * 60 * minute { return .againstOffice(officeTime) }
        }
        return nil
    }

    /// A person has given date and time; the difference holds until the kit is started anew.
    package func setClock(to confirmed: Moment, by clerk: ClerkID) async throws {
        let shown = now()
        let (offset, known) = (clockOffset, officeTime)
        clockOffset += confirmed.milliseconds - shown.milliseconds
        officeTime = nil
        do {
            _ = try await commit { view, _ in
                [.ofBook(view.today, .clockChecked(ClockChecked(shown: shown, confirmed: confirmed, clerk: clerk)))]
            }
        } catch {
            (clockOffset, officeTime) = (offset, known)
            throw error
        }
        lastEntry = confirmed
    }

    // MARK: Opening

    package var isUnlocked: Bool { unlocked != nil }

    /// Opens the keys with the kit's own key and folds the open segments.
    package func unlock(with kitKey: SymmetricKey) throws {
        guard erased == nil else { throw DeskFault.locked }
        keys.unlock(with: kitKey)
        do {
            var state = DeskState(kit: identity.code, number: identity.number, generation: Int(journal.generation))
            state.feed.unlock(with: try folder.agreementKey(under: kitKey))
            try fold(into: &state)
            unlocked = state
        } catch {
            lock()
            throw error
        }
        pinTown()
    }

    /// Forgets every key and everything that was read with them.
    package func lock() {
        keys.lock()
        unlocked = nil
    }

    /// Lets the folder go, for another desk to open it. This one writes nothing any more.
    package func close() {
        lock()
        isClosed = true
        hold = nil
    }

    private func fold(into state: inout DeskState) throws {
        var latest: Moment?
        _ = try journal.replay { entry, body in
            let moment = Moment(milliseconds: entry.header.time.milliseconds)
            latest = latest.map { max($0, moment) } ?? moment
            switch body {
            case .clear(let bytes), .opened(let bytes):
                do {
                    let event = try DeskEvent(entry.header, body: bytes)
                    if case .ofBook(_, .clockChecked(let checked)) = event { latest = checked.confirmed }
                    state.apply(event, at: moment, in: entry.header)
                } catch let error as EventCodecError {
                    // Kept in the journal, counted, and shown: never dropped.
                    state.unknownEntries += 1
                    logger.warning("entry not understood", metadata: ["why": "\(error)"])
                }
            case .sealed: state.applyWithoutBody(entry.header, at: moment, because: .sealed)
            case .erased: state.applyWithoutBody(entry.header, at: moment, because: .erased)
            }
        }
        lastEntry = latest ?? lastEntry
    }

    // MARK: Reading and writing

    package func view() throws(DeskFault) -> DeskView {
        guard let unlocked else { throw .locked }
        return DeskView(
            state: unlocked, town: town, now: now(), fault: journal.fault, sync: progress,
            isBehindOffice: isBehindOffice, clockDoubt: clockDoubt, contact: contactLimit.standing(at: now()),
            devices: devices.states, head: journal.head, mirror: mirror, successor: successor,
            damaged: damaged)
    }

    /// Decides on the present state and makes what was decided durable, all of it or nothing.
    /// - Parameter decide: pure; gets the present view and a source of random names.
    /// - Returns: the view after it.
    @discardableResult
    package func commit(
        _ decide: (DeskView, inout RandomNames) throws -> [DeskEvent]
    ) async throws -> DeskView {
        try append(try decided(decide))
        return try view()
    }

    /// The view goes out of scope before the state changes, so that the state is changed in place and not copied.
    private func decided(_ decide: (DeskView, inout RandomNames) throws -> [DeskEvent]) throws -> [DeskEvent] {
        let before = try view()
        if let lock = before.lock { throw lock }
        var names = RandomNames(randomness)
        return try decide(before, &names)
    }

    /// Writes entries that need no log-in (messages of the feed), or that were just decided.
    func append(_ events: [DeskEvent]) throws(DeskFault) {
        guard !events.isEmpty else { return }
        guard !isClosed else { throw .locked }
        if let successor { throw .replaced(successor) }
        if mustRefold, unlocked != nil {
            do { try refold() } catch let fault as JournalFault { throw .journal(fault) } catch { throw .locked }
        }
        let time = Timestamp(milliseconds: now().milliseconds)
        var segment = unlocked?.segment ?? storedSegment
        var drafts: [Draft] = []
        if opensNewSegment(events), let state = unlocked {
            segment += 1
            let opened = SegmentOpened(
                segment: segment, cases: state.caseNumbers.last, receipts: state.receipts.last,
                feedEpoch: state.feed.chain.epoch, feedNumber: state.feed.chain.number, feedHead: state.feed.chain.head)
            drafts.append(try! DeskEvent.ofKit(.segmentOpened(opened)).draft(kit: identity.code.text))
        }
        do { drafts += try events.map { try $0.draft(kit: identity.code.text) } } catch {
            throw .journal(.store(.unusable(reason: "\(error)")))
        }
        let entries: [Entry]
        do throws(JournalFault) {
            entries = try journal.append(drafts, segment: segment, at: time)
        } catch {
            // A store that reports a failure may have written all the same: what is stored decides before the next entry.
            if case .store = error { mustRefold = true }
            if case .keys(.erased) = error, let number = takenCase(in: events) { throw .takenByOffice(number) }
            throw .journal(error)
        }
        let moment = Moment(milliseconds: time.milliseconds)
        lastEntry = lastEntry.map { max($0, moment) } ?? moment
        if unlocked != nil {
            for (entry, event) in zip(entries.suffix(events.count), events) {
                unlocked?.apply(event, at: moment, in: entry.header)
            }
            unlocked?.segment = segment
            if events.contains(where: { if case .ofOuting(_, .visitEnded) = $0 { true } else { false } }) {
                forgetAcknowledged()
            }
            if events.contains(where: \.endsCancelledCases) { forgetCancelled() }
            pinTown()
        }
        announce(entries, events)
    }

    /// Each outing begins a segment of its own, unless nothing but the morning is in the present one.
    private func opensNewSegment(_ events: [DeskEvent]) -> Bool {
        guard let state = unlocked else { return false }
        return events.contains { event in
            guard case .ofOuting(let id, .opened) = event else { return false }
            return state.segmentOutings[state.segment].map { !$0.isEmpty && !$0.contains(id) } ?? false
        }
    }

    private var storedSegment: UInt32 {
        guard let head = journal.head, let entry = try? store.entry(at: head.position) else { return 1 }
        return entry.header.segment
    }

    // MARK: A broken journal

    /// Starts a new generation behind the last entry that can be believed. What stands there stays readable.
    package func continueInNewGeneration(because reason: String) throws {
        guard unlocked != nil else { throw DeskFault.locked }
        if let successor { throw DeskFault.replaced(successor) }
        let fault = journal.fault
        guard let last = try journal.replay({ _, _ in }) else { throw DeskFault.journal(.noGenerationLeft) }
        try journal.startGeneration(after: last)
        do {
            try append([
                .ofKit(
                    .generationStarted(
                        GenerationStarted(
                            reason: reason, continuesGeneration: last.position.generation,
                            continuesSequence: last.position.sequence)))
            ])
        } catch {
            if let fault { journal.close(for: fault) }
            throw error
        }
        // What stood behind the break is no part of the history any more, and must not stay in memory either.
        try refold()
    }

    /// Reads the state anew from what is stored.
    func refold() throws {
        guard let old = unlocked else { throw DeskFault.locked }
        var state = DeskState(kit: identity.code, number: identity.number, generation: Int(journal.generation))
        state.feed = old.feed.emptied
        try fold(into: &state)
        unlocked = state
        mustRefold = false
        pinTown()
    }

    // MARK: Sync

    /// What became durable, for the sync that runs beside the desk.
    package struct Growth: Sendable {
        package let head: SignedHead
        package let keys: [KeyID]
        package let attachments: [AttachmentRef]
    }

    /// What the sync showed last; known without a log-in.
    package var shown: SyncProgress? { progress }
    package func show(_ progress: SyncProgress) {
        self.progress = completed(progress)
        examine(progress.problems)
        rate.note(progress, at: clock.now())
    }

    /// When the oldest entry was written that the office has not stored; nil where that is none or not known.
    package func unsentSince() -> Moment? {
        guard let progress, progress.isKnown, progress.unsentEntries > 0, let heads = try? store.heads() else {
            return nil
        }
        for head in heads where head.position.kit == identity.number {
            let generation = head.position.generation
            let place = Position(
                kit: identity.number, generation: generation,
                sequence: (progress.receivedThrough[generation] ?? 0) + 1)
            guard place <= head.position, let entry = try? store.entry(at: place) else { continue }
            return Moment(milliseconds: entry.header.time.milliseconds)
        }
        return nil
    }

    package func noticeBehind(office: Head) { isBehindOffice = true }
    package var catalogueHash: String { town.catalogue.hash }

    /// Called after every durable append.
    package func whenGrown(_ call: @escaping @Sendable (Growth) -> Void) { growth.append(call) }

    private func announce(_ entries: [Entry], _ events: [DeskEvent]) {
        noticeChange()
        guard !growth.isEmpty, !entries.isEmpty, let head = journal.signedHead else { return }
        var new: [KeyID] = []
        for entry in entries where !entry.header.keyID.isClear && announced.insert(entry.header.subject).inserted {
            new += keys.rows(of: entry.header.subject).map(\.id)
        }
        var refs: [AttachmentRef] = []
        for case .attachmentAdded(_, let ref) in events {
            refs.append(ref)
            new.append(ref.keyID)
        }
        for call in growth { call(Growth(head: head, keys: new, attachments: refs)) }
    }

    /// A case that is open here and that the office has acknowledged all the same: the replaced laptop had given it away.
    private func takenCase(in events: [DeskEvent]) -> CaseNumber? {
        events.lazy.compactMap { event in
            if case .ofCase(let number, _) = event { number } else { nil }
        }.first { unlocked?.feed.acknowledged.contains($0) ?? false }
    }

    /// Cases the office owns leave the memory too, as soon as their visit has ended: until then their papers can still be printed.
    func forgetAcknowledged() {
        guard let state = unlocked else { return }
        for number in state.feed.acknowledged {
            guard let item = state.cases[number], item.access == .readable else { continue }
            if let visit = state.visit(of: number)?.visit, visit.endedAt == nil { continue }
            unlocked?.cases[number]?.erase()
        }
    }

    /// What its citizen withdrew belongs to nobody: its key goes, here and what is sealed to the office, as soon as the visit has ended.
    func forgetCancelled() {
        guard let state = unlocked else { return }
        for item in state.cases.values where item.state == .cancelled && item.access == .readable {
            if let visit = state.visit(of: item.number)?.visit, visit.endedAt == nil { continue }
            eraseSealedToo(item.number)
            unlocked?.cases[item.number]?.erase()
        }
    }

    // MARK: Town

    /// While an outing is open its catalogue stays; otherwise the newest good one of the feed is taken.
    private func pinTown() {
        guard let state = unlocked else { return }
        if let outing = state.outing, let hash = outing.opening?.catalogue {
            if town.catalogue.hash != hash, let pinned = try? folder.town(hash: hash) { town = pinned }
            return
        }
        guard let json = state.feed.catalogue, let bundle = try? TownBundle(json: json),
            bundle.hash != town.catalogue.hash
        else { return }
        let loaded = TownFolder.reload(bundle: bundle, keeping: town)
        if loaded.mistakes.isEmpty, (try? folder.keep(bundle)) != nil { town = loaded.town }
    }
}

/// Random names for what is made in a commit: visits, persons, forms.
package struct RandomNames {
    private let randomness: Randomness

    package init(_ randomness: Randomness) { self.randomness = randomness }

    /// Twelve letters and digits without look-alikes, 59 bits.
    package mutating func next() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return String(randomness.bytes(12).map { alphabet[Int($0) % alphabet.count] })
    }

    package mutating func citizenCode() -> String {
        var generator = BytesGenerator(randomness: randomness)
        return CitizenCode(using: &generator).text
    }

    private struct BytesGenerator: RandomNumberGenerator {
        let randomness: Randomness
        mutating func next() -> UInt64 { randomness.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
    }
}
