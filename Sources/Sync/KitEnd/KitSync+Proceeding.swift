import Journal

extension KitSync {
    /// Sends what can be sent now; goes to rest when there is nothing.
    mutating func proceed(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        guard phase == .talking else { return }
        gatheredAt = nil
        let ships = refusal?.isKeptAside ?? true
        if ships { if wire >= 2 { sendJournalAbreast(at: now, &actions) } else { sendJournal(at: now, &actions) } }
        if officeFeedThrough > feed.number, recording == nil, !isFlying(.feed), isReady(.feed, at: now) {
            send(.feed(after: feed.number, epoch: epoch), on: .feed, at: now, &actions)
        }
        if refusal == nil, isJournalUnderWay || !isFlying(.keys) && !isFlying(.journal) {
            if wire >= 2 { sendPieces(at: now, &actions) } else { sendAttachments(at: now, &actions) }
        }
        guard flights.isEmpty, recording == nil else { return }
        phase = .resting
        troubles[.line] = nil
        if hasShipped { nextHello = min(nextHello, now.adding(pace.afterShipping)) }
        hasShipped = false
    }

    /// Keys go before the entries that need them; keys in trouble hold up no entries.
    private mutating func sendJournal(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        guard !isFlying(.keys), !isFlying(.journal) else { return }
        if !keys.isEmpty, isReady(.keys, at: now) {
            send(.keys(Array(keys.prefix(SyncLimits.keysPerRequest))), on: .keys, at: now, &actions)
        } else if let place = nextUnsent, isReady(.journal, at: now) {
            send(.entries(after: place, bytes: batchBytes), on: .journal, at: now, &actions)
        }
    }

    private mutating func sendAttachments(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        var underWay = attachmentsUnderWay
        for waiting in attachments {
            guard underWay.count < pace.window else { return }
            let lane = Lane.attachment(waiting.ref.id)
            guard !isFlying(lane), isReady(lane, at: now) else { continue }
            guard hasRoom(for: waiting, beside: underWay) else { return }
            send(.chunk(waiting.ref, offset: waiting.durable), on: lane, at: now, &actions)
            underWay = attachmentsUnderWay
        }
    }

    /// The place behind which entries are unsent: earlier generations first.
    var nextUnsent: Position? {
        for generation in heads.keys.sorted() {
            let sequence = accepted[generation] ?? 0
            if let head = heads[generation], head.position.sequence > sequence {
                return Position(kit: kit, generation: generation, sequence: sequence)
            }
        }
        return nil
    }

    var unsentEntries: UInt64 {
        heads.values.reduce(0) { sum, head in
            let accepted = accepted[head.position.generation] ?? 0
            return sum + (head.position.sequence > accepted ? head.position.sequence - accepted : 0)
        }
    }

    private var attachmentsUnderWay: (count: Int, bytes: Int) {
        let pieces = flights.values.compactMap { flight -> Int? in
            guard case .chunk(let ref, let offset) = flight.request else { return nil }
            return ref.pieceBytes(from: offset)
        }
        return (pieces.count, pieces.reduce(0, +))
    }

    /// All pieces under way together are at most one chunk: more would only be sent twice after a cut.
    private func hasRoom(for waiting: Waiting, beside underWay: (count: Int, bytes: Int)) -> Bool {
        if wire >= 2 { return flights.values.count { $0.lane == .pieces } < abreast }
        return underWay.count < pace.window
            && underWay.bytes + waiting.ref.pieceBytes(from: waiting.durable) <= SyncLimits.chunkBytes
    }

    func isFlying(_ lane: Lane) -> Bool { flights.values.contains { $0.lanes.contains(lane) } }

    func isReady(_ lane: Lane, at now: Timestamp) -> Bool { troubles[lane].map { $0.notBefore <= now } ?? true }

    /// When the machine has to be woken without any other event.
    /// - Parameter now: what could be sent now was sent. A lane whose time has come all the same waits for an answer, as an attachment does
    ///   behind one that has no room; a timer for it would come at once, again and again.
    private func wakeTime(after now: Timestamp? = nil) -> Timestamp? {
        var times = flights.values.map(\.deadline)
        switch phase {
        case .stopped: return nil
        case .waiting(let until): times.append(until)
        case .greeting: break
        case .talking: times += retryTimes.filter { time in now.map { time > $0 } ?? true }
        case .resting:
            times.append(nextHello)
            times += retryTimes
            if let gatheredAt { times.append(gatheredAt) }
        }
        return times.min()
    }

    /// When lanes in trouble that still have something to send are tried again. A lane that has to wait for an answer to
    /// another one needs no timer: its time may have come long ago, and the timer would never rest.
    private var retryTimes: [Timestamp] {
        let ships = (refusal?.isKeptAside ?? true) && !isFlying(.keys) && !isFlying(.journal)
        let underWay = attachmentsUnderWay
        return troubles.compactMap { lane, trouble -> Timestamp? in
            if isFlying(lane) { return nil }
            let hasWork =
                switch lane {
                case .line, .pieces: false
                case .keys: ships && !keys.isEmpty
                case .journal: ships && nextUnsent != nil
                case .feed: officeFeedThrough > feed.number && recording == nil
                case .attachment(let id):
                    ships && refusal == nil
                        && attachments.contains { $0.ref.id == id && hasRoom(for: $0, beside: underWay) }
                }
            return hasWork ? trouble.notBefore : nil
        }
    }

    mutating func setTimer(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        let wake = wakeTime(after: now)
        guard wake != timer else { return }
        timer = wake
        if let wake { actions.append(.setTimer(at: wake)) }
    }

    mutating func show(_ actions: inout [KitSyncAction]) {
        let progress = progress
        guard progress != shown else { return }
        shown = progress
        actions.append(.show(progress))
    }

    package var progress: SyncProgress {
        let problems = troubles.map { lane, trouble in
            SyncProgress.Problem(
                subject: .init(lane), since: trouble.since, attempts: trouble.failures, nextTry: trouble.notBefore,
                trouble: trouble.trouble)
        }.sorted { ($0.since, $0.subject.order) < ($1.since, $1.subject.order) }
        let total = attachments.reduce(0) { $0 + $1.ref.cipherByteCount }
        let durable = attachments.reduce(0) { $0 + $1.durable }
        return SyncProgress(
            state: state, unsentEntries: unsentEntries, unsentKeys: keys.count + refusedKeys.count,
            unsentAttachments: attachments.count, unsentBytes: total - durable, attachmentBytes: total,
            lastContact: lastContact, nextTry: flights.isEmpty ? wakeTime() : nil, problems: problems,
            // What was kept aside counts as sent, not as received.
            receivedThrough: refusal == nil ? accepted : [:], waitingAttachments: Set(attachments.map(\.ref.id)))
    }

    private var state: SyncProgress.State {
        if let refusal, phase != .stopped { return .refused(refusal) }
        let isDone = unsentEntries == 0 && keys.isEmpty && refusedKeys.isEmpty && attachments.isEmpty
        return switch phase {
        case .stopped: .stopped
        case .waiting: .offline
        case .greeting: lastContact != nil && isDone ? .upToDate : .connecting
        case .talking: isDone ? .upToDate : .sending
        case .resting: isDone ? .upToDate : .sending
        }
    }
}

extension AttachmentRef {
    /// How many bytes of the file go out in one request.
    func pieceBytes(from offset: UInt64) -> Int {
        Int(min(UInt64(SyncLimits.pieceBytes), cipherByteCount - min(offset, cipherByteCount)))
    }
}
