import Journal
import Sync

@testable import Kit

/// The network between a kit's desk and the office's endpoints, without a network: the real machine of the sync, its requests answered
/// at once.
struct InProcessLine {
    private let holdings: DeskHoldings
    private let endpoints: OfficeSyncEndpoints
    private let now: Timestamp

    init(_ desk: Desk, to endpoints: OfficeSyncEndpoints, at now: Timestamp) {
        holdings = DeskHoldings(desk)
        self.endpoints = endpoints
        self.now = now
    }

    /// One contact, until there is nothing more to send or to fetch.
    func ship() async throws {
        let start = try await holdings.start()
        var machine = KitSync(start, randomness: .system)
        var events: [KitSyncEvent] = [.started]
        while !events.isEmpty {
            for action in machine.received(events.removeFirst(), at: now) {
                events += try await perform(action, start)
            }
        }
    }

    private func perform(_ action: KitSyncAction, _ start: KitSyncStart) async throws -> [KitSyncEvent] {
        switch action {
        case .send(let id, let request, let contact):
            let load = try await load(request, start)
            let response = await endpoints.respond(to: load.request(contact: contact), from: start.kit)
            return [.answered(id, try SyncAnswer(response, to: request))]
        case .recordFeed(let messages):
            guard let last = messages.last else { return [] }
            try await holdings.record(messages)
            return [.feedRecorded(epoch: last.epoch, through: last.number)]
        case .noteKeys(let ids): await holdings.noteKeys(ids)
        case .noteAttachment(let id): await holdings.noteAttachments([id])
        case .epochBegan(let epoch):
            let all = try await holdings.begin(epoch: epoch)
            return [.inventory(keys: all.keys, attachments: all.attachments)]
        case .eraseKeys(let number, let acknowledged):
            await holdings.eraseKeys(caseNumber: number, acknowledged)
        case .backedUp(let positions): await holdings.dropSegments(backedUp: positions)
        case .learnedTime(let time): await holdings.learnOfficeTime(time)
        case .refused(let refusal): await holdings.refused(refusal)
        case .obey(let kind, let order): await holdings.obey(kind, order)
        case .journalIsBehind(let head): await holdings.journalIsBehind(office: head)
        case .show(let progress): await holdings.show(progress)
        case .dropConnections, .setTimer: break
        }
        return []
    }

    private func load(_ request: SyncRequest, _ start: KitSyncStart) async throws -> SyncLoad {
        switch request {
        case .hello(let greeting):
            .hello(
                Hello(
                    kit: start.kit, generation: start.generation, head: greeting.head, epoch: greeting.epoch,
                    feedThrough: greeting.feedThrough, catalogue: await holdings.catalogue(), program: "1.0",
                    unsent: greeting.unsent))
        case .keys(let ids): .keys(try await holdings.sealedKeys(ids))
        case .entries(let place, let bytes):
            if let batch = try await holdings.batch(after: place, bytes: bytes) {
                .entries(batch)
            } else {
                throw SyncTrouble.noProgress
            }
        case .chunk(let ref, let offset):
            .chunk(
                ref.id, offset: offset,
                try await holdings.chunk(
                    of: ref, at: offset, count: Int(min(UInt64(SyncLimits.chunkBytes), ref.cipherByteCount - offset))))
        case .pieces: try await holdings.load(request, of: start, program: "1.0")
        case .feed(let after, let epoch): .feed(after: after, epoch: epoch)
        }
    }
}
