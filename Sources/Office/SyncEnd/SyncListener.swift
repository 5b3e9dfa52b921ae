import Foundation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Journal
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

        /// Nil when the certificate is no kit's.
        func kit() async throws -> UInt16? {
            guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
            return try PeerCertificate(der: certificate.toDERBytes()).kit
        }
    }

    package let endpoints: OfficeSyncEndpoints

    package init(endpoints: OfficeSyncEndpoints) { self.endpoints = endpoints }

    /// The routes alone, for tests without TLS.
    /// - Parameter kit: who is at the other end.
    package func router<C: RequestContext>(kit: @escaping @Sendable (C) async throws -> UInt16?) -> Router<C> {
        let router = Router(context: C.self)
        let endpoints = endpoints
        for method in [HTTPRequest.Method.get, .post, .put] {
            router.on("/sync/**", method: method) { request, context -> Response in
                guard let kit = try await kit(context) else { throw HTTPError(.forbidden) }
                return try await Self.answer(request, from: kit, endpoints)
            }
        }
        return router
    }

    private static func answer(
        _ request: Request, from kit: UInt16, _ endpoints: OfficeSyncEndpoints
    ) async throws -> Response {
        // What is compressed may be a thousand times as long; no kit compresses, for ciphertext does not shrink.
        guard request.headers[.contentEncoding] == nil else { throw HTTPError(.unsupportedMediaType) }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > SyncLimits.requestBytes {
            throw HTTPError(.contentTooLarge)
        }
        let body = try await request.body.collect(upTo: SyncLimits.requestBytes)
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        let contact = HTTPField.Name(SyncRoutes.contactHeader).flatMap { request.headers[$0] }
        let answer = await endpoints.respond(
            to: SyncHTTPRequest(
                method: request.method.rawValue, path: request.uri.path, query: query, contact: contact,
                body: Data(body.readableBytesView)), from: kit)
        return Response(
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
        let terms = try TLSTerms.office(server, authorityPEM: authorityPEM)
        let book = ConnectionBook()
        // The kit's own headers need 200 bytes.
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionPatience(limits, book: book)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 2_000, maxHeaderListSize: 8_000, maxHeaderFieldCount: 40))
        return Application(
            router: router { (context: Context) in try await context.kit() },
            server: try .tls(.http1(configuration: channel), tlsConfiguration: terms),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in running(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
