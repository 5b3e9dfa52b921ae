import Foundation
import Testing

/// The demonstration from its first start to its end, without a worker for PDFs.
@Suite struct DemoTests {
    @Test func startsGoesOnWithItsDataAndEndsWithCtrlC() async throws {
        let scratch = try Scratch()
        let ports = Port.free(3)
        let arguments = [
            "demo", "--town", scratch.town, "--data", scratch.path + "/data", "--kit-port", "\(ports[0])",
            "--office-port", "\(ports[1])", "--sync-port", "\(ports[2])", "--virtual-card",
            Program.url.deletingLastPathComponent().appending(path: "virtual-card").path(percentEncoded: false),
        ]
        let first = try await play(arguments, ports)
        #expect(first.contains("http://127.0.0.1:\(ports[0])") && first.contains("http://127.0.0.1:\(ports[1])"))
        #expect(first.contains("wird eingerichtet") && first.contains("Simulierter Leser, keine echten Dokumente"))
        let second = try await play(arguments, ports)
        #expect(!second.contains("wird eingerichtet"))
        // The same log-ins open the same data.
        #expect(logIns(second) == logIns(first) && logIns(first).count > 2)
        for folder in ["koffer", "zentrale"] {
            let check = try Program(["journal", "verify", "\(scratch.path)/data/\(folder)"])
            #expect(check.status == 0, "\(check.output)")
        }
    }

    @Test(arguments: 0..<3) func aTakenPortIsNamedAndNothingBegins(taken: Int) throws {
        let scratch = try Scratch()
        let ports = Port.free(3)
        try Port.holding(ports[taken]) {
            let run = try Program([
                "demo", "--town", scratch.town, "--data", scratch.path + "/data", "--kit-port", "\(ports[0])",
                "--office-port", "\(ports[1])", "--sync-port", "\(ports[2])",
            ])
            #expect(run.status == 1 && run.errors.contains("Port \(ports[taken]) ist schon belegt"), "\(run.errors)")
            #expect(run.output.isEmpty && !FileManager.default.fileExists(atPath: scratch.path + "/data"))
        }
    }

    @Test func aVirtualCardThatDoesNotAnswerIsSaid() throws {
        let scratch = try Scratch()
        let ports = Port.free(3)
        let run = try Program([
            "demo", "--town", scratch.town, "--data", scratch.path + "/data", "--kit-port", "\(ports[0])",
            "--office-port", "\(ports[1])", "--sync-port", "\(ports[2])", "--virtual-card", "/bin/false",
        ])
        #expect(run.status == 1 && run.errors.contains("Die virtuelle Karte (/bin/false) antwortet nicht."))
    }

    /// - Returns: what was printed from the start to the end by Ctrl-C.
    private func play(_ arguments: [String], _ ports: [Int]) async throws -> String {
        let demo = try RunningProgram(arguments)
        try await demo.answers(on: ports)
        let children = demo.children
        let end = try await demo.interrupt()
        #expect(end.status == 0)
        for child in children { #expect(kill(child, 0) != 0) }
        for port in ports { #expect(!Port.answers(port)) }
        return end.printed
    }

    private func logIns(_ printed: String) -> [Substring] {
        printed.split(separator: "\n").filter { $0.contains("Kennwort:") || $0.contains("Losung") }
    }
}
