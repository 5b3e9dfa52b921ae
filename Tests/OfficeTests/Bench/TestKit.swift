import Casework
import Crypto
import Foundation
import Journal
import Sync

@testable import Office

/// A kit with a real journal, key ring and attachments, that ships by calling the office's endpoints.
/// `@unchecked`: a test uses it from one place at a time.
final class TestKit: @unchecked Sendable {
    struct Request {
        let signing = Curve25519.Signing.PrivateKey()
        let agreement = Curve25519.KeyAgreement.PrivateKey()
        let certificate: KitCertificateRequest
        let file: Data

        init() throws {
            certificate = try KitCertificateRequest.make()
            file = try EnrolmentRequest(
                certificateRequest: certificate.requestPEM, signingKey: signing.publicKey.rawRepresentation,
                agreementKey: agreement.publicKey.rawRepresentation, program: "1.0.0"
            ).encoded()
        }
    }

    let answer: EnrolmentAnswer
    let request: Request
    let keys: KeyRing
    private let keyFile: MemoryFile
    private let kitKey: SymmetricKey
    let store = MemoryJournalStore()
    let journal: Journal
    let attachments: AttachmentFolder
    let clock: WallClock
    var feed: FeedChain
    var messages: [FeedMessage] = []
    /// Over TLS instead of by a call, and what went wrong with it last.
    var line: KitSyncLine?
    var trouble: SyncTrouble?
    private var contact = ""
    private var refs: [AttachmentRef] = []
    private var running = 0

    convenience init(_ request: Request, answer: Data, folder: String, clock: WallClock) throws {
        try self.init(
            request, answer: EnrolmentAnswer(file: answer, keyPEM: request.certificate.keyPEM), folder: folder,
            clock: clock, keyFile: MemoryFile(), kitKey: SymmetricKey(size: .bits256))
    }

    /// A spare laptop that has what the mirror had when the other one's journal ended here.
    /// - Parameter mirrored: the keys as they were then.
    convenience init(spareFor other: TestKit, after end: Position, mirrored: Data, folder: String) throws {
        try self.init(
            other.request, answer: other.answer, folder: folder, clock: other.clock, keyFile: MemoryFile(mirrored),
            kitKey: other.kitKey)
        let past = try other.store.entries(.all, after: 0, limit: 10_000).map(\.entry).filter { $0.position <= end }
        let head = try other.journal.signedHead(at: end)!
        try store.append(past, head: head, receivedAt: nil)
        try journal.startGeneration(after: head.head)
        running = other.running
    }

    /// What a mirror would hold now.
    func mirrored() throws -> (end: Position, keys: Data) {
        (journal.head!.position, try keyFile.read()!)
    }

    private init(
        _ request: Request, answer: EnrolmentAnswer, folder: String, clock: WallClock, keyFile: MemoryFile,
        kitKey: SymmetricKey
    ) throws {
        self.request = request
        self.clock = clock
        self.answer = answer
        self.keyFile = keyFile
        self.kitKey = kitKey
        let recipients = try [self.answer.officeSealingKey, self.answer.recoverySealingKey].compactMap { $0 }.map(
            Recipient.init(publicKey:))
        keys = try KeyRing(file: keyFile, kit: self.answer.kit, recipients: recipients)
        keys.unlock(with: kitKey)
        journal = try Journal(
            kit: self.answer.kit, store: store, keys: keys,
            signer: SoftwareSigner(privateKey: request.signing.rawRepresentation))
        attachments = try AttachmentFolder(path: folder)
        feed = FeedChain(kit: self.answer.kit, epoch: 1)
    }

    var kit: UInt16 { answer.kit }

    // MARK: Working

    func nextNumber() -> CaseNumber {
        running += 1
        return NumberFormat(
            .caseNumber, kit: KitCode(answer.code)!, generation: Int(journal.generation), running: running)!.caseNumber!
    }

    func append(_ number: CaseNumber, _ events: [CaseEvent]) throws {
        let drafts = try events.map { try OfficeEvent.ofCase(number, $0).draft() }
        _ = try journal.append(drafts, segment: 1, at: clock.now())
    }

    /// An entry of the book of a day.
    func book(_ event: BookEvent, on day: String = "2026-12-07") throws {
        let encoded = try BookEvent.codec.encode(event)
        let draft = Draft(
            subject: try Subject(kind: .book, id: "\(answer.code)-\(day)"),
            type: try EventType(encoded.type, version: UInt16(encoded.version)), body: encoded.body, sealing: .subject)
        _ = try journal.append([draft], segment: 1, at: clock.now())
    }

    func count(_ event: StatisticsEvent) throws {
        let encoded = try StatisticsEvent.codec.encode(event)
        let draft = Draft(
            subject: try Subject(kind: .statistics, id: answer.code),
            type: try EventType(encoded.type, version: UInt16(encoded.version)), body: encoded.body, sealing: .clear)
        _ = try journal.append([draft], segment: 1, at: clock.now())
    }

    /// Encrypts and names an attachment of a case.
    func attach(_ bytes: Data, to number: CaseNumber, mediaType: String = "image/png") throws -> Attachment {
        let subject = try Subject(kind: .case, id: number.text)
        let id = try keys.makeKey(under: subject, at: clock.now(), checkpoint: journal.head)
        let ref = try attachments.add(bytes, mediaType: mediaType, keyID: id, key: keys.key(id))
        _ = try journal.append([.attachment(ref, of: subject)], segment: 1, at: clock.now())
        refs.append(ref)
        return Attachment(
            id: AttachmentID(ref.id.hex), keyID: ref.keyID.hex, bytes: bytes.count,
            cipherSHA256: ref.cipherSHA256.bytes.hex, mediaType: mediaType)
    }

    // MARK: Shipping

    @discardableResult
    func call(
        _ endpoints: OfficeSyncEndpoints, _ method: String, _ path: String, query: [String: String] = [:],
        _ body: Data = Data()
    ) async -> SyncHTTPResponse {
        let request = SyncHTTPRequest(method: method, path: path, query: query, contact: contact, body: body)
        if let line {
            do throws(SyncTrouble) { return try await line.ask(request, patience: 10_000) } catch {
                trouble = error
                // No answer at all: what the caller makes of it is an answer it cannot read.
                return await endpoints.respond(to: SyncHTTPRequest(method: "GET", path: "/"), from: kit)
            }
        }
        return await endpoints.respond(to: request, from: kit)
    }

    func hello(_ endpoints: OfficeSyncEndpoints) async throws -> HelloAnswer {
        let head = try journal.head.map {
            try $0.signed(by: SoftwareSigner(privateKey: request.signing.rawRepresentation))
        }
        let hello = Hello(
            kit: kit, generation: journal.generation, head: head, epoch: 1, feedThrough: feed.number, catalogue: "",
            program: "1.0.0", unsent: 0)
        let response = await call(endpoints, "POST", "/sync/1/hello", SyncJSON.encode(hello))
        let answer = try SyncJSON.decode(HelloAnswer.self, from: response.body)
        contact = answer.contact.rawValue
        return answer
    }

    /// Ships everything there is, as it is or as `change` makes it.
    /// - Parameter change: a tamperer on the way, who re-signs nothing.
    @discardableResult
    func ship(
        to endpoints: OfficeSyncEndpoints, keys shipsKeys: Bool = true, attachments shipsAttachments: Bool = true
    ) async throws -> EntriesAnswer? {
        let answer = try await hello(endpoints)
        if shipsKeys {
            let request = KeysRequest(keys: keys.rows.map(\.sealedKey))
            await call(endpoints, "POST", "/sync/1/keys", SyncJSON.encode(request))
        }
        let sent = answer.accepted.last { $0.position.generation == journal.generation }?.position.sequence ?? 0
        var reply: EntriesAnswer?
        let position = Position(kit: kit, generation: journal.generation, sequence: sent)
        let entries = try store.entries(.after(position), after: 0, limit: 2_000).map(\.entry)
        if let last = entries.last, let signed = try journal.signedHead(at: last.position),
            let batch = EntriesBatch(entries: entries, head: signed)
        {
            let response = await call(endpoints, "POST", "/sync/1/entries", batch.encoded)
            reply = try SyncJSON.decode(EntriesAnswer.self, from: response.body)
        }
        if shipsAttachments {
            for ref in refs {
                let bytes = try Data(contentsOf: URL(filePath: "\(attachments.path)/\(ref.id.hex)"))
                await call(
                    endpoints, "PUT", "/sync/1/attachments/\(ref.id.hex)", query: ["offset": "0"], bytes)
            }
        }
        return reply
    }

    /// Fetches the feed and checks its chain and signatures.
    func fetchFeed(_ endpoints: OfficeSyncEndpoints) async throws {
        _ = try await hello(endpoints)
        let response = await call(
            endpoints, "GET", "/sync/1/feed", query: ["after": "\(feed.number)", "epoch": "\(feed.epoch)"])
        for message in try FeedAnswer(encoded: response.body).messages {
            if try feed.accept(message, trusting: answer.officeSigningKeys) { messages.append(message) }
        }
    }

    /// What this kit was told of cases, in order.
    var told: [CaseTold] {
        messages.filter { $0.kind == .state || $0.kind == .question }.compactMap { message in
            message.open(with: request.agreement).flatMap { try? JSONDecoder().decode(CaseTold.self, from: $0) }
        }
    }
}
