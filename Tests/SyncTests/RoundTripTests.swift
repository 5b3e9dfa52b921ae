import Crypto
import Foundation
import Hummingbird
import HummingbirdTLS
import Journal
import Logging
import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import Sync

/// The real thing on the loopback: mutual TLS 1.3, the driver, a server.
@Suite(.serialized, .timeLimit(.minutes(10))) struct RoundTripTests {
    @Test func casesGoOverMutualTLSAndTheKeysAreErased() async throws {
        let stage = try Stage()
        let numbers = ["W01-1-0001", "W01-1-0002"]
        for number in numbers { try await stage.kit.takeIn(number, attachments: [300_000, 5_000]) }
        try await stage.serving { port in
            let driver = try stage.driver(port: port)
            let running = Task { await driver.run() }
            await stage.kit.waitUntil(erased: Set(numbers))
            running.cancel()
            await running.value
        }
        let sent = await stage.kit.entries
        #expect(stage.entriesAtOffice == sent)
        #expect(await stage.kit.progress?.unsentEntries == 0)
    }

    @Test func aKitOfAnotherAuthorityIsNotLetIn() async throws {
        let stage = try Stage()
        let stranger = try Stage()
        try await stage.kit.takeIn("W01-1-0001")
        try await stage.serving { port in
            // Trusts the right server, but shows a certificate of another authority.
            let driver = try stage.driver(port: port, identity: stranger.kitIdentity)
            let running = Task { await driver.run() }
            await stage.kit.waitUntil { !($0?.problems.isEmpty ?? true) }
            running.cancel()
            await running.value
        }
        #expect(stage.entriesAtOffice.isEmpty)
        #expect(await stage.kit.progress?.unsentEntries == 5)
    }

    @Test func aServerOfAnotherAuthorityIsNotTrusted() async throws {
        let stage = try Stage()
        let impostor = try Stage()
        try await stage.kit.takeIn("W01-1-0001")
        try await impostor.serving { port in
            let driver = try stage.driver(port: port)
            let running = Task { await driver.run() }
            await stage.kit.waitUntil { $0?.problems.map(\.trouble) == [.untrusted] }
            running.cancel()
            await running.value
        }
        #expect(impostor.entriesAtOffice.isEmpty)
    }

    @Test func withoutAnOfficeTheKitSaysSo() async throws {
        let stage = try Stage()
        try await stage.kit.takeIn("W01-1-0001")
        // A port on which nothing listens: it was ours a moment ago.
        let port = try await stage.serving { $0 }
        let driver = try stage.driver(port: port)
        let running = Task { await driver.run() }
        await stage.kit.waitUntil { $0?.problems.map(\.trouble) == [.noConnection] }
        running.cancel()
        await running.value
        #expect(await stage.kit.progress?.unsentEntries == 5)
    }
}

/// An office with its authority and server, and a kit that holds a certificate of it.
private final class Stage: Sendable {
    private let office: Mutex<OfficeBox>
    let kit: KitActor
    let authorityPEM: String
    let server: CertificateIdentity
    let kitIdentity: CertificateIdentity

    /// The tests' office is not sendable by itself; the lock makes it so.
    struct OfficeBox: @unchecked Sendable {
        let office: SimulatedOffice
        var cases: Set<String> = []
    }

    init() throws {
        let dice = Dice(seed: 77)
        let now = Date()
        let authorityIdentity = try CertificateAuthority.make(
            town: "Wittenberg", at: now, serial: dice.randomness.bytes(16))
        let authority = try CertificateAuthority(authorityIdentity)
        authorityPEM = authorityIdentity.certificatePEM
        server = try authority.makeServer(
            names: ["localhost", "127.0.0.1"], at: now, serial: dice.randomness.bytes(16))
        let request = try KitCertificateRequest.make()
        kitIdentity = CertificateIdentity(
            certificatePEM: try authority.issue(
                kit: 7, request: request.requestPEM, at: now, serial: dice.randomness.bytes(16)),
            keyPEM: request.keyPEM)
        let simulated = try SimulatedOffice(dice: dice)
        let sealing = simulated.sealing.publicKey.rawRepresentation
        let officeKey = simulated.signing.publicKey.rawRepresentation
        let signer = try SoftwareSigner(privateKey: dice.randomness.bytes(32))
        simulated.ledger.enrol(
            EnrolledKit(number: 7, signingKeys: [signer.publicKey], agreementKey: Data(count: 32)))
        office = Mutex(OfficeBox(office: simulated))
        kit = try KitActor(office: sealing, officeKey: officeKey, signer: signer)
    }

    var entriesAtOffice: [Entry] {
        office.withLock { box in
            ((try? box.office.store.entries(.all, after: 0, limit: 10_000)) ?? []).map(\.entry)
        }
    }

    func driver(port: Int, identity: CertificateIdentity? = nil) throws -> KitSyncDriver {
        var pace = SyncPace()
        pace.idle = 400
        pace.afterShipping = 50
        pace.gather = 20
        pace.firstRetry = 100
        pace.patience = 10_000
        return KitSyncDriver(
            holdings: kit,
            office: OfficeAddress(
                address: "https://127.0.0.1:\(port)", identity: identity ?? kitIdentity, authorityPEM: authorityPEM),
            program: "test", pace: pace, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func respond(_ request: SyncHTTPRequest, from kit: UInt16) -> SyncHTTPResponse {
        office.withLock { box in
            let response = OfficeSyncEndpoints.respond(
                to: request, from: kit, with: &box.office.sync, at: Timestamp(Date()))
            for stored in (try? box.office.store.entries(.all, after: 0, limit: 10_000)) ?? []
            where stored.entry.header.type.name == Acknowledgement.transfer {
                box.cases.insert(stored.entry.header.subject.id)
            }
            try? box.office.takeIn(cases: box.cases.sorted(), kit: kit)
            return response
        }
    }

    /// Serves on a free port while the work runs.
    func serving<Value: Sendable>(_ work: @escaping @Sendable (Int) async throws -> Value) async throws -> Value {
        let router = Router(context: PeerContext.self)
        for method in [HTTPRequest.Method.get, .post, .put] {
            router.on("/sync/**", method: method) { request, context -> Response in
                guard let certificate = try await context.channel.nioSSL_peerCertificate().get(),
                    let kit = try PeerCertificate(der: certificate.toDERBytes()).kit
                else { return Response(status: .forbidden) }
                let body = try await request.body.collect(upTo: SyncLimits.requestBytes)
                var query: [String: String] = [:]
                for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
                let answer = self.respond(
                    SyncHTTPRequest(
                        method: request.method.rawValue, path: request.uri.path, query: query,
                        contact: request.headers[.init(SyncRoutes.contactHeader)!], body: Data(body.readableBytesView)),
                    from: kit)
                return Response(
                    status: .init(code: answer.status), headers: [.contentType: answer.contentType],
                    body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
            }
        }
        let (ports, inlet) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router,
            server: try .tls(.http1(), tlsConfiguration: TLSTerms.office(server, authorityPEM: authorityPEM)),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { inlet.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let serving = Task { try await application.run() }
        defer { serving.cancel() }
        var port = 0
        for await first in ports {
            port = first
            break
        }
        let value = try await work(port)
        serving.cancel()
        _ = try? await serving.value
        return value
    }
}

private struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// The kit's side as the real program has it: one actor over journal, keys and attachments.
private actor KitActor: KitHoldings {
    private let kit: SimulatedKit
    private let officeKey: Data
    private var erased: Set<String> = []
    private(set) var progress: SyncProgress?

    init(office: Data, officeKey: Data, signer: SoftwareSigner) throws {
        kit = try SimulatedKit(office: office, signer: signer, dice: Dice(seed: 78))
        self.officeKey = officeKey
    }

    func takeIn(_ number: String, attachments sizes: [Int] = []) throws {
        try kit.takeIn(number, attachments: sizes)
    }

    var entries: [Entry] { ((try? kit.store.entries(.all, after: 0, limit: 10_000)) ?? []).map(\.entry) }

    func waitUntil(erased wanted: Set<String>) async {
        while !wanted.isSubset(of: erased) || progress?.state != .upToDate {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    func waitUntil(_ isSo: @Sendable (SyncProgress?) -> Bool) async {
        while !isSo(progress) { try? await Task.sleep(for: .milliseconds(10)) }
    }

    func start() throws(SyncTrouble) -> KitSyncStart {
        do { return try kit.start(officeKeys: [officeKey]) } catch { throw .ownDisk("\(error)") }
    }

    func catalogue() -> String { "" }

    func batch(after place: Position, bytes: Int) throws(SyncTrouble) -> EntriesBatch? {
        try EntriesBatch.reading(kit.store, after: place, bytes: bytes, signer: kit.signer)
    }

    func sealedKeys(_ ids: [KeyID]) throws(SyncTrouble) -> [SealedKey] {
        ids.compactMap { kit.ring.row($0)?.sealedKey }
    }

    func chunk(of ref: AttachmentRef, at offset: UInt64, count: Int) throws(SyncTrouble) -> Data {
        kit.attachments.chunk(of: ref.id, at: Int(offset), count: count)
    }

    func record(_ feed: [FeedMessage]) throws(SyncTrouble) { kit.recorded += feed }
    func noteKeys(_ ids: [KeyID]) { kit.noted.formUnion(ids) }
    func noteAttachments(_ ids: [KeyID]) { kit.noted.formUnion(ids) }

    func begin(epoch: UInt32) throws(SyncTrouble) -> (keys: [KeyID], attachments: [AttachmentRef]) {
        kit.epoch = epoch
        kit.noted = []
        return (kit.unnotedKeys, kit.unnotedRefs)
    }

    func eraseKeys(caseNumber: String, _ acknowledged: Acknowledged) { erased.insert(caseNumber) }
    func dropSegments(backedUp: [Position]) {}
    func learnOfficeTime(_ time: Timestamp) {}
    func refused(_ refusal: Refusal?) {}
    func obey(_ kind: FeedKind, _ order: LockOrder) {}
    func journalIsBehind(office: Head) {}
    func show(_ progress: SyncProgress) { self.progress = progress }
}
