import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

@testable import Office

/// A browser at the office's pages: keeps the cookie, posts forms with the session's token.
struct OfficeBrowser {
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var location: String? { headers[.location] }
    }

    let client: any TestClientProtocol
    private(set) var cookie: String?
    private(set) var token = ""

    init(_ client: any TestClientProtocol) { self.client = client }

    /// Gives every test route a browser behind one running set of routes.
    static func open(
        _ program: OfficeProgram, _ test: @escaping @Sendable (inout OfficeBrowser) async throws -> Void
    ) async throws {
        let app = Application(router: program.pages.router())
        try await app.test(.router) { client in
            var browser = OfficeBrowser(client)
            try await test(&browser)
        }
    }

    mutating func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers, nil)
    }

    /// - Parameter origin: nil for a post that says nothing of where it comes from.
    mutating func post(
        _ path: String, _ values: [(String, String)] = [], origin: String? = "http://localhost", token: String? = nil
    ) async throws -> Answer {
        let all = values + [("token", token ?? self.token)]
        let body = all.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let origin { headers[.origin] = origin }
        return try await send(.post, path, headers, body)
    }

    /// A form with a file, as a browser sends it.
    mutating func post(_ path: String, _ values: [(String, String)], file: (name: String, text: String)) async throws
        -> Answer
    {
        let edge = "edge-of-a-part"
        var body = (values + [("token", token)]).map { name, value in
            "--\(edge)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined()
        body += "--\(edge)\r\nContent-Disposition: form-data; name=\"\(file.name)\"; filename=\"auszug.csv\"\r\n"
        body += "Content-Type: text/csv\r\n\r\n\(file.text)\r\n--\(edge)--\r\n"
        return try await send(
            .post, path,
            [.contentType: "multipart/form-data; boundary=\(edge)", .origin: "http://localhost"], body)
    }

    /// Logs a clerk in who has a secret, or sets her first one.
    mutating func logIn(_ clerk: String, _ program: OfficeProgram, secret: String = "drei bunte hunde") async throws {
        let view = await program.registry.view()
        let code = try program.staff.giveCode(to: .init(clerk), today: view.today)
        let answer = try await post(
            "/anmelden/einmalcode",
            [("kennung", clerk), ("code", code.code), ("kennwort", secret), ("kennwort2", secret)])
        guard answer.status == 303 || answer.status == 302 else { throw Failure.notIn(answer.status) }
        _ = try await get("/eingang")
    }

    enum Failure: Error { case notIn(Int) }

    private mutating func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: String?
    ) async throws -> Answer {
        var headers = headers
        if let cookie { headers[.cookie] = cookie }
        let response = try await client.executeRequest(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        if let set = response.headers[.setCookie] {
            cookie = set.contains("Max-Age=0") ? nil : String(set.prefix { $0 != ";" })
        }
        let answer = Answer(
            status: response.status.code, headers: response.headers, bytes: Array(response.body.readableBytesView))
        if let mark = answer.text.range(of: "data-token=\"") {
            token = String(answer.text[mark.upperBound...].prefix { $0 != "\"" })
        }
        return answer
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
