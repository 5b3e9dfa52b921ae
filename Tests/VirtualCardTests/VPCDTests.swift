import Glibc
import Testing

@testable import VirtualCard

/// A reader of vpcd's kind: waits for the card to call, then asks.
private final class Reader {
    private let listener: Int32
    private var card: Int32 = -1
    let port: UInt16

    struct Failed: Error {}

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 1) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw Failed() }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        if card >= 0 { close(card) }
        close(listener)
    }

    /// Waits up to ten seconds for a card.
    func waitForCard() throws {
        if card >= 0 { close(card) }
        var event = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&event, 1, 10_000) == 1 else { throw Failed() }
        card = accept(listener, nil, nil)
    }

    func send(_ bytes: [UInt8]) {
        let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        _ = Glibc.send(card, message, message.count, Int32(MSG_NOSIGNAL))
    }

    /// Throws when the card is gone.
    func ask(_ bytes: [UInt8]) throws -> [UInt8] {
        send(bytes)
        let head = try take(2)
        return try take(Int(head[0]) << 8 | Int(head[1]))
    }

    private func take(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var event = pollfd(fd: card, events: Int16(POLLIN), revents: 0)
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            guard poll(&event, 1, 10_000) == 1 else { throw Failed() }
            let got = recv(card, &part, part.count, 0)
            guard got > 0 else { throw Failed() }
            bytes += part.prefix(got)
        }
        return bytes
    }
}

@Suite("The virtual card in a reader")
struct VPCDTests {
    @Test func answersGoesAndComesBack() throws {
        let card = try VirtualIdentityCard(terminals: TerminalAuthority(), documents: DocumentAuthority())
        let reader = try Reader()
        let connection = VPCDConnection(card, port: reader.port)
        connection.start()
        defer { connection.close() }
        try reader.waitForCard()
        reader.send([1])
        #expect(try reader.ask([4]) == VirtualChip.answerToReset)
        // A right check byte, or readers take the card for mute.
        #expect(VirtualChip.answerToReset.dropFirst().reduce(0, ^) == 0)
        #expect(try reader.ask([0, 0xA4, 2, 0x0C, 2, 0x01, 0x1C]) == [0x90, 0])
        #expect(try reader.ask([0, 0xB0, 0, 0, 0]).starts(with: [0x31]))
        reader.send([2])
        #expect(try reader.ask([0, 0xB0, 0, 0, 0]) == [0x69, 0x86], "after a reset nothing is selected")
        card.arm(.goneAfter(command: 1))
        #expect(throws: (any Error).self) { try reader.ask([0, 0xA4, 0, 0x0C]) }
        card.insert()
        try reader.waitForCard()
        #expect(try reader.ask([0, 0xA4, 0, 0x0C]) == [0x90, 0])
        card.remove()
        #expect(throws: (any Error).self) { try reader.ask([0, 0xA4, 0, 0x0C]) }
    }
}
