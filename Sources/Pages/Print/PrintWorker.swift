import Dispatch
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

    var isRunning: Bool { process.isRunning }

    func answer(to request: Data, within timeout: Duration) throws(PrintFailure) -> [UInt8] {
        let length = UInt32(request.count)
        var message = Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) })
        message.append(request)
        do { try input.fileHandleForWriting.write(contentsOf: message) } catch { throw .ended }
        return try readAnswer(within: timeout)
    }

    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Reading blocks; what ends it in time is killing the worker, which closes its side.
    private func readAnswer(within timeout: Duration) throws(PrintFailure) -> [UInt8] {
        let identifier = process.processIdentifier
        let hasRunOut = LateFlag()
        let killer = DispatchWorkItem {
            hasRunOut.raise()
            kill(identifier, SIGKILL)
        }
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) / 1e18
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: killer)
        defer { killer.cancel() }
        let head = read(5)
        guard head.count == 5 else { throw hasRunOut.isRaised ? .timeout : .ended }
        let length = head.dropFirst().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.answerLimit else { throw .ended }
        let body = read(length)
        guard body.count == length else { throw hasRunOut.isRaised ? .timeout : .ended }
        guard head[0] == 0 else { throw .refused(kind: String(decoding: body.prefix(80), as: UTF8.self)) }
        return body
    }

    private func read(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            guard let part = try? output.fileHandleForReading.read(upToCount: count - bytes.count), !part.isEmpty else {
                break
            }
            bytes.append(contentsOf: part)
        }
        return bytes
    }
}
