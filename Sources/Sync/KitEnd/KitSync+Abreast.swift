import Journal

/// What is sent to an office that understands more than the first wire: several requests of one kind side by side, on
/// connections that do not wait for each other, so that the line is never idle.
extension KitSync {
    /// Keys and entries side by side, and smaller batches, several before the answer to the first has come: after a cut not more than
    /// one chunk travels twice. The office opens a case only when it has both.
    mutating func sendJournalAbreast(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        if !keys.isEmpty, isReady(.keys, at: now), !isFlying(.keys) {
            send(.keys(Array(keys.prefix(SyncLimits.keysPerRequest))), on: .keys, at: now, &actions)
        }
        let flying = flights.values.filter { $0.lane == .journal }
        let ends = flying.compactMap(\.through)
        guard flying.count < min(abreast, SyncLimits.batchRequests), ends.count == flying.count,
            isReady(.journal, at: now)
        else { return }
        let bytes = max(batchBytes / SyncLimits.batchShare, SyncLimits.smallestBatchBytes)
        guard let unsent = nextUnsent else { return }
        let place = ends.max().map { max($0, unsent) } ?? unsent
        // Where there is trouble, one batch goes by itself.
        guard flying.isEmpty || mayFollow && troubles[.journal] == nil && !isJournalBehindGap,
            let head = heads[place.generation],
            head.position > place
        else { return }
        send(.entries(after: place, bytes: bytes), on: .journal, at: now, &actions)
    }

    /// Whether what belongs behind something that is under way may go out already.
    private var mayFollow: Bool { lastTook.map { $0 <= pace.following } ?? false }

    /// Whether all keys and entries are under way, so that the line would be idle until their answers come. The office lets an attachment
    /// wait for the entry that names it.
    var isJournalUnderWay: Bool {
        guard wire >= 2, lastTook.map({ $0 <= pace.fast }) ?? false, troubles[.journal] == nil, troubles[.keys] == nil,
            !isJournalBehindGap, keys.count <= SyncLimits.keysPerRequest
        else { return false }
        let ends = flights.values.filter { $0.lane == .journal }.map(\.through)
        guard !ends.contains(nil) else { return false }
        let through = ends.compactMap(\.self).max() ?? Position(kit: kit, generation: 0, sequence: 0)
        return heads.values.allSatisfy { head in
            head.position.sequence <= accepted[head.position.generation] ?? 0 || head.position <= through
        }
    }

    /// Learns from the time until an answer came how many requests may go abreast.
    mutating func learn(took: Int64) {
        lastTook = took
        if took > pace.fast { abreast = max(abreast - 1, 2) }
        if took < pace.fast / 2 { abreast = min(abreast + 1, SyncLimits.pieceRequests) }
    }

    mutating func sendPieces(at now: Timestamp, _ actions: inout [KitSyncAction]) {
        while let pieces = nextPieces(at: now) { send(.pieces(pieces), on: .pieces, at: now, &actions) }
    }

    /// What goes out in the next request: whole small attachments together, or a piece of a large one; first of those of
    /// which nothing is under way. One in trouble travels alone.
    private func nextPieces(at now: Timestamp) -> [AttachmentPiece]? {
        var ends: [KeyID: UInt64] = [:]
        var requests = 0
        for case .pieces(let pieces) in flights.values.map(\.request) {
            requests += 1
            for piece in pieces { ends[piece.ref.id] = max(ends[piece.ref.id] ?? 0, piece.end) }
        }
        guard requests < abreast else { return nil }
        var pieces: [AttachmentPiece] = []
        var left = SyncLimits.shareBytes
        for goesOn in mayFollow ? [false, true] : [false] {
            // What came behind a gap waits for what is under way; where that failed, nothing is, and it goes on.
            for waiting in attachments
            where (ends[waiting.ref.id] != nil) == goesOn && !(goesOn && waiting.isBehindGap) {
                let lane = Lane.attachment(waiting.ref.id)
                let isAlone = troubles[lane] != nil
                guard isReady(lane, at: now), !isAlone || pieces.isEmpty && !goesOn else { continue }
                let from = max(waiting.durable, ends[waiting.ref.id] ?? 0)
                let rest = Int(waiting.ref.cipherByteCount - min(from, waiting.ref.cipherByteCount))
                // One that would fit whole into a request of its own is not cut.
                guard rest <= left || pieces.isEmpty, rest > 0 || !goesOn else { continue }
                let count = min(rest, left)
                pieces.append(AttachmentPiece(ref: waiting.ref, offset: from, count: count))
                left -= count
                if isAlone || left == 0 || pieces.count == Self.piecesInOneRequest { return pieces }
            }
            if !pieces.isEmpty { return pieces }
        }
        return nil
    }

    private static let piecesInOneRequest = 64
}
