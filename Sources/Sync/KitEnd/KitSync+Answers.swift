import Journal

extension KitSync {
    mutating func take(
        _ answer: SyncAnswer, to flight: Flight, at now: Timestamp, _ actions: inout [KitSyncAction]
    ) {
        lastContact = now
        switch (flight.request, answer) {
        case (.hello, .hello(let answer)): take(answer, at: now, &actions)
        case (.keys(let sent), .keys(let answer)): take(answer, of: sent, at: now, &actions)
        case (.entries(let position, _), .entries(let answer)):
            take(answer, after: position, through: flight.through, at: now, &actions)
        case (.chunk(let ref, let offset), .chunk(let answer)):
            take(answer, of: ref, offset: offset, at: now, &actions)
        case (.pieces(let pieces), .pieces(let answer)) where answer.pieces.count == pieces.count:
            for (piece, answer) in zip(pieces, answer.pieces) { take(answer, of: piece, at: now, &actions) }
        case (.feed, .feed(let answer)): take(answer, at: now, &actions)
        default: for lane in flight.lanes { trip(lane, .unreadableAnswer, at: now) }
        }
    }

    private mutating func take(_ answer: HelloAnswer, at now: Timestamp, _ actions: inout [KitSyncAction]) {
        contact = answer.contact
        wire = answer.wire ?? 1
        phase = .talking
        nextHello = now.adding(pace.idle)
        actions.append(.learnedTime(answer.officeTime))
        if answer.epoch != epoch {
            epoch = answer.epoch
            feed.begin(epoch: epoch)
            recording = nil
            actions.append(.epochBegan(epoch))
        }
        if answer.refusal != refusal {
            refusal = answer.refusal
            actions.append(.refused(refusal))
        }
        accepted = [:]
        for head in answer.accepted where head.position.kit == kit {
            accepted[head.position.generation] = head.position.sequence
            checkOwn(head, at: now, &actions)
        }
        for position in answer.keptAside where position.kit == kit {
            accepted[position.generation] = max(accepted[position.generation] ?? 0, position.sequence)
        }
        if answer.backedUp != backedUp {
            backedUp = answer.backedUp
            actions.append(.backedUp(backedUp))
        }
        officeFeedThrough = answer.feedThrough
        let partial = Dictionary(answer.partial.map { ($0.id, $0.bytes) }, uniquingKeysWith: { $1 })
        for index in attachments.indices { attachments[index].durable = partial[attachments[index].ref.id] ?? 0 }
        keys += refusedKeys
        refusedKeys = []
    }

    /// The office's head must be an entry of ours: a disk put back to an older state must not write a second history.
    private mutating func checkOwn(_ office: Head, at now: Timestamp, _ actions: inout [KitSyncAction]) {
        guard office.position.generation == generation else { return }
        let own = heads[generation]
        let ownSequence = own?.position.sequence ?? 0
        if office.position.sequence > ownSequence {
            actions.append(.journalIsBehind(office: office))
            trip(.journal, .journalIsBehind, at: now)
        } else if office.position.sequence == ownSequence, let own, own.hash != office.hash {
            trip(.journal, .entries(.forked), at: now)
        }
    }

    private mutating func take(
        _ answer: KeysAnswer, of sent: [KeyID], at now: Timestamp, _ actions: inout [KitSyncAction]
    ) {
        let sent = Set(sent)
        let stored = answer.stored.filter(sent.contains)
        let refused = answer.refused.filter(sent.contains)
        let done = Set(stored + refused)
        keys.removeAll { done.contains($0) }
        refusedKeys += refused
        if !stored.isEmpty {
            actions.append(.noteKeys(stored))
            wentForward(.keys)
        }
        if !refusedKeys.isEmpty {
            trip(.keys, .keysRefused(refusedKeys.count), at: now, holdingUp: false)
        } else if stored.isEmpty {
            trip(.keys, .noProgress, at: now)
        }
    }

    private mutating func take(
        _ answer: EntriesAnswer, after sent: Position, through: Position?, at now: Timestamp,
        _ actions: inout [KitSyncAction]
    ) {
        let generation = sent.generation
        let before = accepted[generation] ?? 0
        if answer.fault == nil, let through, through.sequence <= before {
            // The batch behind it was answered first.
            return wentForward(.journal)
        }
        // It overtook the batch before it, whose answer says where to go on from.
        isJournalBehindGap = answer.fault?.kind == .gap && isFlying(.journal)
        if isJournalBehindGap { return }
        if let head = answer.accepted, head.position.kit == kit, head.position.generation == generation {
            accepted[generation] = head.position.sequence
        } else {
            accepted[generation] = 0
        }
        if answer.keptAside > accepted[generation] ?? 0 { accepted[generation] = answer.keptAside }
        let wentOn = accepted[generation] != before
        if let fault = answer.fault {
            // A gap with another place to go on from needs no pause: the next batch begins there.
            if fault.kind == .gap, wentOn { return }
            trip(.journal, .entries(fault.kind), at: now, holdingUp: !wentOn)
        } else if wentOn {
            wentForward(.journal)
        } else {
            trip(.journal, .noProgress, at: now)
        }
    }

    private mutating func take(
        _ answer: AttachmentAnswer, of ref: AttachmentRef, offset: UInt64, at now: Timestamp,
        _ actions: inout [KitSyncAction]
    ) {
        let lane = Lane.attachment(ref.id)
        guard let index = attachments.firstIndex(where: { $0.ref.id == ref.id }) else { return }
        if answer.complete {
            attachments.remove(at: index)
            wentForward(lane)
            actions.append(.noteAttachment(ref.id))
            return
        }
        let durable = min(answer.durable, ref.cipherByteCount)
        let moved = durable != attachments[index].durable
        attachments[index].durable = durable
        if let fault = answer.fault {
            trip(lane, .attachment(fault), at: now)
        } else if moved {
            wentForward(lane)
        } else {
            trip(lane, .noProgress, at: now)
        }
    }

    /// Several pieces of an attachment may be under way, and come to the office in another order.
    private mutating func take(
        _ answer: AttachmentAnswer, of piece: AttachmentPiece, at now: Timestamp, _ actions: inout [KitSyncAction]
    ) {
        let (ref, lane) = (piece.ref, Lane.attachment(piece.ref.id))
        guard let index = attachments.firstIndex(where: { $0.ref.id == ref.id }) else { return }
        let isFlying = isFlying(lane)
        if answer.complete { return take(answer, of: ref, offset: piece.offset, at: now, &actions) }
        if answer.fault == nil, answer.durable >= piece.end {
            let durable = min(answer.durable, ref.cipherByteCount)
            attachments[index].durable = max(attachments[index].durable, durable)
            if !isFlying { attachments[index].isBehindGap = false }
            return wentForward(lane)
        }
        attachments[index].isBehindGap = isFlying
        // A piece that overtook the one before it: that one's answer says where to go on from.
        if answer.fault == nil, isFlying { return }
        if answer.fault == nil, answer.durable == attachments[index].durable, piece.offset > answer.durable { return }
        take(answer, of: ref, offset: piece.offset, at: now, &actions)
    }

    private mutating func take(_ answer: FeedAnswer, at now: Timestamp, _ actions: inout [KitSyncAction]) {
        var chain = feed
        var new: [FeedMessage] = []
        var fault: FeedFault?
        for message in answer.messages {
            do throws(FeedFault) {
                if try chain.accept(message, trusting: officeKeys) { new.append(message) }
            } catch {
                fault = error
                break
            }
        }
        if let fault { trip(.feed, .feed(fault), at: now) }
        if !new.isEmpty {
            recording = (new, chain)
            actions.append(.recordFeed(new))
        } else if fault == nil {
            trip(.feed, .noProgress, at: now)
        }
    }

    mutating func feedWasRecorded(_ epoch: UInt32, through number: UInt64, _ actions: inout [KitSyncAction]) {
        guard let recording, recording.chain.epoch == epoch, recording.chain.number == number else { return }
        self.recording = nil
        feed = recording.chain
        if case .feed = troubles[.feed]?.trouble {} else { wentForward(.feed) }
        for message in recording.messages {
            switch message.kind {
            case .acknowledged:
                guard let acknowledged = Acknowledged(message) else { continue }
                actions.append(.eraseKeys(caseNumber: message.subject, acknowledged))
            case .lock, .unlock, .erase:
                actions.append(.obey(message.kind, LockOrder(message) ?? LockOrder(reason: "")))
            default: continue
            }
        }
    }

    /// What the office said of its epoch is forgotten, so that the next greeting brings it again.
    mutating func epochWasNotNoted(_ reason: String, at now: Timestamp, _ actions: inout [KitSyncAction]) {
        epoch = 0
        loseLine(.ownDisk(reason), at: now, &actions)
    }

    mutating func fail(
        _ flight: Flight, _ trouble: SyncTrouble, at now: Timestamp, _ actions: inout [KitSyncAction]
    ) {
        switch trouble {
        case .turnedAway(.staleContact), .turnedAway(.otherEpoch):
            loseLine(trouble, with: flight.lanes, at: now, &actions)
        default:
            if trouble.isOfTheLine || flight.lane == .line {
                loseLine(trouble, with: flight.lanes, at: now, &actions)
            } else {
                lastContact = now
                for lane in flight.lanes { trip(lane, trouble, at: now) }
            }
        }
    }

    /// Gives up the contact; bytes and answers that are still on the way belong to nobody from now on.
    mutating func loseLine(
        _ trouble: SyncTrouble, with lanes: [Lane] = [], at now: Timestamp, _ actions: inout [KitSyncAction]
    ) {
        spareTheLine(lanes)
        dropContact()
        trip(.line, trouble, at: now)
        phase = .waiting(until: troubles[.line]?.notBefore ?? now)
        actions.append(.dropConnections)
    }

    /// What was under way when the line broke may be what broke it: a batch gets smaller, and attachments that came
    /// nowhere go behind the others.
    private mutating func spareTheLine(_ broken: [Lane]) {
        let lanes = Set(flights.values.flatMap(\.lanes) + broken)
        if lanes.contains(.journal) { batchBytes = max(batchBytes / 2, SyncLimits.smallestBatchBytes) }
        guard !hasShipped else { return }
        let suspects = attachments.filter { lanes.contains(.attachment($0.ref.id)) }
        attachments.removeAll { lanes.contains(.attachment($0.ref.id)) }
        attachments += suspects
    }

    /// - Parameter holdingUp: false when the lane goes on with what is next.
    mutating func trip(_ lane: Lane, _ trouble: SyncTrouble, at now: Timestamp, holdingUp: Bool = true) {
        let before = troubles[lane]
        let failures = (before?.failures ?? 0) + 1
        // A line that breaks is mostly back within seconds.
        let isBroken = lane == .line && (trouble == .noConnection || trouble == .timedOut)
        let counted = isBroken ? max(failures - pace.quickRetries, 1) : failures
        let pause = holdingUp ? pace.delay(failures: counted, randomness: randomness) : 0
        troubles[lane] = LaneTrouble(
            failures: failures, since: before?.since ?? now, notBefore: now.adding(pause), trouble: trouble)
    }

    /// Something reached the office: the line is good, and so is this lane.
    mutating func wentForward(_ lane: Lane) {
        troubles[lane] = nil
        troubles[.line] = nil
        hasShipped = true
        if lane == .journal { batchBytes = min(batchBytes * 2, SyncLimits.batchBytes) }
    }
}
