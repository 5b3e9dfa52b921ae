package import Foundation
package import Journal

/// A request with its bytes: what the kit's driver made of a ``SyncRequest``.
package enum SyncLoad: Equatable, Sendable {
    case hello(Hello)
    case keys([SealedKey])
    case entries(EntriesBatch)
    case chunk(KeyID, offset: UInt64, Data)
    case feed(after: UInt64, epoch: UInt32)

    package func request(contact: ContactToken?) -> SyncHTTPRequest {
        let token = contact?.rawValue
        switch self {
        case .hello(let hello):
            return SyncHTTPRequest(method: "POST", path: SyncRoutes.hello, body: SyncJSON.encode(hello))
        case .keys(let keys):
            return SyncHTTPRequest(
                method: "POST", path: SyncRoutes.keys, contact: token, body: SyncJSON.encode(KeysRequest(keys: keys)))
        case .entries(let batch):
            return SyncHTTPRequest(method: "POST", path: SyncRoutes.entries, contact: token, body: batch.encoded)
        case .chunk(let id, let offset, let bytes):
            return SyncHTTPRequest(
                method: "PUT", path: SyncRoutes.attachments + id.hex, query: ["offset": "\(offset)"], contact: token,
                body: bytes)
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
                case .feed: .feed(try FeedAnswer(encoded: response.body))
                }
        } catch { throw .unreadableAnswer }
    }
}
