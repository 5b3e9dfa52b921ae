import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// The answer to `autosave.js`. Such a post carries `field` (its key), the field's own inputs, `revision` and `token`.
package enum AutosaveReply: Sendable {
    /// Durable. `time` is `10:42:07`. `shown`, where given, lists the keys of all fields that the form now shows; `parts` are pieces of the page to
    /// be replaced, by their `id`: task list, fees, sum.
    case saved(time: String, revision: Int, shown: [String]? = nil, parts: [String: HTML] = [:])
    /// What is wrong and what to do. What was typed stays.
    case mistake(String, revision: Int)
    /// Somebody else changed the same field since the page was made; both values as a person reads them.
    case conflict(yours: String, theirs: String, revision: Int)
    /// Not saved for another reason: what to do.
    case failed(String)

    private struct Body: Encodable {
        var saved: String?
        var revision: Int?
        var shown: [String]?
        var parts: [String: String]?
        var mistake: String?
        var yours: String?
        var theirs: String?
        var failed: String?
    }

    private var status: HTTPResponse.Status {
        switch self {
        case .saved: .ok
        case .mistake: .unprocessableContent
        case .conflict: .conflict
        case .failed: .serviceUnavailable
        }
    }

    private var body: Body {
        switch self {
        case .saved(let time, let revision, let shown, let parts):
            Body(saved: time, revision: revision, shown: shown, parts: parts.mapValues(\.string))
        case .mistake(let text, let revision): Body(revision: revision, mistake: text)
        case .conflict(let yours, let theirs, let revision): Body(revision: revision, yours: yours, theirs: theirs)
        case .failed(let text): Body(failed: text)
        }
    }
}

extension AutosaveReply: ResponseGenerator {
    package func response(from request: Request, context: some RequestContext) throws -> Response {
        let data = try JSONEncoder().encode(body)
        return Response(
            status: status,
            headers: [
                .contentType: "application/json", .contentLength: String(data.count), .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
