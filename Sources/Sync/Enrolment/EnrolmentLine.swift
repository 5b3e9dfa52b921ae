package import Foundation
package import Journal
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS

/// One request to an office that the kit has no reason to trust yet: TLS 1.3 to whoever is there, one question, one answer. What is asked may
/// depend on the certificate that was shown.
package enum EnrolmentLine {
    package struct Answer: Sendable {
        package let status: Int
        package let body: Data
        /// SHA-256 of the certificate that the other end showed.
        package let certificate: EntryHash
    }

    /// - Parameters:
    ///   - name: what the connection asks for; tests ask for others.
    ///   - body: made when the certificate is known; nil when the other end is not to be spoken to.
    package static func ask(
        _ address: EnrolmentAddress, _ path: String = EnrolmentCall.path, name: String = EnrolmentCall.serverName,
        patience: TimeInterval = 60,
        body: @escaping @Sendable (_ certificate: EntryHash) -> Data?
    ) async throws(EnrolmentTrouble) -> Answer {
        let group = MultiThreadedEventLoopGroup.singleton
        let promise = group.next().makePromise(of: Answer.self)
        do {
            var terms = TLSConfiguration.makeClientConfiguration()
            terms.minimumTLSVersion = .tlsv13
            // Nobody's signature counts here but the proof of the code, which covers the certificate.
            terms.certificateVerification = .noHostnameVerification
            let tls = try NIOSSLContext(configuration: terms)
            let exchange = Exchange(promise, body)
            let channel = try await ClientBootstrap(group: group).connectTimeout(.seconds(10))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = try NIOSSLClientHandler(
                            context: tls, serverHostname: name,
                            customVerificationCallback: { chain, verdict in exchange.see(chain, verdict) })
                        try channel.pipeline.syncOperations.addHandler(handler)
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(ExchangeHandler(exchange, address.text, path))
                    }
                }.connect(host: address.host, port: address.port).get()
            let limit = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(patience * 1000))) {
                promise.fail(EnrolmentTrouble.timedOut)
            }
            defer {
                limit.cancel()
                channel.close(promise: nil)
            }
            return try await promise.futureResult.get()
        } catch {
            // A promise that nobody keeps would end the program.
            promise.fail(error)
            switch error {
            case let trouble as EnrolmentTrouble: throw trouble
            case is NIOConnectionError: throw .noConnection
            default: throw .broken
            }
        }
    }
}

/// Why a kit was not enrolled over the line; `description` is for the person at the kit.
package enum EnrolmentTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case noConnection, broken, timedOut
    /// The certificate is not the one that the QR code names.
    case otherOffice
    /// The office does not know this code (any more).
    case noSuchCode
    /// The office knows such a code, and the proof does not fit: mistyped, or somebody stands in between.
    case wrongProof
    /// The other end does not know the code.
    case unproven
    case refused(Int)

    package var description: String {
        switch self {
        case .noConnection:
            "Unter dieser Adresse meldet sich niemand. Prüfen Sie Adresse und Netz; die Adresse zeigt die Zentrale neben dem Code."
        case .broken: "Die Verbindung ist abgerissen. Versuchen Sie es mit demselben Code noch einmal."
        case .timedOut: "Die Zentrale antwortet nicht. Versuchen Sie es mit demselben Code noch einmal."
        case .otherOffice:
            "Unter dieser Adresse meldet sich eine andere Zentrale als die, die den Code zeigt. Prüfen Sie das Netz; lassen Sie einen neuen Code zeigen."
        case .noSuchCode:
            "Diesen Code gibt es nicht, er ist abgelaufen oder schon benutzt. Lassen Sie in der Zentrale einen neuen zeigen."
        case .wrongProof:
            "Der Code passt nicht. Vergleichen Sie ihn mit dem der Zentrale; nach fünf Versuchen gilt er nicht mehr. Stimmt er, steht jemand in der Leitung: Benutzen Sie ein anderes Netz."
        case .unproven:
            "Wer unter dieser Adresse antwortet, kennt den Code nicht. Prüfen Sie die Adresse; benutzen Sie sonst ein anderes Netz."
        case .refused(let status):
            "Die Zentrale hat die Aufnahme abgelehnt (\(status)). Prüfen Sie dort die Seite „Koffer“ und lassen Sie einen neuen Code zeigen."
        }
    }
}

/// Question and answer of one connection; used on its event loop only.
private final class Exchange: @unchecked Sendable {
    let promise: EventLoopPromise<EnrolmentLine.Answer>
    private let make: @Sendable (EntryHash) -> Data?
    private var certificate: EntryHash?
    private(set) var body: Data?

    init(_ promise: EventLoopPromise<EnrolmentLine.Answer>, _ make: @escaping @Sendable (EntryHash) -> Data?) {
        self.promise = promise
        self.make = make
    }

    func see(_ chain: [NIOSSLCertificate], _ verdict: EventLoopPromise<NIOSSLVerificationResult>) {
        guard let der = try? chain.first?.toDERBytes() else { return verdict.succeed(.failed) }
        let seen = EntryHash(of: Data(der))
        certificate = seen
        body = make(seen)
        if body == nil { promise.fail(EnrolmentTrouble.otherOffice) }
        verdict.succeed(body == nil ? .failed : .certificateVerified)
    }

    func answered(_ status: Int, _ body: Data) {
        guard let certificate else { return promise.fail(EnrolmentTrouble.broken) }
        promise.succeed(EnrolmentLine.Answer(status: status, body: body, certificate: certificate))
    }
}

private final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let exchange: Exchange
    private let host: String
    private let path: String
    private var status = 0
    private var received = Data()

    init(_ exchange: Exchange, _ host: String, _ path: String) {
        self.exchange = exchange
        self.host = host
        self.path = path
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent, let body = exchange.body {
            let headers: HTTPHeaders = [
                "host": host, "content-type": SyncRoutes.json, "content-length": String(body.count),
                "connection": "close",
            ]
            let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path, headers: headers)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let part):
            received.append(contentsOf: part.readableBytesView)
            if received.count > EnrolmentCall.answerBytes {
                exchange.promise.fail(EnrolmentTrouble.broken)
                context.close(promise: nil)
            }
        case .end:
            exchange.answered(status, received)
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Without a code that is open, the office speaks only with kits that have a certificate.
        let isTurnedAway = "\(error)".contains("CERTIFICATE_REQUIRED")
        exchange.promise.fail(isTurnedAway ? EnrolmentTrouble.noSuchCode : .broken)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        exchange.promise.fail(EnrolmentTrouble.broken)
        context.fireChannelInactive()
    }
}
