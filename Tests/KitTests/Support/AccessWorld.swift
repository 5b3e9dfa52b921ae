import Casework
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import NIOCore
import Synchronization
import Town

@testable import Kit

/// A kit in the morning: closed, with a passphrase, a key file and one-time codes for two clerks; scrypt at its cheapest.
final class AccessWorld: Sendable {
    static let passphrase = "apfel lampe fluss besen turm"
    static let codes = ["mueller-platz": "MILAN-7342", "krueger": "DACHS-1188"]
    static let secret = "drei alte Linden"
    static let pin = "4711"
    static let cost = ScryptCost(n: 2, r: 1, p: 1)

    let world: TestKit
    let kit: KitProgram
    let keyFile: Data
    private let time: Stopwatch

    /// A clock that stands until it is moved.
    final class Stopwatch: Sendable {
        private let elapsed = Mutex(Duration.zero)
        var now: Duration { elapsed.withLock { $0 } }
        func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }
    }

    func wait(_ duration: Duration) { time.advance(by: duration) }

    /// - Parameter opened: with the outing open.
    init(opened: Bool = false, lockAfterMinutes: Int = 10) async throws {
        world = try await TestKit(opened: opened)
        let time = Stopwatch()
        self.time = time
        kit = try KitProgram(
            desk: world.desk, settings: .init(port: 80, lockAfterMinutes: lockAfterMinutes, lockCost: Self.cost),
            logger: Logger(label: "test"), elapsed: { time.now })
        var (box, day, _) = try LockBox.make(passphrase: Self.passphrase, cost: Self.cost)
        keyFile = box.makeKeyFile(day: day)
        for (clerk, code) in Self.codes {
            try box.addCode(
                DayLock.plainCode(code), id: clerk,
                expiresAt: Timestamp(milliseconds: TestKit.start.milliseconds + 1000),
                day: day, kitKey: world.kitKey, cost: Self.cost)
        }
        try box.write(to: world.folder.file(LockBox.name))
        await world.desk.lock()
    }

    var desk: Desk { world.desk }

    /// Runs with as many browsers as wanted; none is logged in.
    func browse(_ body: @escaping @Sendable (@Sendable () -> Browser) async throws -> Void) async throws {
        try await Self.browse(kit, body)
    }

    static func browse(
        _ kit: KitProgram, _ body: @escaping @Sendable (@Sendable () -> Browser) async throws -> Void
    ) async throws {
        try await kit.application().test(.router) { client in try await body { Browser(client) } }
    }

    /// One browser each, logged in.
    func play(
        as clerks: String..., body: @escaping @Sendable ([Browser]) async throws -> Void
    ) async throws {
        try await browse { make in
            var browsers: [Browser] = []
            for clerk in clerks {
                let browser = make()
                try await browser.startDay()
                try await browser.setSecret(clerk)
                browsers.append(browser)
            }
            try await body(browsers)
        }
    }
}

/// A browser that keeps its cookies, without scripts. Forms carry the token of the page that was seen last.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    private let memory = Mutex((cookie: "", token: ""))

    init(_ client: any TestClientProtocol) { self.client = client }

    var isLoggedIn: Bool { memory.withLock { !$0.cookie.isEmpty } }

    @discardableResult
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestBrowser.Answer {
        try await send(.get, path, headers, nil)
    }

    @discardableResult
    func post(
        _ path: String, _ values: [(String, String)] = [], token: String? = nil, origin: String = "http://localhost"
    ) async throws -> TestBrowser.Answer {
        let token = token ?? memory.withLock { $0.token }
        let body = ([("token", token)] + values).map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
            .joined(separator: "&")
        return try await send(
            .post, path, [.contentType: "application/x-www-form-urlencoded", .origin: origin],
            ByteBuffer(string: body))
    }

    func upload(_ path: String, _ name: String, _ bytes: Data) async throws -> TestBrowser.Answer {
        let token = memory.withLock { $0.token }
        var body = ByteBuffer(
            string: "--g\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n\(token)\r\n"
                + "--g\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"k\"\r\n\r\n")
        body.writeBytes(bytes)
        body.writeString("\r\n--g--\r\n")
        return try await send(
            .post, path, [.contentType: "multipart/form-data; boundary=g", .origin: "http://localhost"], body)
    }

    /// The page that a post led to, or the one it gave.
    func submit(_ path: String, _ values: [(String, String)] = []) async throws -> TestBrowser.Answer {
        let answer = try await post(path, values)
        return answer.status == 303 ? try await get(answer.location) : answer
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer?
    ) async throws -> TestBrowser.Answer {
        var headers = headers
        let cookie = memory.withLock { $0.cookie }
        if !cookie.isEmpty { headers[.cookie] = cookie }
        return try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
            let answer = TestBrowser.Answer(
                status: response.status.code, text: String(buffer: response.body), headers: response.headers)
            self.memory.withLock { memory in
                if let set = response.headers[.setCookie] {
                    let pair = String(set.prefix { $0 != ";" })
                    memory.cookie = pair.hasSuffix("=") ? "" : pair
                }
                if answer.text.contains("data-token=") {
                    memory.token = String(
                        answer.text.split(separator: "data-token=\"", maxSplits: 1).last?.prefix { $0 != "\"" } ?? "")
                }
            }
            return answer
        }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    // MARK: What every test does first

    func startDay() async throws {
        try await get("/tagesbeginn")
        try await post("/tagesbeginn", [("passphrase", AccessWorld.passphrase)])
    }

    @discardableResult
    func setSecret(_ clerk: String, code: String? = nil) async throws -> TestBrowser.Answer {
        try await get("/anmelden/einmalcode")
        let answer = try await post(
            "/anmelden/einmalcode",
            [
                ("clerk", clerk), ("code", code ?? AccessWorld.codes[clerk] ?? ""), ("secret", AccessWorld.secret),
                ("secret-again", AccessWorld.secret), ("pin", AccessWorld.pin), ("pin-again", AccessWorld.pin),
            ])
        if isLoggedIn { try await get("/heute") }
        return answer
    }

    @discardableResult
    func logIn(_ clerk: String, secret: String = AccessWorld.secret) async throws -> TestBrowser.Answer {
        try await get("/anmelden")
        let answer = try await post("/anmelden", [("clerk", clerk), ("secret", secret)])
        if answer.status == 303 { try await get("/heute") }
        return answer
    }

    func openOuting(_ venue: String = "straach-lindenhof") async throws {
        try await get("/heute")
        try await post("/aussentermin/oeffnen", [("venue", venue)])
        try await get("/heute")
    }
}
