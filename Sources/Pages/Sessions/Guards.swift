import HTTPTypes
package import Hummingbird
import NIOCore

/// Headers on every answer: nothing from outside, nothing framed, nothing stored.
package struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private let fields: [(HTTPField.Name, String)]

    package init(isSecure: Bool) {
        var fields: [(HTTPField.Name, String)] = [
            (
                .contentSecurityPolicy,
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
                    + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
            ),
            (.xContentTypeOptions, "nosniff"),
            // Under `no-referrer` browsers post forms with `Origin: null`, which could not be told from another site's.
            // This policy tells other sites just as little.
            (HTTPField.Name("Referrer-Policy")!, "same-origin"),
            (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
            (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
            (HTTPField.Name("Permissions-Policy")!, "geolocation=(), microphone=(), payment=(), camera=(self)"),
        ]
        if isSecure { fields.append((.strictTransportSecurity, "max-age=31536000")) }
        self.fields = fields
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in fields { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}

/// Answers only requests that name this program: a name of the outside that resolves to this machine gets nothing.
package struct HostCheck<Context: RequestContext>: RouterMiddleware {
    /// Whether a request's host, with its port and in lower case, is this program.
    let isOwn: @Sendable (String) -> Bool

    package init(isOwn: @escaping @Sendable (String) -> Bool) { self.isOwn = isOwn }

    /// The kit: this machine only, with its port; browsers leave out port 80.
    package static func local(port: Int) -> HostCheck {
        let end = port == 80 ? "" : ":\(port)"
        return HostCheck { $0 == "127.0.0.1" + end || $0 == "localhost" + end }
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let host = request.head.authority?.lowercased(), isOwn(host) else { throw Refusal.wrongHost }
        return try await next(request, context)
    }
}

/// Whatever changes something must come from a page of this program.
package struct OriginCheck<Context: RequestContext>: RouterMiddleware {
    private let scheme: String

    package init(isSecure: Bool) { scheme = isSecure ? "https" : "http" }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.isSafe || isOwn(request) else { throw Refusal.crossSite }
        return try await next(request, context)
    }

    /// Every browser sends `Origin` with a post; newer ones say in `Sec-Fetch-Site` what it means. Neither may speak against it, and
    /// one must speak for it.
    private func isOwn(_ request: Request) -> Bool {
        let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!]
        if let site, site != "same-origin" { return false }
        guard let origin = request.headers[.origin] else { return site != nil }
        return origin == "\(scheme)://\(request.head.authority ?? "")"
    }
}

/// Puts the cookie's session into the context.
package struct SessionLoading<Person: Sendable>: RouterMiddleware {
    package typealias Context = PageContext<Person>
    private let sessions: Sessions<Person>
    private let cookie: SessionCookie

    package init(_ sessions: Sessions<Person>, cookie: SessionCookie) {
        self.sessions = sessions
        self.cookie = cookie
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        let isUse = request.headers[HTTPField.Name("X-Background")!] == nil
        context.session = cookie.secret(in: request).flatMap { sessions.session(secret: $0, isUse: isUse) }
        return try await next(request, context)
    }
}

/// Reads a posted form into the context and checks that it belongs to the session.
package struct FormReading<Person: Sendable>: RouterMiddleware {
    package typealias Context = PageContext<Person>

    package init() {}

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !request.isSafe else { return try await next(request, context) }
        var context = context
        context.form = try await form(of: request)
        if let session = context.session {
            let token = context.form[FormToken.name] ?? request.headers[HTTPField.Name(FormToken.header)!] ?? ""
            guard isSame(token, session.formToken.text) else { throw Refusal.otherSession }
        }
        return try await next(request, context)
    }

    private func form(of request: Request) async throws -> FormBody {
        let type = request.headers[.contentType] ?? ""
        let isFile = type.lowercased().hasPrefix("multipart/")
        let buffer: ByteBuffer
        do {
            // Text alone, a drawn signature included, stays far below two megabytes.
            buffer = try await request.body.collect(upTo: isFile ? FormBody.sizeLimit : 2_000_000)
        } catch is NIOTooManyBytesError {
            throw Refusal.form(.tooLarge)
        }
        if buffer.readableBytes == 0 { return FormBody() }
        do { return try FormBody(bytes: Array(buffer.readableBytesView), contentType: type) } catch {
            throw Refusal.form(error)
        }
    }

    /// Takes as long for a wrong token as for a right one.
    private func isSame(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Behind it only who is logged in and not locked gets through; others are led to the log-in or the PIN and back afterwards.
package struct SessionRequired<Person: Sendable>: RouterMiddleware {
    package typealias Context = PageContext<Person>
    private let logIn: String
    private let unlock: String

    package init(logIn: String, unlock: String) {
        self.logIn = logIn
        self.unlock = unlock
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let session = context.session, !session.isLocked { return try await next(request, context) }
        let address = context.session == nil ? logIn : unlock
        if request.headers[.accept] == "application/json" {
            var response = try AutosaveReply.failed(
                "Die Sitzung ist gesperrt oder zu Ende. Öffnen Sie Amtskoffer in einem zweiten Fenster und entsperren Sie dort."
            ).response(from: request, context: context)
            response.status = .unauthorized
            return response
        }
        // Only pages are come back to; what was posted is not posted again unseen.
        let back = request.isSafe ? "?back=" + ReturnAddress.encode(request.uri.string) : ""
        return .redirect(to: address + back)
    }
}

/// Where to go after log-in or PIN: an address of this program only.
package enum ReturnAddress {
    package static func read(_ text: String?, otherwise home: String) -> String {
        guard let text, text.hasPrefix("/"), HTML.isOwnAddress(text) else { return home }
        return text
    }

    package static func encode(_ address: String) -> String {
        var encoded = ""
        for byte in address.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return encoded
    }
}

extension Request {
    /// GET and HEAD change nothing.
    var isSafe: Bool { method == .get || method == .head }

    /// The page of this program that the request came from; nil where the browser does not say.
    package var cameFrom: String? {
        guard let referrer = headers[.referer], let host = head.authority else { return nil }
        for start in ["http://\(host)/", "https://\(host)/"] where referrer.hasPrefix(start) {
            return ReturnAddress.read("/" + referrer.dropFirst(start.count), otherwise: "/")
        }
        return nil
    }
}

extension Router {
    /// All guards in their order. Routes added after it see the session and the form; put `SessionRequired` before those that need a log-in.
    package func addGuards<Person: Sendable>(
        _ sessions: Sessions<Person>, cookie: SessionCookie, program: String, hosts: HostCheck<Context>
    ) where Context == PageContext<Person> {
        add(middleware: SecurityHeaders(isSecure: cookie.isSecure))
        add(middleware: ErrorPages(program: program))
        add(middleware: hosts)
        add(middleware: OriginCheck(isSecure: cookie.isSecure))
        add(middleware: SessionLoading(sessions, cookie: cookie))
        add(middleware: FormReading<Person>())
        Look.addRoutes(to: self)
    }
}
