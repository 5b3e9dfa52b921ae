import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import NIOTLS
import Sync
import Testing

@testable import Office

/// The clock of an embedded channel stands still until it is told to go on.
@Suite struct ConnectionPatienceTests {
    private let book = ConnectionBook(strangers: 3, each: 2)

    private func connection(of caller: SyncListener.Caller = .kit(7)) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ConnectionPatience(book: book, caller: { _ in caller }))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func shown(of caller: SyncListener.Caller = .kit(7)) throws -> EmbeddedChannel {
        let channel = try connection(of: caller)
        channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
        channel.embeddedEventLoop.run()
        return channel
    }

    private func ask(_ channel: EmbeddedChannel, bytes: Int = 1) throws {
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/sync/1/entries")
        try channel.writeInbound(HTTPRequestPart.head(head))
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: bytes)))
    }

    @Test func whoShowsNothingHasToGo() throws {
        let channel = try connection()
        channel.embeddedEventLoop.advanceTime(by: .seconds(14))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func whoIsNoKitHasToGo() throws { #expect(try !shown(of: .stranger).isActive) }

    /// She may ask to be enrolled, and is the first to go when there are too many.
    @Test func aNewcomerStaysAStranger() throws {
        let newcomer = try shown(of: .newcomer)
        #expect(newcomer.isActive)
        for _ in 0..<3 { _ = try connection() }
        newcomer.embeddedEventLoop.run()
        #expect(!newcomer.isActive)
    }

    @Test func aKitMayBeSilentBetweenTwoGreetings() throws {
        let channel = try shown()
        channel.embeddedEventLoop.advanceTime(by: .seconds(74))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    /// However many bytes trickle in, the request has to come to its end.
    @Test func aTrickleKeepsNothingOpen() throws {
        let channel = try shown()
        try ask(channel)
        for _ in 0..<119 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: 1)))
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func anAnswerBeginsTheWaitAnew() throws {
        let channel = try shown()
        for _ in 0..<5 {
            try ask(channel)
            try channel.writeInbound(HTTPRequestPart.end(nil))
            channel.embeddedEventLoop.advanceTime(by: .seconds(50))
            try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
            channel.embeddedEventLoop.advanceTime(by: .seconds(74))
            #expect(channel.isActive)
        }
    }

    @Test func anEndlessBodyIsNotListenedTo() throws {
        let channel = try shown()
        try ask(channel, bytes: 2 * SyncLimits.requestBytes)
        channel.embeddedEventLoop.run()
        #expect(channel.isActive)
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: 1)))
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
    }

    /// The stranger who has waited longest makes room; kits stay, each with its newest connections.
    @Test func strangersMakeRoomForEachOtherAndNeverForAKit() throws {
        let kit = try shown(of: .kit(1))
        let strangers = try (0..<5).map { _ in try connection() }
        for stranger in strangers { stranger.embeddedEventLoop.run() }
        #expect(strangers.map(\.isActive) == [false, false, true, true, true])
        let second = try (0..<3).map { _ in try shown(of: .kit(2)) }
        for one in second { one.embeddedEventLoop.run() }
        #expect(second.map(\.isActive) == [false, true, true])
        #expect(kit.isActive)
        // Who has gone leaves the place.
        _ = try second[1].finish()
        let third = try shown(of: .kit(2))
        second[2].embeddedEventLoop.run()
        #expect(second[2].isActive && third.isActive)
    }
}
