package import Journal

/// What a driver does with the kit's holdings for its machine; the line and the timer are its own.
extension KitHoldings {
    /// Does what the machine says, as far as it concerns what the kit holds.
    /// - Returns: what the machine is to be told; nil when there is nothing.
    package func carryOut(_ action: KitSyncAction) async -> KitSyncEvent? {
        switch action {
        case .recordFeed(let messages):
            guard let last = messages.last else { return nil }
            do throws(SyncTrouble) {
                try await record(messages)
                return .feedRecorded(epoch: last.epoch, through: last.number)
            } catch { return .feedNotRecorded(error.message) }
        case .noteKeys(let ids): await noteKeys(ids)
        case .noteAttachment(let id): await noteAttachments([id])
        case .epochBegan(let epoch):
            do throws(SyncTrouble) {
                let all = try await begin(epoch: epoch)
                return .inventory(keys: all.keys, attachments: all.attachments)
            } catch { return .epochNotNoted(error.message) }
        case .eraseKeys(let number, let acknowledged): await eraseKeys(caseNumber: number, acknowledged)
        case .backedUp(let positions): await dropSegments(backedUp: positions)
        case .learnedTime(let time): await learnOfficeTime(time)
        case .refused(let refusal): await refused(refusal)
        case .obey(let kind, let order): await obey(kind, order)
        case .journalIsBehind(let head): await journalIsBehind(office: head)
        case .show(let progress): await show(progress)
        case .send, .dropConnections, .setTimer: break
        }
        return nil
    }

    /// The bytes of a request, read now.
    /// - Parameters:
    ///   - start: who asks.
    ///   - program: version of this program, told to the office.
    ///   - certificateUntil: likewise, when the kit's certificate ends.
    package func load(
        _ request: SyncRequest, of start: KitSyncStart, program: String, certificateUntil: Timestamp? = nil
    ) async throws(SyncTrouble) -> SyncLoad {
        switch request {
        case .hello(let hello):
            var report = await report()
            report.certificateUntil = certificateUntil
            return .hello(
                Hello(
                    kit: start.kit, generation: start.generation, head: hello.head, epoch: hello.epoch,
                    feedThrough: hello.feedThrough, catalogue: await catalogue(), program: program,
                    unsent: hello.unsent, report: report, wire: SyncLimits.wire))
        case .keys(let ids): return .keys(try await sealedKeys(ids))
        case .entries(let place, let bytes):
            guard let batch = try await batch(after: place, bytes: bytes) else { throw .noProgress }
            return .entries(batch)
        case .chunk(let ref, let offset):
            return .chunk(
                ref.id, offset: offset, try await chunk(of: ref, at: offset, count: ref.pieceBytes(from: offset)))
        case .pieces(let pieces):
            var read: [PiecesRequest.Piece] = []
            for piece in pieces {
                let bytes = try await chunk(of: piece.ref, at: piece.offset, count: piece.count)
                read.append(PiecesRequest.Piece(id: piece.ref.id, offset: piece.offset, bytes: bytes))
            }
            return .pieces(PiecesRequest(pieces: read))
        case .feed(let after, let epoch): return .feed(after: after, epoch: epoch)
        }
    }
}
