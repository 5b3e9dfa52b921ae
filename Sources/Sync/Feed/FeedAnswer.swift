package import Foundation

/// Answer to `GET /sync/1/feed?after=n&epoch=e`: layout `format u8 = 1, count u32, count × block32 message bytes`.
package struct FeedAnswer: Equatable, Sendable {
    package let messages: [FeedMessage]
    static let messageLimit = FeedMessage.clearLimit + FeedMessage.sealedLimit + 512

    package init(messages: [FeedMessage]) { self.messages = messages }

    package var encoded: Data {
        var writer = WireWriter()
        writer.integer(UInt8(1))
        writer.integer(UInt32(messages.count))
        for message in messages { writer.block(message.bytes) }
        return writer.bytes
    }

    package init(encoded: Data) throws(WireFault) {
        var reader = WireReader(encoded)
        guard try reader.integer(UInt8.self, "format") == 1 else { throw WireFault(.unknownFormat, at: 0, "format") }
        let count = try reader.integer(UInt32.self, "count")
        var messages: [FeedMessage] = []
        for _ in 0..<count {
            messages.append(try FeedMessage(bytes: reader.block(limit: Self.messageLimit, "message")))
        }
        try reader.finish()
        self.messages = messages
    }
}
