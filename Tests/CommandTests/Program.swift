import Foundation

/// The built program, run as its users run it.
struct Program {
    let status: Int32
    let output: String
    let errors: String

    /// Runs it to its end.
    ///
    /// - Parameter input: what stands on its standard input; at most as much as a pipe holds.
    init(_ arguments: [String], input: String? = nil) throws {
        try self.init(arguments, bytes: input.map { Data($0.utf8) })
    }

    /// As above, with input that need not be UTF-8.
    init(_ arguments: [String], bytes: Data?) throws {
        let process = Self.process(arguments)
        let (output, errors) = (Pipe(), Pipe())
        if let bytes {
            let typed = Pipe()
            process.standardInput = typed
            try typed.fileHandleForWriting.write(contentsOf: bytes)
            try typed.fileHandleForWriting.close()
        }
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // What these commands print fits into a pipe, so that one can be read after the other.
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        status = process.terminationStatus
        self.output = String(decoding: printed, as: UTF8.self)
        self.errors = String(decoding: complained, as: UTF8.self)
    }

    /// The program with these arguments, not started yet; PDFs need no worker here.
    static func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "AMTSKOFFER_PYTHON" }
        return process
    }

    /// Beside the test bundle, where the package manager builds both.
    static var url: URL {
        let tests = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "amtskoffer")
    }
}
