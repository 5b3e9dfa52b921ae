import Foundation
import Journal
import Kit
import Office
import Sync

/// Everything a kit has to give, made ready to be sent: the requests of its sync, without the waiting of a network.
struct Shipment {
    private let holdings: DeskHoldings

    init(_ desk: Desk) { holdings = DeskHoldings(desk) }

    enum Failure: Error { case refused(Int, String) }

    /// The requests in the order in which a kit sends them, and their bytes together.
    func requests(_ start: KitSyncStart) async throws -> (requests: [SyncHTTPRequest], bytes: Int) {
        var loads: [SyncLoad] = []
        for first in stride(from: 0, to: start.keys.count, by: SyncLimits.keysPerRequest) {
            loads.append(
                .keys(
                    try await holdings.sealedKeys(Array(start.keys.dropFirst(first).prefix(SyncLimits.keysPerRequest))))
            )
        }
        var place = Position(kit: start.kit, generation: start.generation, sequence: 0)
        while let batch = try await holdings.batch(after: place, bytes: SyncLimits.batchBytes) {
            place = batch.head.position
            loads.append(.entries(batch))
        }
        for ref in start.attachments {
            for offset in stride(from: 0, to: ref.cipherByteCount, by: UInt64.Stride(SyncLimits.chunkBytes)) {
                let count = Int(min(UInt64(SyncLimits.chunkBytes), ref.cipherByteCount - offset))
                loads.append(
                    .chunk(ref.id, offset: offset, try await holdings.chunk(of: ref, at: offset, count: count)))
            }
        }
        let requests = loads.map { $0.request(contact: nil) }
        return (requests, requests.reduce(0) { $0 + $1.body.count })
    }

    /// Greets the office.
    /// - Returns: the contact every further request names.
    func greet(_ program: OfficeProgram, _ start: KitSyncStart) async throws -> String {
        let hello = Hello(
            kit: start.kit, generation: start.generation, head: start.signedHead, epoch: 1, feedThrough: 0,
            catalogue: "",
            program: KitProgram.version, unsent: 0)
        let response = await program.endpoints.respond(to: SyncLoad.hello(hello).request(contact: nil), from: start.kit)
        return try SyncJSON.decode(HelloAnswer.self, from: response.body).contact.rawValue
    }

    func send(to program: OfficeProgram) async throws {
        let start = try await holdings.start()
        let contact = try await greet(program, start)
        for request in try await requests(start).requests { try await send(request, contact, start, program) }
    }

    func send(
        _ request: SyncHTTPRequest, _ contact: String, _ start: KitSyncStart, _ program: OfficeProgram
    ) async throws {
        let named = SyncHTTPRequest(
            method: request.method, path: request.path, query: request.query, contact: contact, body: request.body)
        let response = await program.endpoints.respond(to: named, from: start.kit)
        guard response.status == 200 else {
            throw Failure.refused(response.status, String(decoding: response.body, as: UTF8.self))
        }
    }
}
