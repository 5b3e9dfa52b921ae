import Casework
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import NIOCore
import Pages
import Sync
import Town

@testable import Kit

/// A kit in a folder of its own, enrolled with generated keys, with the example town, at Straach on Monday, 7 December 2026, 10:40.
final class TestKit: Sendable {
    static let town: Town = {
        let path = URL(filePath: #filePath).appending(path: "../../../../Towns/wittenberg").standardizedFileURL.path
        let check = TownFolder.load(path: path)
        guard let town = check.town else { preconditionFailure(check.lines.joined(separator: "\n")) }
        return town
    }()
    /// 2026-12-07 10:40 in Germany.
    static let start = Timestamp(milliseconds: 1_796_636_400_000)
    static let venue: VenueKey = "straach-lindenhof"
    static let outing: OutingID = "straach-2026-12-07"

    let folder: KitFolder
    let desk: Desk
    let kit: KitProgram
    let kitKey: SymmetricKey

    /// - Parameter opened: with the outing open; otherwise the morning before.
    init(opened: Bool = true, port: Int = 80) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = KitFolder(path: path)
        kitKey = SymmetricKey(size: .bits256)
        try Self.enrol(folder, kitKey: kitKey)
        desk = try Desk(folder: folder, clock: WallClock { Self.start })
        kit = try KitProgram(desk: desk, settings: .init(port: port), logger: Logger(label: "test"))
        try await desk.unlock(with: kitKey)
        if opened { try await open() }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    private static func enrol(_ folder: KitFolder, kitKey: SymmetricKey) throws {
        let office = Curve25519.KeyAgreement.PrivateKey()
        try IdentityFile(
            kit: 1, signingKey: Curve25519.Signing.PrivateKey().rawRepresentation,
            officeKeys: [office.publicKey.rawRepresentation]
        ).write(to: folder.file(IdentityFile.name))
        try folder.keepAgreementKey(Curve25519.KeyAgreement.PrivateKey(), under: kitKey)
        try folder.keep(town.bundle)
        // Nothing is shipped here; the program only wants to find its certificate.
        try FileManager.default.createDirectory(
            atPath: folder.path(KitFolder.tls), withIntermediateDirectories: true)
        for name in ["kit.pem", "kit.key", "office.pem"] {
            try folder.write(Data("-".utf8), to: "\(KitFolder.tls)/\(name)")
        }
        guard let code = KitCode("W01") else { preconditionFailure("W01 is a kit's code") }
        let enrolment = KitIdentity.Enrolment(
            code: code, officeSigningKeys: [Curve25519.Signing.PrivateKey().publicKey.rawRepresentation],
            officeAddress: "https://localhost:8443")
        try folder.write(try JSONEncoder().encode(enrolment), to: KitIdentity.fileName)
    }

    /// Opens the outing by the journal, without the page for it.
    func open() async throws {
        try await desk.commit { view, _ in
            [
                .ofOuting(
                    Self.outing,
                    .opened(
                        OutingOpened(
                            outing: Self.outing, day: view.today, venue: Self.venue,
                            venueTitle: Self.town.venue(Self.venue)?.title ?? "", catalogue: view.catalogue.hash,
                            clerk: "mueller-platz", offRota: false)))
            ]
        }
    }

    /// Where a case stands, as the office would tell it over the feed.
    func tell(_ told: CaseTold) async throws {
        let chain = try await desk.view().state.feed.chain
        var writer = FeedWriter(
            kit: desk.identity.number, epoch: 1, number: chain.number,
            head: chain.number == 0 ? FeedMessage.noPrevious : chain.head)
        let message = try writer.write(
            .state, subject: told.number.text, secret: try JSONEncoder().encode(told),
            to: folder.agreementKey(under: kitKey).publicKey, signedWith: Curve25519.Signing.PrivateKey(), at: 0)
        try await desk.append([.ofKit(.feedReceived(message.bytes))])
    }

    /// A message of the office in clear, as the feed brings it.
    func hear(_ kind: FeedKind, of number: CaseNumber? = nil, _ clear: Data = Data()) async throws {
        let chain = try await desk.view().state.feed.chain
        var writer = FeedWriter(
            kit: desk.identity.number, epoch: 1, number: chain.number,
            head: chain.number == 0 ? FeedMessage.noPrevious : chain.head)
        let message = try writer.write(
            kind, subject: number?.text ?? "", clear: clear, to: nil, signedWith: Curve25519.Signing.PrivateKey(), at: 0
        )
        try await desk.append([.ofKit(.feedReceived(message.bytes))])
    }

    /// The office has taken the case over: this kit forgets its key.
    func acknowledge(_ number: CaseNumber) async throws {
        let last = try await desk.view().state.lastEntries[number]
        let acknowledged = Acknowledged(
            generation: last?.generation ?? 0, sequence: last?.sequence ?? 0, entries: 1, attachments: 0)
        try await hear(.acknowledged, of: number, acknowledged.encoded())
        await desk.eraseKeys(caseNumber: number.text, acknowledged)
    }

    /// The same kit after its program was killed: another desk over the same folder.
    /// - Parameter days: how much later, by the kit's clock.
    func restarted(after days: Int64 = 0) async throws -> (desk: Desk, kit: KitProgram) {
        await self.desk.close()
        let time = Timestamp(milliseconds: Self.start.milliseconds + days * 86_400_000)
        let desk = try Desk(folder: folder, clock: WallClock { time })
        try await desk.unlock(with: kitKey)
        return (desk, try KitProgram(desk: desk, settings: .init(port: 80), logger: Logger(label: "test")))
    }

    /// Plays in a browser in which a clerk is logged in.
    func play(as clerk: ClerkID = "mueller-platz", _ body: @escaping @Sendable (TestBrowser) async throws -> Void)
        async throws
    {
        try await TestBrowser.play(kit, as: clerk, body)
    }
}

/// A browser with a log-in, without scripts.
struct TestBrowser: Sendable {
    let client: any TestClientProtocol
    let cookie: String
    let token: String

    static func play(
        _ kit: KitProgram, as clerk: ClerkID, _ body: @escaping @Sendable (TestBrowser) async throws -> Void
    ) async throws {
        let name = TestKit.town.clerk(clerk)?.name ?? clerk.text
        let session = kit.sessions.start(DeskClerk(id: clerk, name: name))
        let cookie = "\(kit.cookie.name)=\(session.secret)"
        try await kit.application().test(.router) { client in
            try await body(TestBrowser(client: client, cookie: cookie, token: session.formToken.text))
        }
    }

    struct Answer: Sendable {
        let status: Int
        let text: String
        let headers: HTTPFields
        /// Where a 303 leads.
        var location: String { headers[.location] ?? "" }
        /// The once-token of the page's first form that has one.
        var once: String { value(of: "once") }
        var revision: String { value(of: "revision") }

        /// The value of the first hidden input of a name.
        func value(of name: String) -> String {
            guard let start = text.firstRange(of: "name=\"\(name)\" value=\"") else { return "" }
            return String(text[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        var all = headers
        all[.cookie] = cookie
        return try await answer(.get, path, all, nil)
    }

    func post(_ path: String, _ values: [(String, String)], isAutosave: Bool = false) async throws -> Answer {
        let body = ([("token", token)] + values).map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
            .joined(separator: "&")
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if isAutosave { headers[.accept] = "application/json" }
        return try await post(path, headers, ByteBuffer(string: body))
    }

    /// A form with a file.
    func send(_ path: String, _ values: [(String, String)], file: [UInt8], named name: String) async throws -> Answer {
        var body = ByteBuffer()
        for (key, value) in [("token", token)] + values {
            body.writeString("--grenze\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString(
            "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n")
        body.writeBytes(file)
        body.writeString("\r\n--grenze--\r\n")
        return try await post(path, [.contentType: "multipart/form-data; boundary=grenze"], body)
    }

    private func post(_ path: String, _ headers: HTTPFields, _ body: ByteBuffer) async throws -> Answer {
        var all = headers
        all[.cookie] = cookie
        all[.origin] = "http://localhost"
        return try await answer(.post, path, all, body)
    }

    private func answer(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer?
    ) async throws -> Answer {
        try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
            Answer(
                status: response.status.code, text: String(buffer: response.body), headers: response.headers)
        }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
