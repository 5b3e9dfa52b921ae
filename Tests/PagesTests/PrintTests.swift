import Casework
import Foundation
import Testing

@testable import Pages

@Suite struct PrintTests {
    private static let python = ProcessInfo.processInfo.environment[PDFPrinter.pythonVariable]

    private static func receipt(_ body: HTML = "<p>46,00 €</p>") -> PrintDocument {
        PrintDocument(
            title: "Quittung W01A-R0007-3", paper: .receipt, sender: ["Lutherstadt Wittenberg", "Bürgerbüro"],
            reference: ["7. Dezember 2026"], foot: "W01A-R0007-3", body: body)
    }

    @Test func documentsAreWholePagesAndEscaped() {
        var document = Self.receipt()
        document.title = "<Quittung>"
        document.sender = ["A & B"]
        let html = document.html.string
        #expect(html.contains("<title>&lt;Quittung&gt;</title>") && html.contains("<strong>A &amp; B</strong>"))
        #expect(html.contains("<html lang=\"de\">") && html.contains("class=\"receipt\""))
        #expect(Markup(html).all("h1").count == 1)
    }

    @Test(arguments: [nil, "/nirgends/python", "/dev/null"])
    func aMissingPrinterIsSaid(python: String?) async {
        let printer = PDFPrinter(python: python)
        await #expect(throws: PrintFailure.missing) { try await printer.pdf(of: Self.receipt()) }
        #expect(PrintFailure.missing.text.contains("Strg+P"))
    }

    /// A program that starts and is no worker: it ends, or it never answers.
    @Test func otherProgramsAreNotTakenForTheWorker() async {
        await #expect(throws: PrintFailure.missing) {
            try await PDFPrinter(python: "/bin/true").pdf(of: Self.receipt())
        }
    }

    /// It has ended, and something it has started holds its output open for ten minutes.
    @Test func aWorkersEndIsSeenThoughItsOutputStaysOpen() async throws {
        let script = FileManager.default.temporaryDirectory.appending(path: "worker-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: script) }
        try Data("#!/bin/sh\nsleep 600 &\necho $! > \"$0.pid\"\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
        let printer = PDFPrinter(python: script.path, timeout: .seconds(300))
        await #expect(throws: PrintFailure.missing) { try await printer.pdf(of: Self.receipt()) }
        let holder = try String(contentsOfFile: script.path + ".pid", encoding: .utf8)
        try FileManager.default.removeItem(atPath: script.path + ".pid")
        let id = try #require(Int32(holder.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(id, SIGKILL) == 0, "it held the output until now")
    }

    /// Read by pypdf, which shares nothing with the printer.
    @Test(
        .enabled(if: python != nil, "AMTSKOFFER_PYTHON names no Python with WeasyPrint; scripts/test sets it"),
        arguments: [
            (receipt(), ["Quittung W01A-R0007-3", "de", "True", "True", "227", "1"]),
            (
                PrintDocument(
                    title: "Confirmation", language: .english, sender: ["Wittenberg"], body: "<p>See you.</p>"),
                ["Confirmation", "en", "True", "True", "595", "1"]
            ),
        ])
    func pdfsAreTagged(document: PrintDocument, expected: [String]) async throws {
        let printer = PDFPrinter(python: Self.python)
        let pdf = try await printer.pdf(of: document)
        printer.stop()
        #expect(try Self.ask(pdf) == expected)
    }

    private static func ask(_ pdf: [UInt8]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = [
            "-c",
            """
            import io, sys, pypdf
            pdf = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
            root = pdf.trailer["/Root"]
            print(pdf.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root,
                round(pdf.pages[0].mediabox.width), len(pdf.pages), sep="\\n")
            """,
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: pdf)
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(.enabled(if: python != nil, "AMTSKOFFER_PYTHON names no Python with WeasyPrint; scripts/test sets it"))
    func documentsLoadNothing() async throws {
        let printer = PDFPrinter(python: Self.python)
        let image: HTML =
            "<p>x <img alt=\"x\" src=\"file:///etc/hostname\"><img alt=\"y\" src=\"http://127.0.0.1:9/\"></p>"
        #expect(try await printer.pdf(of: Self.receipt(image)).starts(with: "%PDF-".utf8))
        printer.stop()
    }

    /// A signature of one black pixel comes through.
    @Test(.enabled(if: python != nil, "AMTSKOFFER_PYTHON names no Python with WeasyPrint; scripts/test sets it"))
    func signaturesArePrinted() async throws {
        let pixel = try #require(
            Base64.decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="))
        let printer = PDFPrinter(python: Self.python)
        let pdf = try await printer.pdf(
            of: Self.receipt(PrintDocument.signature(label: "Erika Mustermann", png: pixel)))
        printer.stop()
        // Pictures are streams of their own; their dictionaries are never compressed.
        #expect(String(decoding: pdf, as: UTF8.self).contains("/Image"))
    }

    /// After its worker was killed the printer starts another.
    @Test(.enabled(if: python != nil, "AMTSKOFFER_PYTHON names no Python with WeasyPrint; scripts/test sets it"))
    func theWorkerIsStartedAgain() async throws {
        let printer = PDFPrinter(python: Self.python)
        #expect(try await printer.pdf(of: Self.receipt()).count > 1000)
        printer.stop()
        #expect(try await printer.pdf(of: Self.receipt()).count > 1000)
        printer.stop()
    }
}
