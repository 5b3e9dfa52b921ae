import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Pages
import Testing

/// A program in this process, with something behind every address it has.
struct RouteWorld: Sendable {
    /// What a browser carries that is logged in.
    struct Pass: Sendable {
        let cookie: String
        let token: String

        init<Person>(_ session: Session<Person>, _ cookie: SessionCookie) {
            self.cookie = "\(cookie.name)=\(session.secret)"
            token = session.formToken.text
        }
    }

    enum Program: CaseIterable {
        case kit, office

        func world() async throws -> RouteWorld {
            switch self {
            case .kit: try await .kit()
            case .office: try await .office()
            }
        }
    }

    /// All routes of the router that the program serves.
    let routes: [ListedRoute]
    /// Runs the router while the body asks it.
    let serving: @Sendable (@escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws -> Void
    /// A new session of somebody who may do everything; everything is unlocked.
    let logIn: @Sendable (_ locked: Bool) async throws -> Pass
    /// What is kept, as text: equal while nothing was written.
    let kept: @Sendable () async throws -> String
    /// A name for a parameter that leads somewhere, or that no route of this program has.
    let known: @Sendable (_ parameter: String, _ route: ListedRoute) -> String?
    /// Routes that answer without a log-in.
    let open: Set<String>
    /// Where every other route leads who is not logged in, and who is locked.
    let logInPath: String
    let lockedPath: String
    /// What no page may show before the log-in.
    let secrets: [String]
    /// Whether reading this is an opening that has to be written down.
    let isDocumented: @Sendable (ListedRoute) -> Bool

    /// Routes that lead on, and write nothing, where the name is not there: what they do was done by the first of two presses.
    var isDone: Set<String> = []

    var reads: [ListedRoute] { routes.filter(\.isRead) }
    var writes: [ListedRoute] { routes.filter { !$0.isRead } }

    /// The route's address with names that are there.
    /// - Parameter strange: the parameter that gets another value.
    func address(_ route: ListedRoute, strange: (parameter: String, value: String)? = nil) throws -> String {
        try route.address { parameter in
            if let strange, strange.parameter == parameter { return strange.value }
            return try #require(known(parameter, route), "\(route): no row for {\(parameter)} in this world")
        }
    }

    /// The same page, and nothing behind the log-in, on every answer.
    func check(_ answer: TestResponse, _ what: String) {
        let headers = answer.headers
        let policy = headers[.contentSecurityPolicy] ?? ""
        #expect(policy.hasPrefix("default-src 'none';") && policy.contains("frame-ancestors 'none'"), "\(what)")
        #expect(!policy.contains("unsafe-eval") && !policy.contains("http"), "\(what)")
        #expect(headers[.xContentTypeOptions] == "nosniff", "\(what)")
        #expect(headers[HTTPField.Name("Referrer-Policy")!] == "same-origin", "\(what)")
        let isLook = what.contains("/look/") && answer.status == .ok
        #expect(headers[.cacheControl] == "no-store" || isLook, "\(what)")
        // No answer is a fault of the program; 503 says what this machine lacks.
        #expect(answer.status.code < 500 || answer.status == .serviceUnavailable, "\(what): \(answer.status)")
        guard answer.status.code >= 400 else { return }
        if headers[.contentType]?.hasPrefix("application/json") == true {
            // Read by a script, shown beside the field.
            #expect(String(buffer: answer.body).contains("\"mistake\":\""), "\(what)")
        } else {
            checkPage(answer, what)
        }
    }

    /// German, with what is the matter and a way on.
    private func checkPage(_ answer: TestResponse, _ what: String) {
        let text = String(buffer: answer.body)
        #expect(text.contains("<html lang=\"de\"") && text.contains("<h1"), "\(what)")
        #expect(text.contains("href=\"/") || text.contains("<form"), "\(what): no way on")
        for word in ["ungültig", "bitte", "Error", "error"] { #expect(!text.contains(" \(word)"), "\(what): \(word)") }
    }
}

extension TestClientProtocol {
    /// - Parameter pass: nil for somebody who is not logged in.
    func ask(
        _ method: HTTPRequest.Method, _ address: String, _ pass: RouteWorld.Pass?, _ more: HTTPFields = [:],
        body: ByteBuffer? = nil
    ) async throws -> TestResponse {
        var headers = more
        if let pass { headers[.cookie] = pass.cookie }
        return try await executeRequest(uri: address, method: method, headers: headers, body: body)
    }

    /// A form of this program's own page.
    func post(
        _ address: String, _ pass: RouteWorld.Pass?, _ values: [(String, String)] = [], _ more: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .origin: "http://localhost"]
        for field in more { headers[field.name] = field.value }
        let all = values + (pass.map { [(FormToken.name, $0.token)] } ?? [])
        let body = all.map { "\(ReturnAddress.encode($0.0))=\(ReturnAddress.encode($0.1))" }.joined(separator: "&")
        return try await ask(.post, address, pass, headers, body: ByteBuffer(string: body))
    }
}
