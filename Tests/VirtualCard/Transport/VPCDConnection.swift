import Foundation
import Glibc

/// Puts a virtual card into the virtual reader of pcscd (vsmartcard's vpcd): the card calls the reader over TCP on this machine.
/// Every message is two bytes of length and the bytes; a message of one byte is the reader's own business (0 power off, 1 power on,
/// 2 reset, 4 answer to reset).
package final class VPCDConnection: @unchecked Sendable {
    // Unchecked: what changes is touched under the lock only.
    private let card: VirtualChip
    private let port: UInt16
    private let lock = NSLock()
    private var isClosed = false

    /// The reader's port could not be reached.
    package struct NoReader: Error {}

    package static let firstPort: UInt16 = 35963

    package init(_ card: VirtualChip, port: UInt16 = firstPort) {
        self.card = card
        self.port = port
    }

    /// The card leaves the reader and does not come back.
    package func close() { lock.withLock { isClosed = true } }

    private var mayGoOn: Bool { lock.withLock { !isClosed } }

    /// Serves until `close`, in a thread of its own. While the card is removed there is no connection: the reader is empty.
    /// Waits for a reader that is not there yet.
    package func start() {
        let thread = Thread { [self] in
            while mayGoOn {
                if card.isInserted, let socket = try? connected() {
                    serve(socket)
                    Glibc.close(socket)
                } else {
                    Thread.sleep(forTimeInterval: 0.05)
                }
            }
        }
        thread.start()
    }

    private func connected() throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw NoReader() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            Glibc.close(socket)
            throw NoReader()
        }
        setOption(TCP_NODELAY, socket)
        return socket
    }

    /// Small messages to and fro: waiting for more to send, or to acknowledge, costs 40 ms each time.
    private func setOption(_ option: Int32, _ socket: Int32) {
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private func serve(_ socket: Int32) {
        while let message = receive(socket) {
            let answer: [UInt8]?
            switch (message.count, message.first) {
            case (1, 4):
                answer = VirtualChip.answerToReset
            case (1, _):
                card.resetPower()
                answer = nil
            default:
                guard let reply = try? card.transmit(message) else { return }
                answer = reply
            }
            if let answer, !send(answer, socket) { return }
        }
    }

    private func receive(_ socket: Int32) -> [UInt8]? {
        guard let head = take(2, socket) else { return nil }
        return take(Int(head[0]) << 8 | Int(head[1]), socket)
    }

    private func take(_ count: Int, _ socket: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var event = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard mayGoOn, card.isInserted else { return nil }
            if poll(&event, 1, 50) == 0 { continue }
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let got = recv(socket, &part, part.count, 0)
            guard got > 0 else { return nil }
            setOption(TCP_QUICKACK, socket)
            bytes += part.prefix(got)
        }
        return bytes
    }

    private func send(_ bytes: [UInt8], _ socket: Int32) -> Bool {
        let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
        return Glibc.send(socket, message, message.count, Int32(MSG_NOSIGNAL)) == message.count
    }
}
