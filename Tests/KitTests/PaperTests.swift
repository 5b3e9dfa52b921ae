import Casework
import Foundation
import Pages
import Testing
import Town

@testable import Kit

/// What the citizen takes home.
@Suite struct PaperTests {
    private static let python = ProcessInfo.processInfo.environment[PDFPrinter.pythonVariable]

    @Test func withoutAPrinterThePageSaysHowToPrint() async throws {
        let kit = try await TestKit()
        let (_, number) = try await TransferTests.begin(kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/papier")
            #expect(page.text.contains("Drucken Sie die Seite mit Strg+P."))
            let file = try await browser.get("/vorgang/\(number.text)/papier.pdf")
            #expect(file.status == 503)
            #expect(file.text.contains("Strg+P"))
            #expect(try await browser.get("/vorgang/\(number.text)/papier/gibt-es-nicht").status == 404)
        }
    }

    @Test func aPartnersCaseHasItsCoverSheetAndTheRegistrationItsConfirmation() async throws {
        let kit = try await TestKit()
        let (visit, registration) = try await TransferTests.begin(kit, service: "anmeldung")
        let licence = try await TransferTests.add("fischereischein", to: visit, kit)
        try await TransferTests.complete(registration, kit)
        try await TransferTests.complete(licence, kit)
        try await kit.play { browser in
            let sheet = try await browser.get("/vorgang/\(licence.text)/papier/begleitblatt")
            #expect(sheet.text.contains("Landkreis Wittenberg"))
            #expect(sheet.text.contains("Mustermann"))
            let confirmation = try await browser.get("/vorgang/\(registration.text)/papier/meldebestaetigung")
            #expect(confirmation.text.contains("Die Anmeldung dieser Wohnung wurde heute entgegengenommen."))
            #expect(try await browser.get("/vorgang/\(registration.text)/papier/begleitblatt").status == 404)
        }
    }

    /// With everything missing that can be missing; pages are counted by pypdf, which shares nothing with the printer.
    @Test(
        .enabled(if: python != nil, "AMTSKOFFER_PYTHON names no Python with WeasyPrint; scripts/test sets it"),
        arguments: TestKit.town.catalogue.services.map(\.key))
    func theCitizensPaperFitsOnePage(_ service: ServiceKey) async throws {
        let kit = try await TestKit()
        let (_, number) = try await TransferTests.begin(kit, service: service)
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            // Some of it cannot be given away unfinished; its paper must fit all the same.
            do {
                try draft.transfer(
                    number,
                    TransferWish(
                        isIncomplete: true,
                        followsAt: "Abtsdorf · ehem. Bürgerbüro an der Feuerwehr, Dienstag, 5. Januar 2027",
                        code: "CFGH2346"), by: "mueller-platz")
            } catch is CaseRefusal { return [] }
            return draft.events
        }
        let file = try CaseFile(number, in: try await kit.desk.view())
        let bytes = try await Self.printer.pdf(of: CitizenPaper(file: file).document)
        #expect(try Self.pages(of: bytes) == 1)
    }

    private static let printer = PDFPrinter(python: python)

    private static func pages(of pdf: [UInt8]) throws -> Int {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = [
            "-c", "import io, sys, pypdf; print(len(pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages))",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(pdf))
        try input.fileHandleForWriting.close()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Int(text.filter(\.isNumber)) ?? 0
    }
}
