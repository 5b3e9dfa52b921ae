package import Foundation
package import Journal

/// A request with its bytes: what the kit's driver made of a ``SyncRequest``.
package enum SyncLoad: Equatable, Sendable {
    case hello(Hello)
    case keys([SealedKey])
    case entries(EntriesBatch)
    case chunk(KeyID, offset: UInt64, Data)
    case pieces(PiecesRequest)
    case feed(after: UInt64, epoch: UInt32)

    /// - Parameter wire: what the office understands, ``HelloAnswer/wire``.
    package func request(contact: ContactToken?, wire: Int = 1) -> SyncHTTPRequest {
        let token = contact?.rawValue
        switch self {
        case .hello(let hello):
            return SyncHTTPRequest(method: "POST", path: SyncRoutes.hello, body: SyncJSON.encode(hello))
        case .keys(let keys):
            let request = KeysRequest(keys: keys)
            return SyncHTTPRequest(
                method: "POST", path: SyncRoutes.keys, contact: token,
                body: (wire >= 2 ? request.dense : nil) ?? SyncJSON.encode(request))
        case .entries(let batch):
            return SyncHTTPRequest(method: "POST", path: SyncRoutes.entries, contact: token, body: batch.encoded)
        case .chunk(let id, let offset, let bytes):
            return SyncHTTPRequest(
                method: "PUT", path: SyncRoutes.attachments + id.hex, query: ["offset": "\(offset)"], contact: token,
                body: bytes)
        case .pieces(let request):
            return SyncHTTPRequest(method: "POST", path: SyncRoutes.pieces, contact: token, body: request.encoded)
        case .feed(let after, let epoch):
            return SyncHTTPRequest(
                method: "GET", path: SyncRoutes.feed, query: ["after": "\(after)", "epoch": "\(epoch)"], contact: token)
        }
    }
}

extension SyncAnswer {
    /// Reads the office's response to a request.
    package init(_ response: SyncHTTPResponse, to request: SyncRequest) throws(SyncTrouble) {
        guard response.status == 200 else {
            if let problem = try? SyncJSON.decode(SyncProblem.self, from: response.body) {
                throw .turnedAway(problem.kind)
            }
            throw .status(response.status)
        }
        do throws(WireFault) {
            self =
                switch request {
                case .hello: .hello(try SyncJSON.decode(HelloAnswer.self, from: response.body))
                case .keys: .keys(try SyncJSON.decode(KeysAnswer.self, from: response.body))
                case .entries: .entries(try SyncJSON.decode(EntriesAnswer.self, from: response.body))
                case .chunk: .chunk(try SyncJSON.decode(AttachmentAnswer.self, from: response.body))
                case .pieces: .pieces(try SyncJSON.decode(PiecesAnswer.self, from: response.body))
                case .feed: .feed(try FeedAnswer(encoded: response.body))
                }
        } catch { throw .unreadableAnswer }
    }
}
