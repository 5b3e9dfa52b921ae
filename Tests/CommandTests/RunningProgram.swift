import Foundation
import Synchronization
import Testing

/// The program while it serves.
final class RunningProgram {
    private let process: Process
    private let output = Pipe()
    private let errors = Pipe()

    init(_ arguments: [String]) throws {
        process = Program.process(arguments)
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    deinit { if status == nil { kill(process.processIdentifier, SIGKILL) } }

    /// The status it ended with, or what it was ended by, nil while it runs. Asked of the system: `Process` learns of an end from an open
    /// socket, which another process that began at the same moment may hold open as well.
    private var status: Int32? {
        var info = siginfo_t()
        guard waitid(P_PID, id_t(process.processIdentifier), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return process.terminationStatus
        }
        return info.si_signo == SIGCHLD ? info._sifields._sigchld.si_status : nil
    }

    /// Waits until all ports are answered on, or the program has ended.
    func answers(on ports: [Int], within patience: Duration = .seconds(1200)) async throws {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end, status == nil {
            if ports.allSatisfy(Port.answers) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record(
            "does not answer: \(status == nil ? "" : String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))"
        )
        throw CancellationError()
    }

    /// Ids of the processes this one has started.
    var children: [Int32] {
        let path = "/proc/\(process.processIdentifier)/task/\(process.processIdentifier)/children"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    /// Ctrl-C.
    /// - Parameter patience: far more than the few tenths of a second it takes, because this machine may be building something.
    /// - Returns: the status it ended with, that of SIGKILL if it did not end by itself, and what it had printed.
    func interrupt(within patience: Duration = .seconds(600)) async throws -> (status: Int32, printed: String) {
        let begin = ContinuousClock.now
        kill(process.processIdentifier, SIGINT)
        while status == nil, ContinuousClock.now < begin + patience { try await Task.sleep(for: .milliseconds(20)) }
        if status == nil { kill(process.processIdentifier, SIGKILL) }
        while status == nil { try await Task.sleep(for: .milliseconds(20)) }
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        return (status ?? SIGKILL, String(decoding: printed, as: UTF8.self))
    }
}

/// TCP ports of this machine.
enum Port {
    /// Below the ports that the system gives to whoever asks for any: a port of those may be taken by another test at any moment, and a
    /// connection to one that nobody listens at may even meet itself.
    private static let next = Mutex(20_000 + Int(getpid()) % 500 * 20)

    /// Ports nobody listens at, and that no other test is given.
    static func free(_ count: Int) -> [Int] {
        next.withLock { next in
            var ports: [Int] = []
            while ports.count < count {
                if isFree(next) { ports.append(next) }
                next = next == 32_000 ? 20_000 : next + 1
            }
            return ports
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        return bound(socket, to: port)
    }

    static func answers(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = local(port)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Somebody else listens at the port while the work is done.
    static func holding(_ port: Int, _ work: () throws -> Void) throws {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        #expect(bound(socket, to: port) && listen(socket, 1) == 0)
        try work()
    }

    private static func bound(_ socket: Int32, to port: Int) -> Bool {
        var address = local(port)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func local(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
