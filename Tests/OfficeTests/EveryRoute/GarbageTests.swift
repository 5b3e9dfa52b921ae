import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Pages
import Testing

/// Bodies that no page of the program sends, to every route that takes one.
@Suite(.serialized) struct GarbageTests {
    struct Body: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let type: String?
        let bytes: [UInt8]
        /// Whether it can be read as a form at all.
        let isForm: Bool
    }

    static let bodies = [
        Body(testDescription: "nothing", type: nil, bytes: [], isForm: true),
        Body(testDescription: "empty form", type: urlEncoded, bytes: [], isForm: true),
        Body(testDescription: "text", type: "text/plain", bytes: Array("hallo".utf8), isForm: false),
        Body(testDescription: "JSON", type: "application/json", bytes: Array("{\"once\":1}".utf8), isForm: false),
        Body(testDescription: "no type", type: nil, bytes: Array("a=b".utf8), isForm: false),
        Body(testDescription: "1 MB of noise", type: "application/octet-stream", bytes: noise, isForm: false),
        Body(
            testDescription: "truncated multipart", type: "multipart/form-data; boundary=g",
            bytes: Array("--g\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n%PDF-".utf8),
            isForm: false),
        Body(testDescription: "no boundary", type: "multipart/form-data", bytes: Array("--g--".utf8), isForm: false),
        Body(
            testDescription: "other boundary", type: "multipart/form-data; boundary=h",
            bytes: Array("--g\r\n\r\nx\r\n--g--\r\n".utf8), isForm: false),
        Body(testDescription: "broken escapes", type: urlEncoded, bytes: Array("a=%zz&%=1&=&&=2".utf8), isForm: false),
    ]

    private static let urlEncoded = "application/x-www-form-urlencoded"
    /// Bytes without order that are the same in every run.
    private static let noise: [UInt8] = {
        var state: UInt64 = 42
        return (0..<1_000_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }()

    @Test(arguments: RouteWorld.Program.allCases)
    func neverIsAFaultOfTheProgram(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        try await world.serving { client in
            for route in world.writes {
                let address = try world.address(route)
                for body in Self.bodies {
                    let pass = try await world.logIn(false)
                    let before = try await world.kept()
                    var headers: HTTPFields = [
                        .origin: "http://localhost", HTTPField.Name(FormToken.header)!: pass.token,
                    ]
                    if let type = body.type { headers[.contentType] = type }
                    let answer = try await client.ask(
                        .post, address, pass, headers, body: ByteBuffer(bytes: body.bytes))
                    let what = "\(route), \(body.testDescription)"
                    world.check(answer, what)
                    guard !body.isForm else { continue }
                    #expect((400..<500).contains(answer.status.code), "\(what): \(answer.status)")
                    #expect(try await world.kept() == before, "\(what)")
                }
            }
        }
    }

    /// The body is read before any route is asked: one route stands for all.
    @Test(arguments: RouteWorld.Program.allCases)
    func noiseThatClaimsToBeAForm(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        let before = try await world.kept()
        try await world.serving { client in
            let pass = try await world.logIn(false)
            let route = try #require(world.writes.first { !world.open.contains($0.description) })
            let address = try world.address(route)
            for type in [Self.urlEncoded, "multipart/form-data; boundary=g"] {
                let answer = try await client.ask(
                    .post, address, pass, [.origin: "http://localhost", .contentType: type],
                    body: ByteBuffer(bytes: Self.noise))
                world.check(answer, "\(route)")
                #expect((400..<500).contains(answer.status.code), "\(answer.status)")
            }
            let huge = try await client.ask(
                .post, address, pass,
                [.origin: "http://localhost", .contentType: Self.urlEncoded, .referer: "http://localhost/seite?a=b"],
                body: ByteBuffer(repeating: 0x61, count: 2_000_001))
            world.check(huge, "\(route)")
            #expect(huge.status == .contentTooLarge)
            #expect(String(buffer: huge.body).contains("href=\"/seite?a=b\""))
        }
        #expect(try await world.kept() == before)
    }

    /// Every input of every page with values that no page sends: the routes read them as they come.
    static let nonsense = [
        "", "-1", "99999999999999999999", "\u{0}", "\u{202E}\u{1F9F3}", "<script>alert(1)</script>", "31.02.2026",
        String(repeating: "ß", count: 300),
    ]

    @Test(arguments: RouteWorld.Program.allCases)
    func nonsenseInEveryInput(program: RouteWorld.Program) async throws {
        let world = try await program.world()
        try await world.serving { client in
            let names = try await Self.inputs(of: world, client)
            #expect(names.count > 15)
            for value in Self.nonsense {
                let encoded = ReturnAddress.encode(value)
                let body = ByteBuffer(
                    string: names.map { "\(ReturnAddress.encode($0))=\(encoded)" }.joined(separator: "&"))
                for route in world.writes {
                    let pass = try await world.logIn(false)
                    let answer = try await client.ask(
                        .post, try world.address(route), pass,
                        [
                            .origin: "http://localhost", .contentType: Self.urlEncoded,
                            HTTPField.Name(FormToken.header)!: pass.token,
                        ], body: body)
                    let what = "\(route), \(value.prefix(20).debugDescription)"
                    world.check(answer, what)
                    #expect(!String(buffer: answer.body).contains("<script>alert"), "\(what)")
                }
            }
        }
    }

    /// The names of all inputs on all pages, but for the session's token.
    private static func inputs(of world: RouteWorld, _ client: any TestClientProtocol) async throws -> [String] {
        let pass = try await world.logIn(false)
        var names: Set<String> = ["field", "value", "signature", "q", "back", "zurueck", "tag"]
        for route in world.reads {
            let text = String(buffer: try await client.ask(.get, try world.address(route), pass).body)
            for part in text.split(separator: " name=\"").dropFirst() {
                names.insert(String(part.prefix { $0 != "\"" }))
            }
        }
        return names.subtracting([FormToken.name, "viewport", "color-scheme"]).sorted()
    }
}
