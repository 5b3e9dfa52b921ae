import Foundation

/// The running Python process and its wire: 4-byte lengths, JSON in, one byte of verdict and bytes out (`Print/Files/printer.py`).
final class PrintWorker {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Larger documents are refused before they fill the memory: 64 MB.
    private static let answerLimit = 64_000_000

    init(python: String, timeout: Duration) throws(PrintFailure) {
        // A worker that died must not take the program with it when something is written to it.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(filePath: python)
        process.arguments = ["-I", "-B", "-c", String(decoding: PackageResources.printer_py, as: UTF8.self)]
        process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { throw .missing }
        do throws(PrintFailure) { _ = try readAnswer(within: timeout) } catch {
            stop()
            // It ended before it was ready: this Python has no WeasyPrint.
            throw error == .timeout ? .timeout : .missing
        }
    }

    var isRunning: Bool { !hasEnded }

    func answer(to request: Data, within timeout: Duration) throws(PrintFailure) -> [UInt8] {
        let length = UInt32(request.count)
        var message = Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) })
        message.append(request)
        do { try input.fileHandleForWriting.write(contentsOf: message) } catch { throw .ended }
        return try readAnswer(within: timeout)
    }

    func stop() {
        if !hasEnded { kill(process.processIdentifier, SIGKILL) }
    }

    /// The end of the worker is looked for beside the end of its output: a process that was started at the same moment may hold that output
    /// open, too, and then it never ends.
    private func readAnswer(within timeout: Duration) throws(PrintFailure) -> [UInt8] {
        let end = ContinuousClock.now + timeout
        let head = try read(5, until: end)
        let length = head.dropFirst().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.answerLimit else { throw .ended }
        let body = try read(length, until: end)
        guard head[0] == 0 else { throw .refused(kind: String(decoding: body.prefix(80), as: UTF8.self)) }
        return body
    }

    private func read(_ count: Int, until end: ContinuousClock.Instant) throws(PrintFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < count {
            let isOver = hasEnded
            // What the worker wrote before it ended is still read.
            guard hasOutput(within: isOver ? 0 : 100) else {
                if isOver { throw .ended }
                if ContinuousClock.now > end {
                    stop()
                    throw .timeout
                }
                continue
            }
            let read = Foundation.read(
                output.fileHandleForReading.fileDescriptor, &part, min(part.count, count - bytes.count))
            guard read > 0 else { throw .ended }
            bytes.append(contentsOf: part.prefix(read))
        }
        return bytes
    }

    /// Asked of the system: `Process` learns of the end from an open socket, which others may hold open as well.
    private var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(process.processIdentifier), &info, WEXITED | WNOHANG | WNOWAIT) != 0
            || info.si_signo == SIGCHLD
    }

    /// There is something to read, or nothing will come any more.
    private func hasOutput(within milliseconds: Int32) -> Bool {
        var asked = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&asked, 1, milliseconds) > 0
    }
}
