import HTTPTypes
package import Hummingbird
import NIOCore

extension HTML: ResponseGenerator {
    /// A page or a part of one: UTF-8, never stored by the browser.
    package func response(from request: Request, context: some RequestContext) -> Response {
        response(status: .ok)
    }

    package func response(status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLength: String(bytes.count),
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
