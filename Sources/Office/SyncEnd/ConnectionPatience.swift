import NIOCore
import NIOHTTPTypes
import NIOSSL
import NIOTLS
import Sync

/// Ends a connection whose other side takes too long: to show its certificate and ask for the first time, to ask again, to finish a
/// request and take its answer. Goes by whole requests, so that a byte now and then keeps nothing open.
final class ConnectionPatience: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    struct Limits: Sendable {
        /// From the connection to the end of the TLS handshake.
        var handshake = TimeAmount.seconds(15)
        /// From there, or from the last answer, to the end of a request's headers. A kit greets every 30 seconds.
        var nextRequest = TimeAmount.seconds(75)
        /// From there to the answer's last byte. A kit gives up after 60 seconds.
        var exchange = TimeAmount.seconds(120)
    }

    private let limits: Limits
    private let book: ConnectionBook
    private let caller: (ChannelHandlerContext) -> SyncListener.Caller
    private var deadline: Scheduled<Void>?
    /// Requests that came and are not answered yet.
    private var open = 0
    /// Bytes of the body that is coming in.
    private var received = 0

    /// - Parameter caller: who is at the other end once the handshake is over.
    init(
        _ limits: Limits = Limits(), book: ConnectionBook,
        caller: @escaping (ChannelHandlerContext) -> SyncListener.Caller = ConnectionPatience.caller
    ) {
        self.limits = limits
        self.book = book
        self.caller = caller
    }

    private static func caller(_ context: ChannelHandlerContext) -> SyncListener.Caller {
        do { return SyncListener.Caller(try context.pipeline.syncOperations.nioSSL_peerCertificate()) } catch {
            return .stranger
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        book.came(context.channel)
        wait(limits.handshake, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    func channelInactive(context: ChannelHandlerContext) {
        end(context)
        context.fireChannelInactive()
    }

    private func end(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        book.went(context.channel)
    }

    private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: time) { channel.drop() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { greet(context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func greet(_ context: ChannelHandlerContext) {
        switch caller(context) {
        case .stranger: return context.channel.drop()
        case .kit(let kit): book.showed(context.channel, kit: kit)
        // Stays among those who have shown nothing: the first to go when there are too many.
        case .newcomer: break
        }
        wait(limits.nextRequest, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            open += 1
            received = 0
            if open == 1 { wait(limits.exchange, context) }
        case .body(let part):
            received += part.readableBytes
            // The route has said long ago that it is too much; who goes on is not listened to.
            guard received <= 2 * SyncLimits.requestBytes else { return context.channel.drop() }
        case .end: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenSuccess {
            let (handler, context) = bound.value
            handler.open -= 1
            handler.wait(handler.open > 0 ? handler.limits.exchange : handler.limits.nextRequest, context)
        }
        context.write(data, promise: written)
    }
}

extension Channel {
    /// Ends the connection at once: a TLS goodbye would wait for the other side's.
    func drop() {
        eventLoop.execute {
            if let tls = try? self.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) {
                tls.close(promise: nil)
            } else {
                self.close(promise: nil)
            }
        }
    }
}
