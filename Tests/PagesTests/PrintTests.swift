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

    @Test(.enabled(if: python != nil))
    func pdfsAreTagged() async throws {
        let printer = PDFPrinter(python: Self.python)
        let text = String(decoding: try await printer.pdf(of: Self.receipt()), as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1."))
        for sign in ["/MarkInfo", "/Lang", "pdfuaid", "/StructTreeRoot"] { #expect(text.contains(sign), "\(sign)") }
        // 80 mm are 226.77 points.
        #expect(text.contains("226.77"))
        let a4 = PrintDocument(title: "Bestätigung", sender: ["Wittenberg"], body: "<p>A4</p>")
        #expect(String(decoding: try await printer.pdf(of: a4), as: UTF8.self).contains("595.27"))
        printer.stop()
    }

    @Test(.enabled(if: python != nil))
    func documentsLoadNothing() async throws {
        let printer = PDFPrinter(python: Self.python)
        let image: HTML =
            "<p>x <img alt=\"x\" src=\"file:///etc/hostname\"><img alt=\"y\" src=\"http://127.0.0.1:9/\"></p>"
        #expect(try await printer.pdf(of: Self.receipt(image)).starts(with: "%PDF-".utf8))
        printer.stop()
    }

    /// A signature of one black pixel comes through.
    @Test(.enabled(if: python != nil))
    func signaturesArePrinted() async throws {
        let pixel = try #require(
            Base64.decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="))
        let printer = PDFPrinter(python: Self.python)
        let pdf = try await printer.pdf(
            of: Self.receipt(PrintDocument.signature(label: "Erika Mustermann", png: pixel)))
        #expect(String(decoding: pdf, as: UTF8.self).contains("/Image"))
        printer.stop()
    }

    /// After its worker was killed the printer starts another.
    @Test(.enabled(if: python != nil))
    func theWorkerIsStartedAgain() async throws {
        let printer = PDFPrinter(python: Self.python)
        #expect(try await printer.pdf(of: Self.receipt()).count > 1000)
        printer.stop()
        #expect(try await printer.pdf(of: Self.receipt()).count > 1000)
        printer.stop()
    }
}
