import Foundation
import Glibc
package import IdentityCard
import Synchronization

/// A reader for demonstrations: it listens on a port of this machine, and a virtual card calls it as it would call the virtual
/// reader of pcscd (vsmartcard's protocol), so that neither pcscd nor its driver need be installed. What lies on it is no document.
///
/// A message is two bytes of length, highest first, and the bytes; one byte alone is the reader's own business: 0 power off,
/// 1 power on, 2 reset, 4 asks for the answer to reset.
package final class SimulatedReader: CardReaders {
    private struct State {
        /// The card's connection; nil while none lies on the reader.
        var card: Int32?
        /// Counts the cards laid on, so that a conversation never goes on with another one.
        var laid = 0
    }

    /// As long as a real card may take for one command.
    private static let patience: Int32 = 10_000
    private let listener: Int32
    /// Where it listens.
    package let port: UInt16
    private let state = Mutex(State())

    /// - Parameter port: 0 takes a free one.
    /// - Throws: `.readerFailed` with the machine's error number where the port is taken.
    package init(port: UInt16) throws(CardProblem) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw .readerFailed(code: Int64(errno)) }
        var on: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        // 127.0.0.1: nobody else's card.
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        guard bound == 0, named == 0, listen(socket, 1) == 0 else {
            let code = Int64(errno)
            close(socket)
            throw .readerFailed(code: code)
        }
        listener = socket
        self.port = UInt16(bigEndian: address.sin_port)
        Thread { [listener, weak self] in
            while true {
                let card = accept(listener, nil, nil)
                guard card >= 0 else { return }
                guard let self else { close(card); return }
                self.lay(card)
            }
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        state.withLock { if let card = $0.card { close(card) } }
    }

    package var isSimulated: Bool { true }

    package func check() throws(CardProblem) {}

    package func padOffer() throws(CardProblem) -> PadOffer { .nothing }

    package func card() throws(CardProblem) -> any CardChannel {
        let laid = state.withLock { state -> Int? in
            guard let card = state.card else { return nil }
            guard Self.isThere(card) else {
                close(card)
                state.card = nil
                return nil
            }
            return state.laid
        }
        guard let laid else { throw .cardMissing }
        let channel = SimulatedChannel(reader: self, laid: laid)
        // Power off and on: nothing of an earlier conversation stays open.
        for order: UInt8 in [0, 1] { try say([order], laid) }
        return channel
    }

    private func lay(_ card: Int32) {
        var on: Int32 = 1
        setsockopt(card, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        state.withLock { state in
            if let old = state.card { close(old) }
            state.card = card
            state.laid += 1
        }
    }

    /// Whether the other end still holds the connection.
    private static func isThere(_ card: Int32) -> Bool {
        var event = pollfd(fd: card, events: Int16(POLLIN), revents: 0)
        guard poll(&event, 1, 0) > 0 else { return true }
        var byte: UInt8 = 0
        return recv(card, &byte, 1, Int32(MSG_PEEK)) > 0
    }

    fileprivate func transmit(_ command: [UInt8], _ laid: Int) throws(CardProblem) -> [UInt8] {
        try say(command, laid)
        let answer = state.withLock { state -> [UInt8]? in
            guard state.laid == laid, let card = state.card, let head = Self.take(2, card) else { return nil }
            return Self.take(Int(head[0]) << 8 | Int(head[1]), card)
        }
        guard let answer, answer.count >= 2 else { throw gone(laid) }
        return answer
    }

    private func say(_ bytes: [UInt8], _ laid: Int) throws(CardProblem) {
        let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        let isSent = state.withLock { state in
            guard state.laid == laid, let card = state.card else { return false }
            return send(card, message, message.count, Int32(MSG_NOSIGNAL)) == message.count
        }
        guard isSent else { throw gone(laid) }
    }

    private func gone(_ laid: Int) -> CardProblem {
        state.withLock { state in
            guard state.laid == laid, let card = state.card else { return }
            close(card)
            state.card = nil
        }
        return .cardRemoved
    }

    private static func take(_ count: Int, _ card: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var event = pollfd(fd: card, events: Int16(POLLIN), revents: 0)
            guard poll(&event, 1, patience) > 0 else { return nil }
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let got = recv(card, &part, part.count, 0)
            guard got > 0 else { return nil }
            bytes += part.prefix(got)
        }
        return bytes
    }
}

/// One card while it lies on the simulated reader.
private final class SimulatedChannel: CardChannel {
    private let reader: SimulatedReader
    private let laid: Int

    init(reader: SimulatedReader, laid: Int) { (self.reader, self.laid) = (reader, laid) }

    func transmit(_ command: [UInt8]) throws(CardProblem) -> [UInt8] { try reader.transmit(command, laid) }
}
