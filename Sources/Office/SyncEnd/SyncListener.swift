import Foundation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Journal
import Logging
import NIOCore
import NIOSSL
package import Sync

/// Serves the sync to kits: mutual TLS 1.3 on a port of its own; the kit's number is the one in its certificate.
package struct SyncListener: Sendable {
    /// What a request on this port brings: who is at the other end of the connection.
    package struct Context: RequestContext {
        package var coreContext: CoreRequestContextStorage
        let channel: any Channel

        package init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }

        func caller() async throws -> Caller { Caller(try await channel.nioSSL_peerCertificate().get()) }
    }

    /// Who is at the other end, by the certificate of the connection.
    package enum Caller: Hashable, Sendable {
        case kit(UInt16)
        /// Showed no certificate: the handshake lets such through only while a kit may be enrolled.
        case newcomer
        /// Showed one of ours that is no kit's.
        case stranger

        init(_ certificate: NIOSSLCertificate?) {
            guard let certificate else {
                self = .newcomer
                return
            }
            let kit = try? PeerCertificate(der: certificate.toDERBytes()).kit
            self = kit.map(Caller.kit) ?? .stranger
        }
    }

    package let endpoints: OfficeSyncEndpoints
    private let door: EnrolmentDoor?

    /// - Parameter door: nil where no kit is enrolled over the line.
    package init(endpoints: OfficeSyncEndpoints, door: EnrolmentDoor? = nil) {
        self.endpoints = endpoints
        self.door = door
    }

    /// The routes alone, for tests without TLS.
    /// - Parameters:
    ///   - certificate: SHA-256 of the one that is shown.
    ///   - caller: who is at the other end.
    package func router<C: RequestContext>(
        certificate: EntryHash = .zero, caller: @escaping @Sendable (C) async throws -> Caller
    ) -> Router<C> {
        let router = Router(context: C.self)
        let (endpoints, door) = (endpoints, door)
        if let door {
            router.post(RouterPath(EnrolmentCall.path)) { request, context -> Response in
                guard try await caller(context) == .newcomer else { throw HTTPError(.forbidden) }
                let body = try await Self.body(of: request, upTo: EnrolmentCall.callBytes)
                return Self.response(await door.respond(to: body, certificate: certificate))
            }
        }
        for method in [HTTPRequest.Method.get, .post, .put] {
            router.on("/sync/**", method: method) { request, context -> Response in
                guard case .kit(let kit) = try await caller(context) else { throw HTTPError(.forbidden) }
                return try await Self.answer(request, from: kit, endpoints)
            }
        }
        return router
    }

    private static func body(of request: Request, upTo limit: Int) async throws -> Data {
        // What is compressed may be a thousand times as long; no kit compresses, for ciphertext does not shrink.
        guard request.headers[.contentEncoding] == nil else { throw HTTPError(.unsupportedMediaType) }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw HTTPError(.contentTooLarge)
        }
        return Data(try await request.body.collect(upTo: limit).readableBytesView)
    }

    private static func answer(
        _ request: Request, from kit: UInt16, _ endpoints: OfficeSyncEndpoints
    ) async throws -> Response {
        let body = try await body(of: request, upTo: SyncLimits.requestBytes)
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        let contact = HTTPField.Name(SyncRoutes.contactHeader).flatMap { request.headers[$0] }
        let answer = await endpoints.respond(
            to: SyncHTTPRequest(
                method: request.method.rawValue, path: request.uri.path, query: query, contact: contact,
                body: body), from: kit)
        return response(answer)
    }

    private static func response(_ answer: SyncHTTPResponse) -> Response {
        Response(
            status: .init(code: answer.status),
            // Nothing that the kit does not read: no cache stands between two ends that show each other certificates, and the
            // path says what the body is.
            headers: [.contentLength: String(answer.body.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// The listener as a program of its own.
    /// - Parameter running: told the port once it listens; 0 was given for any.
    func application(
        host: String, port: Int, server: CertificateIdentity, authorityPEM: String, logger: Logger,
        limits: ConnectionPatience.Limits = .init(), running: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let kits = try NIOSSLContext(configuration: TLSTerms.office(server, authorityPEM: authorityPEM))
        let newcomers = try NIOSSLContext(configuration: TLSTerms.enrolment(server))
        let door = door
        let book = ConnectionBook()
        // The kit's own headers need 200 bytes.
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionPatience(limits, book: book)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 2_000, maxHeaderListSize: 8_000, maxHeaderFieldCount: 40))
        return Application(
            router: router(certificate: try PeerCertificate.hash(ofPEM: server.certificatePEM)) { (context: Context) in
                try await context.caller()
            },
            server: HTTPServerBuilder { responder in
                SyncChannel(
                    base: HTTP1Channel(responder: responder, configuration: channel), kits: kits, newcomers: newcomers,
                    isOpen: { await door?.isOpen ?? false })
            },
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in running(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
