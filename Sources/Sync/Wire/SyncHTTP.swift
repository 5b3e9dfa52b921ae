package import Foundation

/// A request as any HTTP server hands it over; the kit's number comes from its certificate.
package struct SyncHTTPRequest: Sendable {
    package var method: String
    /// Path without the query, e.g. `/sync/1/hello`.
    package var path: String
    package var query: [String: String]
    /// Value of ``SyncRoutes/contactHeader``.
    package var contact: String?
    package var body: Data

    package init(
        method: String, path: String, query: [String: String] = [:], contact: String? = nil, body: Data = Data()
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.contact = contact
        self.body = body
    }
}

package struct SyncHTTPResponse: Equatable, Sendable {
    package var status: Int
    package var contentType: String
    package var body: Data

    package init(status: Int, contentType: String, body: Data) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// The names of the sync on the wire; both ends use these.
package enum SyncRoutes {
    package static let prefix = "/sync/1"
    package static let contactHeader = "amtskoffer-contact"
    package static let json = "application/json"
    package static let binary = "application/octet-stream"
    static let hello = prefix + "/hello"
    static let keys = prefix + "/keys"
    static let entries = prefix + "/entries"
    static let feed = prefix + "/feed"
    package static let certificate = prefix + "/certificate"
    static let pieces = prefix + "/pieces"
    static let attachments = prefix + "/attachments/"
}
