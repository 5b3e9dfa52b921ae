import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import NIOTLS
import Sync

/// TLS on the sync's port. Whoever asks for the name of the enrolment while it is open shows no certificate and reaches nothing else; all others
/// shake hands on the terms of kits, and there is no third way.
struct SyncChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let kits: NIOSSLContext
    let newcomers: NIOSSLContext
    /// Asks the ledger, and so not on the event loop that serves the kits.
    let isOpen: @Sendable () async -> Bool

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            let names = SNIHandler { name in terms(for: name, on: channel) }
            try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(names))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    private func terms(for name: SNIResult, on channel: any Channel) -> EventLoopFuture<Void> {
        guard case .hostname(EnrolmentCall.serverName) = name else {
            return channel.eventLoop.makeCompletedFuture { try add(kits, to: channel) }
        }
        return channel.eventLoop.makeFutureWithTask { await isOpen() }.flatMapThrowing { isOpen in
            try add(isOpen ? newcomers : kits, to: channel)
        }
    }

    private func add(_ terms: NIOSSLContext, to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(
            NIOSSLServerHandler(context: terms),
            position: .after(pipeline.handler(type: ByteToMessageHandler<SNIHandler>.self)))
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
