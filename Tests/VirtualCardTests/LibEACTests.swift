import Foundation
import Testing

@testable import VirtualCard

private let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "LibEAC/terminal.c").path

private let canRun =
    ["/usr/include/eac/eac.h", "/usr/bin/cc"].allSatisfy { FileManager.default.fileExists(atPath: $0) }

/// The card judged by a terminal on Debian's libeac: Tests/LibEAC/terminal.c, made into a program when the test runs.
@Suite("The virtual card before libeac")
struct LibEACTests {
    private func run(_ program: String, _ arguments: [String], input: Pipe? = nil, output: Pipe? = nil) throws
        -> Process
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let input { process.standardInput = input }
        if let output { process.standardOutput = output }
        try process.run()
        return process
    }

    /// A whole session, and one with a wrong CAN, which libeac's terminal must not get through.
    @Test(.enabled(if: canRun), arguments: [("500540", true), ("500541", false)])
    func wholeSession(can: String, succeeds: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "libeac-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "terminal").path
        let compiler = try run("/usr/bin/cc", ["-o", program, source, "-leac", "-lcrypto"])
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0)

        let authority = TerminalAuthority()
        let terminal = authority.terminal()
        let card = try VirtualIdentityCard(terminals: authority, documents: DocumentAuthority())
        for (name, bytes) in [
            ("dv.cv", terminal.chain[0]), ("at.cv", terminal.chain[1]), ("terminal.p8", terminal.key.pkcs8),
        ] {
            try Data(bytes).write(to: folder.appending(path: name))
        }
        let (answers, commands) = (Pipe(), Pipe())
        let process = try run(program, [folder.path, can], input: answers, output: commands)
        var line: [UInt8] = []
        while let byte = try commands.fileHandleForReading.read(upToCount: 1)?.first {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            let answer = try card.transmit(hex(String(decoding: line, as: UTF8.self)))
            line = []
            let text = answer.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
            try? answers.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        }
        process.waitUntilExit()
        #expect((process.terminationStatus == 0) == succeeds)
        #expect(card.hasPIN("654321") == succeeds)
        #expect((card.group(18) == hex("7209040702760503340002")) == succeeds)
    }
}
