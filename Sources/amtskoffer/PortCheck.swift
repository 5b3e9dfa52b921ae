import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Whether ports of this machine can be listened at, asked before anything is started: a server that stops half begun says less.
enum PortCheck {
    struct Taken: Error, CustomStringConvertible {
        let port: Int

        var description: String {
            "Port \(port) ist schon belegt. Beenden Sie das Programm, das ihn benutzt, oder nennen Sie einen anderen Port."
        }
    }

    /// - Throws: ``Taken`` for the first port at 127.0.0.1 that another program listens at.
    static func ensureFree(_ ports: [Int]) throws(Taken) {
        for port in ports where isTaken(port) { throw Taken(port: port) }
    }

    private static func isTaken(_ port: Int) -> Bool {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard probe >= 0 else { return false }
        defer { close(probe) }
        var on: Int32 = 1
        // As the servers do: connections that linger after a restart are in nobody's way.
        setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        return !bound && errno == EADDRINUSE
    }
}
