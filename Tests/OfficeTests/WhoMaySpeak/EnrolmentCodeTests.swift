import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import Journal
import Logging
import NIOCore
import OpenSSL
import Sync
import Synchronization
import Testing

@testable import Kit
@testable import Office

/// A kit is enrolled over the line with a code, by real TLS: the right one once, and nobody else, whoever stands in between.
@Suite struct EnrolmentCodeTests {
    private let bench: OfficeBench
    private let program: OfficeProgram

    init() async throws {
        bench = try OfficeBench(issued: Date())
        program = try await bench.program()
    }

    private var book: EnrolmentBook { program.registry.enrolments }

    /// The office listens while the test goes on.
    private func listening(_ body: @escaping @Sendable (EnrolmentAddress) async throws -> Void) async throws {
        let listener = SyncListener(endpoints: program.endpoints, door: program.door)
        try await Self.run(body) { running in
            try listener.application(
                host: "127.0.0.1", port: 0, server: bench.folder.server(), authorityPEM: bench.folder.authorityPEM(),
                logger: Logger(label: "test"), running: running)
        }
    }

    private static func run<Program: ApplicationProtocol & Sendable>(
        _ body: @escaping @Sendable (EnrolmentAddress) async throws -> Void,
        _ make: (@escaping @Sendable (Int) -> Void) throws -> Program
    ) async throws {
        let (ports, signal) = AsyncStream.makeStream(of: Int.self)
        let listener = try make { signal.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await listener.run() }
            for await port in ports {
                try await body(#require(EnrolmentAddress("127.0.0.1:\(port)")))
                break
            }
            group.cancelAll()
        }
    }

    private func offer(_ kit: String? = nil, minutes: Int = 60) async throws -> EnrolmentOffer {
        try EnrolmentOffer.make(
            kit: kit, minutes: minutes, in: bench.folder, book: book, town: await program.registry.view().town.town,
            at: bench.clock.now())
    }

    private func blank(_ name: String) -> KitFolder { KitFolder(path: "\(bench.path)/\(name)") }

    /// As somebody types it.
    private static func typed(_ code: EnrolmentCode, _ address: EnrolmentAddress) throws -> EnrolmentInvitation {
        try EnrolmentInvitation(typed: code.text.lowercased(), address: address.text)
    }

    private static func enrol(
        _ folder: KitFolder, _ invitation: EnrolmentInvitation
    ) async -> Result<Enrolling.Secrets, EnrolmentTrouble> {
        do {
            return .success(
                try await Enrolling.enrol(folder, invitation: invitation, program: "1.0", cost: OfficeBench.cheap))
        } catch let trouble as EnrolmentTrouble { return .failure(trouble) } catch {
            Issue.record("\(error)")
            return .failure(.broken)
        }
    }

    private static func trouble(_ folder: KitFolder, _ invitation: EnrolmentInvitation) async -> EnrolmentTrouble? {
        if case .failure(let trouble) = await enrol(folder, invitation) { trouble } else { nil }
    }

    /// A code that begins like another.
    private static func wrong(like code: EnrolmentCode) -> EnrolmentCode {
        let handle = code.handle.compactMap { EnrolmentCode.alphabet.firstIndex(of: $0) }.map { UInt8($0) }
        return EnrolmentCode(Randomness { Data(handle + Array(repeating: 7, count: $0 - handle.count)) })
    }

    private var enrolled: [String] { get throws { try program.registry.ledger.kits().map(\.code) } }

    // MARK: The right one

    @Test(arguments: [true, false]) func theRightCodeEnrolsAKit(isScanned: Bool) async throws {
        let offer = try await offer()
        let folder = blank("kit")
        try await listening { address in
            let scanned = offer.invitation.text.replacing("127.0.0.1:8443", with: address.text)
            let invitation =
                try isScanned
                ? EnrolmentInvitation(typed: scanned, address: "") : Self.typed(offer.invitation.code, address)
            let secrets = try await Self.enrol(folder, invitation).get()
            #expect(secrets.code == offer.kit && offer.kit.text == "W01")
            #expect(secrets.clerks == offer.staff.map(\.clerk) && !secrets.clerks.isEmpty)
            // From now on it speaks as every kit does.
            let identity = try folder.identity()
            let office = try folder.office(identity)
            let line = try KitSyncLine(
                address: "https://\(address.text)", identity: office.identity, authorityPEM: office.authorityPEM,
                pace: SyncPace())
            let hello = Hello(
                kit: identity.number, generation: 1, head: nil, epoch: 0, feedThrough: 0, catalogue: "", program: "1.0",
                unsent: 0)
            let answer = try await line.ask(
                SyncHTTPRequest(method: "POST", path: "/sync/1/hello", body: SyncJSON.encode(hello)), patience: 10_000)
            #expect(try SyncJSON.decode(HelloAnswer.self, from: answer.body).refusal == nil)
            await line.close()
        }
        #expect(try enrolled == ["W01"])
        #expect(try book.pending(at: bench.clock.now()).map(\.state) == [.used])
        let verify = try OpenSSL.run(
            ["verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", "office.pem", "kit.pem"],
            in: folder.path("tls"))
        #expect(verify.status == 0)
        // The code stands in no file.
        let secret = offer.invitation.code.text.replacing("-", with: "").dropFirst(3)
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: bench.folder.path(name)))
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
    }

    /// The same laptop gets the same answer again; another one gets nothing.
    @Test func aCodeIsForOneLaptop() async throws {
        let offer = try await offer()
        let (first, second) = (blank("first"), blank("second"))
        try await listening { address in
            let invitation = try Self.typed(offer.invitation.code, address)
            let request = try Enrolling.prepare(first, program: "1.0")
            let key = invitation.code.key
            var answers: [Data] = []
            for _ in 0..<2 {
                let answer = try await EnrolmentLine.ask(address) { certificate in
                    let proof = EnrolmentProof(key: key, certificate: certificate).kit(request)
                    return SyncJSON.encode(
                        EnrolmentCall(handle: invitation.code.handle, request: request, proof: proof))
                }
                answers.append(try SyncJSON.decode(EnrolmentCall.Answer.self, from: answer.body).answer)
            }
            #expect(answers[0] == answers[1])
            #expect(await Self.trouble(second, invitation) == .noSuchCode)
            #expect(await Self.trouble(first, invitation) == nil)
        }
        #expect(try enrolled == ["W01"])
    }

    // MARK: Wrong ones

    @Test func fiveWrongProofsBurnACode() async throws {
        let offer = try await offer()
        let folder = blank("kit")
        try await listening { address in
            let wrong = try Self.typed(Self.wrong(like: offer.invitation.code), address)
            for _ in 0..<EnrolmentBook.tries { #expect(await Self.trouble(folder, wrong) == .wrongProof) }
            #expect(try book.pending(at: bench.clock.now()).map(\.state) == [.burnt])
            #expect(try await Self.trouble(folder, Self.typed(offer.invitation.code, address)) == .noSuchCode)
        }
        #expect(try enrolled.isEmpty)
    }

    @Test func aCodeRunsOutAndCanBeWithdrawn() async throws {
        let old = try await offer()
        bench.pass(days: 1)
        let (folder, bench) = (blank("kit"), bench)
        try await listening { address in
            // Nobody without a certificate is spoken to.
            #expect(try await Self.trouble(folder, Self.typed(old.invitation.code, address)) == .noSuchCode)
            let other = try await offer("W07")
            #expect(try await Self.trouble(folder, Self.typed(old.invitation.code, address)) == .noSuchCode)
            try book.withdraw(other.invitation.code.handle)
            #expect(try await Self.trouble(folder, Self.typed(other.invitation.code, address)) == .noSuchCode)
            // A second code for the same kit takes the place of the first.
            let (first, second) = (try await offer("W07"), try await offer("W07"))
            _ = try await offer("W08")
            #expect(try await Self.trouble(folder, Self.typed(first.invitation.code, address)) == .noSuchCode)
            #expect(try await Self.trouble(folder, Self.typed(second.invitation.code, address)) == nil)
        }
        #expect(try enrolled == ["W07"])
        withExtendedLifetime(bench) {}
    }

    @Test(arguments: [nil, "W01", "W99"] as [String?])
    func openCodesKeepTheirKit(_ wanted: String?) async throws {
        _ = try await offer()
        #expect(try await offer(wanted).kit.text == wanted ?? "W02")
    }

    // MARK: Who stands in between

    /// Takes the kit's call with a certificate of its own and passes it on to the office, and the answer back.
    private func between(
        _ office: EnrolmentAddress, _ body: @escaping @Sendable (EnrolmentAddress) async throws -> Void
    ) async throws {
        let other = try OfficeBench(issued: Date())
        let router = Router()
        router.post(RouterPath(EnrolmentCall.path)) { request, _ -> Response in
            let call = Data(try await request.body.collect(upTo: EnrolmentCall.callBytes).readableBytesView)
            let answer = try await EnrolmentLine.ask(office) { _ in call }
            return Response(
                status: .init(code: answer.status), body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        }
        let terms = try TLSTerms.enrolment(other.folder.server())
        try await Self.run(body) { running in
            try Application(
                router: router, server: .tls(.http1(), tlsConfiguration: terms),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { running($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
        }
        withExtendedLifetime(other) {}
    }

    @Test func whoStandsInBetweenEnrolsNobody() async throws {
        let offer = try await offer()
        let folder = blank("kit")
        try await listening { office in
            try await between(office) { middle in
                // Typed: the kit cannot know the certificate, and the proof shows it.
                #expect(try await Self.trouble(folder, Self.typed(offer.invitation.code, middle)) == .wrongProof)
                // Scanned: the kit says nothing at all.
                let scanned = offer.invitation.text.replacing("127.0.0.1:8443", with: middle.text)
                let invitation = try EnrolmentInvitation(typed: scanned, address: "")
                #expect(await Self.trouble(folder, invitation) == .otherOffice)
            }
            #expect(try enrolled.isEmpty)
            #expect(!folder.isEnrolled)
            // The one try that got through has cost one, and the code is still good on the right line.
            #expect(try await Self.trouble(folder, Self.typed(offer.invitation.code, office)) == nil)
        }
    }

    /// Another office, or somebody who answers in its place, does not know the code.
    @Test func anAnswerWithoutProofIsNotTaken() async throws {
        let offer = try await offer()
        let folder = blank("kit")
        let terms = try TLSTerms.enrolment(bench.folder.server())
        let router = Router()
        router.post(RouterPath(EnrolmentCall.path)) { _, _ -> Response in
            let answer = EnrolmentCall.Answer(answer: Data("{}".utf8), proof: Data(count: 32))
            return Response(
                status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: SyncJSON.encode(answer))))
        }
        try await Self.run { address in
            let trouble = try await Self.trouble(folder, Self.typed(offer.invitation.code, address))
            #expect(trouble == .unproven)
        } _: { running in
            try Application(
                router: router, server: .tls(.http1(), tlsConfiguration: terms),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { running($0.localAddress?.port ?? 0) }, logger: Logger(label: "test"))
        }
        #expect(!folder.isEnrolled)
    }

    /// Without a certificate there is the enrolment and nothing else, under its name only, while a code is open.
    @Test func theDoorLeadsNowhereElse() async throws {
        let bench = bench
        try await listening { address in
            func status(_ path: String, _ name: String = EnrolmentCall.serverName) async -> Int? {
                try? await EnrolmentLine.ask(address, path, name: name, body: { _ in Data("{}".utf8) }).status
            }
            #expect(await status(EnrolmentCall.path) == nil)
            _ = try await offer()
            #expect(await status(EnrolmentCall.path) == 400)
            for path in ["/sync/1/hello", "/sync/1/entries", "/sync/1/keys", "/sync/1/certificate", "/"] {
                #expect([403, 404].contains(await status(path)), "\(path)")
            }
            #expect(await status(EnrolmentCall.path, "localhost") == nil)
            bench.pass(days: 1)
            #expect(await status(EnrolmentCall.path) == nil)
        }
    }

    // MARK: Pages

    @Test func theHeadOfTheOfficeShowsACodeAndTheKitAsksForIt() async throws {
        let page = Mutex("")
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            #expect(try await browser.post("/koffer/aufnahme", [("kennung", "1234567")]).status == 422)
            let shown = try await browser.post("/koffer/aufnahme")
            #expect(shown.status == 200)
            page.withLock { $0 = shown.text }
            #expect(try await browser.get("/koffer").text.contains("offen"))
        }
        let shown = page.withLock { $0 }
        let code = String(try #require(shown.firstMatch(of: /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/)).output.0)
        #expect(shown.contains("<svg") && shown.contains("127.0.0.1:8443"))
        let folder = blank("kit")
        let asking = EnrolmentProgram(
            folder: folder, port: 80, cost: OfficeBench.cheap, logger: Logger(label: "test"))
        try await listening { address in
            try await Application(router: asking.router()).test(.router) { client in
                func send(_ code: String, _ address: String) async throws -> (status: Int, text: String) {
                    let answer = try await client.executeRequest(
                        uri: "/aufnahme", method: .post,
                        headers: [.origin: "http://localhost", .contentType: "application/x-www-form-urlencoded"],
                        body: ByteBuffer(string: "code=\(code)&adresse=\(address)"))
                    return (answer.status.code, String(buffer: answer.body))
                }
                let first = try await client.executeRequest(uri: "/", method: .get, headers: [:], body: nil)
                #expect(String(buffer: first.body).contains("Code der Zentrale"))
                #expect(try await send(String(code.dropLast()), address.text).text.contains("eingegeben sind 19"))
                #expect(try await send(code, "nicht hier").status == 422)
                let done = try await send(code, address.text)
                #expect(done.status == 200 && done.text.contains("Losung"))
            }
        }
        #expect(folder.isEnrolled)
    }

    // MARK: The code itself

    @Test(arguments: 0..<40) func aCodeReadsBackHoweverItIsTyped(seed: UInt8) throws {
        let code = EnrolmentCode(Randomness { count in Data((0..<count).map { seed &* 31 &+ UInt8($0) &* 7 }) })
        let sloppy = code.text.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing(
            "1", with: "l")
        #expect(try EnrolmentCode(typed: sloppy) == code)
        #expect(code.text.count == 23)
    }

    @Test func mostMistypedCodesAreFoundAtTheKit() throws {
        let code = EnrolmentCode(.system).text
        var found = 0
        var all = 0
        for place in code.indices where code[place] != "-" {
            for letter in EnrolmentCode.alphabet where letter != code[place] {
                var other = code
                other.replaceSubrange(place...place, with: String(letter))
                all += 1
                if (try? EnrolmentCode(typed: other)) == nil { found += 1 }
            }
        }
        #expect(found * 100 > all * 90)
    }
}
