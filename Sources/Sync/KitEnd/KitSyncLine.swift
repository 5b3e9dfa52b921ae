import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// The line to the office: HTTP/1.1 over mutual TLS 1.3, with a limit on every wait. Closing it cancels what is under way.
package struct KitSyncLine: Sendable {
    private let client: HTTPClient
    private let address: String
    /// Answers are one feed message of the largest size, or small.
    private static let answerLimit = SyncLimits.feedBytes + FeedAnswer.messageLimit

    /// - Parameter address: `https://host:port`.
    package init(
        address: String, identity: CertificateIdentity, authorityPEM: String, pace: SyncPace
    ) throws(CertificateFault) {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try TLSTerms.kit(identity, authorityPEM: authorityPEM), redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10), read: .milliseconds(pace.patience / 2)),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .milliseconds(pace.idle * 2)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = pace.window + 2
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.http1_1ConnectionDebugInitializer = { channel in
            // What was sent and is not even received by the other machine for so long will not be: the line is dead, and a new
            // call finds it sooner when it is back. Where there is no such option, the patience with an answer does it.
            let option = ChannelOptions.Types.SocketOption(level: .tcp, name: Self.unreceivedName)
            return channel.setOption(option, value: Self.unreceivedFor).flatMapErrorThrowing { _ in }
        }
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    /// Linux: `TCP_USER_TIMEOUT`, in milliseconds.
    private static let unreceivedName = NIOBSDSocket.Option(rawValue: 18)
    private static let unreceivedFor: SocketOptionValue = 6_000

    package func close() async { try? await client.shutdown() }

    package func ask(_ request: SyncHTTPRequest, patience: Int64) async throws(SyncTrouble) -> SyncHTTPResponse {
        var target = address + request.path
        let query = request.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        if !query.isEmpty { target += "?" + query.joined(separator: "&") }
        var outgoing = HTTPClientRequest(url: target)
        outgoing.method = .RAW(value: request.method)
        if let contact = request.contact { outgoing.headers.add(name: SyncRoutes.contactHeader, value: contact) }
        if request.method != "GET" { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        do {
            let response = try await client.execute(outgoing, timeout: .milliseconds(patience))
            let body = try await response.body.collect(upTo: Self.answerLimit)
            return SyncHTTPResponse(
                status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "",
                body: Data(body.readableBytesView))
        } catch { throw SyncTrouble(ofLine: error) }
    }
}

extension SyncTrouble {
    /// What an error of the HTTP client means for the clerk.
    init(ofLine error: any Error) {
        switch error {
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .untrusted
        case let error as HTTPClientError:
            let slow: [HTTPClientError] = [
                .readTimeout, .writeTimeout, .deadlineExceeded, .connectTimeout, .tlsHandshakeTimeout,
                .getConnectionFromPoolTimeout,
            ]
            self = slow.contains(error) ? .timedOut : .noConnection
        case is NIOTooManyBytesError: self = .unreadableAnswer
        default: self = .noConnection
        }
    }
}
