import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Pages

@Suite struct GuardsTests {
    private static let site = HTTPField.Name("Sec-Fetch-Site")!
    private let world = StandingWorld()
    private let cookie = SessionCookie(program: "test", isSecure: false)

    /// A program of three routes behind all guards.
    private func program(_ sessions: Sessions<String>) -> some ApplicationProtocol {
        let router = Router(context: PageContext<String>.self)
        router.addGuards(
            sessions, cookie: cookie, program: "Amtskoffer", hosts: HostCheck { $0 == "localhost" })
        router.get("open") { _, _ in "<p>offen</p>" as HTML }
        router.post("login") { _, context in "<p>\(context.form["name"])</p>" as HTML }
        router.get("broken") { _, _ -> HTML in throw CancellationError() }
        router.group("inside").add(middleware: SessionRequired(logIn: "/anmelden", unlock: "/gesperrt"))
            .get("page") { _, context in "<p>\(context.session?.person)</p>" as HTML }
            .post("save") { _, context in "<p>\(context.form["name"])</p>" as HTML }
        return Application(router: router)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, sessions: Sessions<String>? = nil, headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> (status: Int, headers: HTTPFields, text: String) {
        let program = program(sessions ?? world.sessions())
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let all = headers
        return try await program.test(.router) { client in
            try await client.executeRequest(
                uri: path, method: method, headers: all, body: body.map { ByteBuffer(string: $0) })
        }.parts
    }

    private func cookieHeader(_ secret: String) -> HTTPFields { [.cookie: "\(cookie.name)=\(secret)"] }

    @Test func everyAnswerCarriesTheHeaders() async throws {
        for path in ["/open", "/nirgends", "/broken"] {
            let answer = try await send(.get, path)
            let policy = answer.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test func errorsArePagesInGerman() async throws {
        let missing = try await send(.get, "/nirgends")
        #expect(missing.status == 404 && missing.text.contains("Diese Seite gibt es nicht"))
        let broken = try await send(.get, "/broken")
        #expect(broken.status == 500 && broken.text.contains("Das hat nicht geklappt"))
        #expect(!broken.text.contains("Cancellation"))
        #expect(Markup(broken.text).mistakes.isEmpty)
    }

    /// The tests' requests name `localhost` without a port, which is not the kit's address.
    @Test func otherHostsGetNothing() async throws {
        let router = Router(context: PageContext<String>.self)
        router.addGuards(world.sessions(), cookie: cookie, program: "Amtskoffer", hosts: .local(port: 8100))
        router.get("open") { _, _ in "<p>offen</p>" as HTML }
        try await Application(router: router).test(.router) { client in
            let answer = try await client.executeRequest(uri: "/open", method: .get, headers: [:], body: nil).parts
            #expect(answer.status == 421 && !answer.text.contains("offen"))
        }
    }

    @Test(arguments: [
        ("127.0.0.1:8100", true), ("localhost:8100", true), ("evil.example", false), ("127.0.0.1", false),
        ("127.0.0.1:8101", false), ("evil.example:8100", false), ("127.0.0.1:8100.evil.example", false), ("", false),
    ])
    func theKitAnswersToItsOwnAddress(host: String, isOwn: Bool) {
        #expect(HostCheck<PageContext<String>>.local(port: 8100).isOwn(host) == isOwn)
    }

    @Test(arguments: [
        (["Sec-Fetch-Site": "same-origin"], 200), (["Origin": "http://localhost"], 200),
        (["Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"], 200), ([:], 403),
        (["Origin": "http://evil.example"], 403), (["Origin": "null"], 403), (["Sec-Fetch-Site": "cross-site"], 403),
        (["Sec-Fetch-Site": "same-site"], 403), (["Sec-Fetch-Site": "none"], 403),
        (["Origin": "http://localhost:8200", "Sec-Fetch-Site": "same-site"], 403),
        (["Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"], 403),
        (["Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"], 403),
    ])
    func postsComeFromOwnPages(headers: [String: String], status: Int) async throws {
        var fields = HTTPFields()
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        let answer = try await send(.post, "/login", headers: fields, body: "name=M%C3%BCller")
        #expect(answer.status == status)
        #expect(answer.text.contains("Müller") == (status == 200))
        if status == 403 { #expect(answer.text.contains("von einer anderen Seite")) }
    }

    @Test func formsBelongToTheirSession() async throws {
        let sessions = world.sessions()
        let (one, two) = (sessions.start("Clerk 1"), sessions.start("Clerk 2"))
        let headers = cookieHeader(one.secret).with(Self.site, "same-origin")
        let right = try await send(
            .post, "/inside/save", sessions: sessions, headers: headers, body: "token=\(one.formToken.text)&name=x")
        #expect(right.status == 200)
        for token in ["token=\(two.formToken.text)", "token=", "token=\(one.formToken.text)0", ""] {
            let wrong = try await send(
                .post, "/inside/save", sessions: sessions, headers: headers, body: token + "&name=x")
            #expect(wrong.status == 403 && wrong.text.contains("anderen Anmeldung"))
        }
        let byHeader = headers.with(HTTPField.Name("X-Form-Token")!, one.formToken.text)
        let script = try await send(.post, "/inside/save", sessions: sessions, headers: byHeader, body: "name=x")
        #expect(script.status == 200)
    }

    @Test func brokenBodiesAreExplained() async throws {
        let headers: HTTPFields = [Self.site: "same-origin"]
        let broken = try await send(.post, "/login", headers: headers, body: "name=%zz")
        #expect(broken.status == 400 && broken.text.contains("noch einmal"))
        let large = try await send(.post, "/login", headers: headers, body: String(repeating: "a", count: 2_000_001))
        #expect(large.status == 413 && large.text.contains("20 MB"))
    }

    @Test func strangersAreLedToTheLogIn() async throws {
        let sessions = world.sessions()
        let stranger = try await send(.get, "/inside/page?a=1", sessions: sessions)
        #expect(stranger.status == 303)
        #expect(stranger.headers[.location] == "/anmelden?back=/inside/page%3Fa%3D1")
        let session = sessions.start("Clerk 1")
        let known = try await send(.get, "/inside/page", sessions: sessions, headers: cookieHeader(session.secret))
        #expect(known.text == "<p>Clerk 1</p>")
        sessions.lock(session.secret)
        let locked = try await send(.get, "/inside/page", sessions: sessions, headers: cookieHeader(session.secret))
        #expect(locked.headers[.location] == "/gesperrt?back=/inside/page")
        let script = cookieHeader(session.secret).with(.accept, "application/json").with(Self.site, "same-origin")
        let saving = try await send(
            .post, "/inside/save", sessions: sessions, headers: script, body: "token=\(session.formToken.text)")
        #expect(saving.status == 401 && saving.text.contains("entsperren"))
    }

    @Test(arguments: [
        ("/heute", "/heute"), ("/suche?q=1", "/suche?q=1"), ("//evil.example", "/"), ("https://evil.example", "/"),
        ("tel:1", "/"), ("#a", "/"), (nil, "/"), ("/\\evil.example", "/"),
    ])
    func returnAddressesStayHere(given: String?, expected: String) {
        #expect(ReturnAddress.read(given, otherwise: "/") == expected)
    }

    @Test func filesOfTheLookAreKeptForEver() async throws {
        for file in Look.files {
            let answer = try await send(.get, Look.path(file.name))
            #expect(answer.status == 200 && answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(answer.headers[.contentType] == file.mediaType && !answer.text.isEmpty)
        }
        let old = try await send(.get, "/look/0000000000000000/look.css")
        #expect(old.status == 404)
    }

    @Test(arguments: [
        ("gzip, deflate, br", true), ("br;q=1.0, GZIP;q=0.8", true), ("gzip;q=0.5", true), ("gzip;q=0", false),
        ("gzip; q=0.000", false), ("deflate, br", false), ("", false),
    ])
    func whoTakesGzip(header: String, takes: Bool) {
        #expect(Look.takesGzip(header) == takes)
    }

    /// What comes compressed is what `gzip` makes the file of.
    @Test func compressedFilesAreTheFiles() async throws {
        for file in Look.files {
            let answer = try await send(.get, Look.path(file.name), headers: [.acceptEncoding: "gzip"])
            #expect(answer.headers[.contentEncoding] == "gzip" && answer.headers[.vary] == "Accept-Encoding")
            let compressed = try #require(file.compressed)
            let gzip = Process()
            gzip.executableURL = URL(filePath: "/bin/gzip")
            gzip.arguments = ["-dc"]
            let (input, output) = (Pipe(), Pipe())
            gzip.standardInput = input
            gzip.standardOutput = output
            try gzip.run()
            try input.fileHandleForWriting.write(contentsOf: compressed)
            try input.fileHandleForWriting.close()
            let opened = try output.fileHandleForReading.readToEnd() ?? Data()
            gzip.waitUntilExit()
            #expect(gzip.terminationStatus == 0 && Array(opened) == file.bytes, "\(file.name)")
        }
    }

    @Test func cookiesAreStrict() {
        var response = Response(status: .ok)
        cookie.set(String(repeating: "a", count: 64), on: &response)
        let text = response.headers[.setCookie] ?? ""
        #expect(text.contains("HttpOnly") && text.contains("SameSite=Strict") && text.contains("Path=/"))
        #expect(SessionCookie(program: "office", isSecure: true).name == "__Host-amtskoffer-office")
        var secure = Response(status: .ok)
        SessionCookie(program: "office", isSecure: true).set(String(repeating: "a", count: 64), on: &secure)
        #expect(secure.headers[.setCookie]?.contains("Secure") == true)
    }
}

extension HTTPFields {
    fileprivate func with(_ name: HTTPField.Name, _ value: String) -> HTTPFields {
        var copy = self
        copy[name] = value
        return copy
    }

}

extension TestResponse {
    fileprivate var parts: (status: Int, headers: HTTPFields, text: String) {
        (status.code, headers, String(buffer: body))
    }
}
