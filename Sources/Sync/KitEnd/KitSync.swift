package import Foundation
package import Journal

/// What the kit knows durably when its sync begins.
package struct KitSyncStart: Sendable {
    package var kit: UInt16
    /// The heads of all generations this kit holds; the last one is the generation being written.
    package var heads: [Head]
    /// The signed head of the generation being written; nil before its first entry.
    package var signedHead: SignedHead?
    package var generation: UInt16
    /// The office's epoch as noted; 0 before the first contact.
    package var epoch: UInt32
    /// Keys of which no note says that the office has them.
    package var keys: [KeyID]
    /// Attachments likewise.
    package var attachments: [AttachmentRef]
    /// Where the recorded feed ends.
    package var feed: FeedChain
    /// Raw Ed25519 public keys of the office.
    package var officeKeys: [Data]

    package init(
        kit: UInt16, generation: UInt16, heads: [Head], signedHead: SignedHead?, epoch: UInt32, keys: [KeyID],
        attachments: [AttachmentRef], feed: FeedChain, officeKeys: [Data]
    ) {
        self.kit = kit
        self.generation = generation
        self.heads = heads
        self.signedHead = signedHead
        self.epoch = epoch
        self.keys = keys
        self.attachments = attachments
        self.feed = feed
        self.officeKeys = officeKeys
    }
}

/// The kit's end of the sync: a synchronous state machine. It does nothing itself; a driver tells it what happened and
/// does what it says, in order. Same events, times and randomness: same actions.
///
/// One contact: hello → keys, then entries, until the office has all → attachments, some side by side; the feed beside
/// them. Every kind of thing is a lane of its own with its own back-off, so that one bad thing holds up no other.
package struct KitSync: Sendable {
    enum Phase: Equatable, Sendable {
        case stopped
        /// No contact; greet again at this time.
        case waiting(until: Timestamp)
        case greeting
        case talking
        /// A contact is open and nothing is to be sent now.
        case resting
    }

    struct Flight: Sendable {
        let lane: Lane
        let request: SyncRequest
        let deadline: Timestamp
        /// Of a batch that has gone out: where it ends.
        var through: Position?

        /// The lanes of what it carries.
        var lanes: [Lane] {
            if case .pieces(let pieces) = request { pieces.map { .attachment($0.ref.id) } } else { [lane] }
        }
    }

    struct Waiting: Sendable {
        let ref: AttachmentRef
        var durable: UInt64
        /// A piece came to the office before the one it follows: nothing more of it is sent until all that is under way has
        /// come back.
        var isBehindGap = false
    }

    let kit: UInt16
    let pace: SyncPace
    let randomness: Randomness
    let officeKeys: [Data]

    var phase = Phase.stopped
    var contact: ContactToken?
    /// What the office understands.
    var wire = 1
    var refusal: Refusal?
    var flights: [RequestID: Flight] = [:]
    package private(set) var nextRequest: UInt64
    var troubles: [Lane: LaneTrouble] = [:]

    let generation: UInt16
    var signedHead: SignedHead?
    /// Own heads by generation.
    var heads: [UInt16: Head]
    /// The sequence the office has or keeps aside, by generation.
    var accepted: [UInt16: UInt64] = [:]
    var epoch: UInt32
    var keys: [KeyID]
    /// Keys the office refused; asked again at the next hello.
    var refusedKeys: [KeyID] = []
    var attachments: [Waiting]
    var feed: FeedChain
    var officeFeedThrough: UInt64 = 0
    /// Given out to be recorded; the chain goes on when they are.
    var recording: (messages: [FeedMessage], chain: FeedChain)?
    var backedUp: [Position] = []

    /// When an open contact is renewed.
    var nextHello = Timestamp(milliseconds: 0)
    /// Whether anything reached the office in this contact.
    var hasShipped = false
    /// Bytes of entries in one batch; less on a line that breaks.
    var batchBytes = SyncLimits.batchBytes
    /// A batch came to the office before the one it follows: no second one goes out until that one's answer has come.
    var isJournalBehindGap = false
    /// Milliseconds until the last answer to a batch or to pieces came, before the first one those of a quick greeting; nil where nothing
    /// is known.
    var lastTook: Int64?
    /// Requests with pieces that may be under way at once.
    var abreast = SyncLimits.batchRequests
    /// Entries that came while resting go out at this time.
    var gatheredAt: Timestamp?
    var lastContact: Timestamp?
    var timer: Timestamp?
    /// When a person last had a greeting given up for a new one.
    private var lastTry: Timestamp?
    var shown: SyncProgress?

    /// - Parameter firstRequest: higher than every request of a machine before it in the same program.
    package init(
        _ start: KitSyncStart, pace: SyncPace = SyncPace(), firstRequest: UInt64 = 1, randomness: Randomness
    ) {
        nextRequest = firstRequest
        kit = start.kit
        generation = start.generation
        self.pace = pace
        self.randomness = randomness
        officeKeys = start.officeKeys
        signedHead = start.signedHead
        heads = Dictionary(start.heads.map { ($0.position.generation, $0) }, uniquingKeysWith: { $1 })
        epoch = start.epoch
        keys = start.keys
        attachments = start.attachments.map { Waiting(ref: $0, durable: 0) }
        // The kit may have died when it had noted a new epoch and recorded nothing of it yet.
        feed = start.feed.epoch == start.epoch ? start.feed : FeedChain(kit: start.kit, epoch: start.epoch)
    }

    package mutating func received(_ event: KitSyncEvent, at now: Timestamp) -> [KitSyncAction] {
        var actions: [KitSyncAction] = []
        if phase == .stopped, event != .started {
            note(event, at: now)
            return []
        }
        switch event {
        case .started:
            if phase == .stopped { greet(at: now, &actions) }
        case .stopped:
            phase = .stopped
            dropContact()
            actions.append(.dropConnections)
        case .journalGrew, .keysMade, .attachmentReady, .inventory:
            note(event, at: now)
        case .timer:
            timer = nil
            wake(at: now, &actions)
        case .tryNow:
            switch phase {
            case .waiting, .resting: greet(at: now, &actions)
            case .greeting where mayTryAgain(at: now):
                lastTry = now
                actions.append(.dropConnections)
                greet(at: now, &actions)
            case .stopped, .greeting, .talking: break
            }
        case .loaded(let id, let place): flights[id]?.through = place
        case .answered(let id, let answer):
            if let flight = flights.removeValue(forKey: id) {
                let took = now.milliseconds - (flight.deadline.milliseconds - pace.patience)
                switch flight.lane {
                case .journal, .pieces: learn(took: took)
                // A greeting is short, and three times there and back: only on a line that is not very slow it is answered soon.
                case .line: if lastTook == nil, took < pace.fast / 3 { lastTook = took }
                default: break
                }
                take(answer, to: flight, at: now, &actions)
            }
        case .failed(let id, let trouble):
            if let flight = flights.removeValue(forKey: id) { fail(flight, trouble, at: now, &actions) }
        case .feedRecorded(let epoch, let number): feedWasRecorded(epoch, through: number, &actions)
        case .epochNotNoted(let reason): epochWasNotNoted(reason, at: now, &actions)
        case .feedNotRecorded(let reason):
            recording = nil
            trip(.feed, .ownDisk(reason), at: now)
        }
        proceed(at: now, &actions)
        setTimer(at: now, &actions)
        show(&actions)
        return Self.sendingFirst(actions)
    }

    /// A note that is lost costs only sending something again: the line does not wait until it is on the disk.
    private static func sendingFirst(_ actions: [KitSyncAction]) -> [KitSyncAction] {
        func isNote(_ action: KitSyncAction) -> Bool {
            switch action {
            case .noteKeys, .noteAttachment: true
            default: false
            }
        }
        guard actions.contains(where: isNote) else { return actions }
        return actions.filter { !isNote($0) } + actions.filter(isNote)
    }

    /// What grew on this kit.
    private mutating func note(_ event: KitSyncEvent, at now: Timestamp) {
        switch event {
        case .journalGrew(let signed):
            signedHead = signed
            heads[signed.position.generation] = signed.head
        case .keysMade(let new):
            keys += new.filter { !keys.contains($0) }
        case .attachmentReady(let ref):
            guard !attachments.contains(where: { $0.ref.id == ref.id }) else { return }
            attachments.append(Waiting(ref: ref, durable: 0))
        case .inventory(let all, let refs):
            keys = all
            refusedKeys = []
            let known = Dictionary(attachments.map { ($0.ref.id, $0.durable) }, uniquingKeysWith: { $1 })
            attachments = refs.map { Waiting(ref: $0, durable: known[$0.id] ?? 0) }
        default: return
        }
        if phase == .resting, gatheredAt == nil { gatheredAt = now.adding(pace.gather) }
    }

    private mutating func wake(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        if flights.values.contains(where: { $0.deadline <= now }) {
            loseLine(.timedOut, at: now, &actions)
            return
        }
        switch phase {
        case .waiting(let until):
            if until <= now { greet(at: now, &actions) }
        case .resting:
            if nextHello <= now { greet(at: now, &actions) } else { phase = .talking }
        case .stopped, .greeting, .talking: break
        }
    }

    private func mayTryAgain(at now: Timestamp) -> Bool {
        if let lastTry, lastTry.adding(pace.call) > now { return false }
        return flights.values.contains { $0.isOlder(than: pace.greeting, at: now, pace) }
    }

    mutating func greet(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        dropContact()
        phase = .greeting
        let greeting = SyncGreeting(
            head: signedHead, epoch: epoch, feedThrough: feed.number, unsent: unsentEntries)
        send(.hello(greeting), on: .line, at: now, &actions)
    }

    mutating func send(_ request: SyncRequest, on lane: Lane, at now: Timestamp, _ actions: inout [KitSyncAction]) {
        let id = RequestID(nextRequest)
        nextRequest += 1
        flights[id] = Flight(lane: lane, request: request, deadline: now.adding(pace.patience))
        actions.append(.send(id, request, contact: contact))
    }

    mutating func dropContact() {
        contact = nil
        flights = [:]
        hasShipped = false
        gatheredAt = nil
        isJournalBehindGap = false
        for index in attachments.indices { attachments[index].isBehindGap = false }
    }
}

extension KitSync.Flight {
    func isOlder(than age: Int64, at now: Timestamp, _ pace: SyncPace) -> Bool {
        deadline.milliseconds - pace.patience + age <= now.milliseconds
    }
}
