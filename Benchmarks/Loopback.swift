import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A real connection to a program on this machine, kept open, and nothing between the clock and the socket. Blocks; see `apart`.
final class Loopback {
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    enum Fault: Error { case noSocket, refused(port: Int), closed, unreadable }

    private let descriptor: Int32
    private let port: Int
    private var rest: [UInt8] = []

    init(port: Int) throws {
        let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard opened >= 0 else { throw Fault.noSocket }
        var on: Int32 = 1
        setsockopt(opened, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = Self.address(port: port)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(opened, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(opened)
            throw Fault.refused(port: port)
        }
        descriptor = opened
        self.port = port
    }

    deinit { close(descriptor) }

    /// Waits until the program listens.
    static func patient(port: Int) throws -> Loopback {
        for _ in 0..<500 {
            if let line = try? Loopback(port: port) { return line }
            usleep(10_000)
        }
        throw Fault.refused(port: port)
    }

    /// A port that nobody listens at now.
    static func freePort() throws -> Int {
        let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard opened >= 0 else { throw Fault.noSocket }
        defer { close(opened) }
        var address = Self.address(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(opened, $0, size) + getsockname(opened, $0, &size)
            }
        }
        guard result == 0 else { throw Fault.noSocket }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    // MARK: Asking

    /// - Parameter compressed: takes gzip, as browsers do.
    func get(_ path: String, cookie: String, compressed: Bool = false) throws -> Answer {
        let accept = compressed ? "Accept-Encoding: gzip\r\n" : ""
        return try ask("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(accept)Cookie: \(cookie)\r\n\r\n")
    }

    func post(_ path: String, cookie: String, form: [(String, String)], isAutosave: Bool = false) throws -> Answer {
        let body = form.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        let accept = isAutosave ? "Accept: application/json\r\n" : ""
        return try ask(
            "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\n\(accept)"
                + "Cookie: \(cookie)\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private func ask(_ request: String) throws -> Answer {
        var unsent = Array(request.utf8)[...]
        while !unsent.isEmpty {
            let count = unsent.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Fault.closed }
            unsent = unsent.dropFirst(count)
        }
        let head = String(decoding: try read(until: Array("\r\n\r\n".utf8)), as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Fault.unreadable
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        return Answer(status: status, headers: headers, body: try body(headers))
    }

    private func body(_ headers: [String: String]) throws -> [UInt8] {
        if let length = headers["content-length"].flatMap({ Int($0) }) { return try read(length) }
        guard headers["transfer-encoding"] == "chunked" else { return [] }
        var whole: [UInt8] = []
        while true {
            let line = try read(until: [13, 10])
            guard let size = Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16) else {
                throw Fault.unreadable
            }
            whole += try read(size)
            _ = try read(2)
            if size == 0 { return whole }
        }
    }

    private func read(until end: [UInt8]) throws -> [UInt8] {
        while true {
            if let range = rest.firstRange(of: end) {
                defer { rest.removeFirst(range.upperBound) }
                return Array(rest[..<range.upperBound])
            }
            try fill()
        }
    }

    private func read(_ count: Int) throws -> [UInt8] {
        while rest.count < count { try fill() }
        defer { rest.removeFirst(count) }
        return Array(rest[..<count])
    }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw Fault.closed }
        rest += buffer[..<count]
    }
}

/// Runs what blocks on a thread of its own, so that the program it asks keeps all its threads.
func apart<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}
