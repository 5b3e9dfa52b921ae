import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import NIOTLS
import Sync

/// TLS on the sync's port. Whoever asks for the name of the enrolment while it is open shows no certificate and reaches nothing else; all others
/// shake hands on the terms of kits, and there is no third way.
struct SyncChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    let base: Base
    let kits: NIOSSLContext
    let newcomers: NIOSSLContext
    let isOpen: @Sendable () -> Bool

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let names = SNIHandler { name in
                channel.eventLoop.makeCompletedFuture { try addTLS(for: name, to: channel) }
            }
            try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(names))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    private func addTLS(for name: SNIResult, to channel: any Channel) throws {
        var terms = kits
        if case .hostname(EnrolmentCall.serverName) = name, isOpen() { terms = newcomers }
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(
            NIOSSLServerHandler(context: terms),
            position: .after(pipeline.handler(type: ByteToMessageHandler<SNIHandler>.self)))
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
