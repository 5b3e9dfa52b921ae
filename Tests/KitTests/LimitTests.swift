import Casework
import Foundation
import HTTPTypes
import Testing

@testable import Kit

/// Files that are too large or of the wrong kind: refused in words, and what was there before is there still.
@Suite struct LimitTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// A case whose document was seen and whose reason was answered.
    private static func play(
        _ body: @escaping @Sendable (TestKit, TestBrowser, CaseNumber, _ scan: String) async throws -> Void
    ) async throws {
        let kit = try await TestKit()
        let (_, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            let base = "/vorgang/\(number.text)"
            _ = try await browser.post(
                base + "/antwort", [("field", "reason"), ("revision", "999"), ("reason", "expiry")], isAutosave: true)
            _ = try await browser.post(base + "/unterlagen/oldCard/gesehen", [("note", "L01X00T47")])
            try await body(kit, browser, number, base + "/unterlagen/oldCard/scan")
            let item = try await kit.desk.view().openCase(number)
            #expect(item.answers["reason"]?.value == .choice("expiry"))
            #expect(item.evidence["oldCard"]?.isSeen == true)
            #expect(try await browser.get(base + "/unterlagen").text.contains("L01X00T47"))
        }
    }

    @Test(arguments: [20_000_001, 21_500_000])
    func aFileOverTwentyMegabytes(size: Int) async throws {
        try await Self.play { kit, browser, number, scan in
            let refused = try await browser.send(
                scan, [("once", "a")], file: Self.png + Array(repeating: 7, count: size - 8), named: "scan.png")
            #expect(refused.status == 413)
            #expect(refused.text.contains("größer als 20 MB") && refused.text.contains("Scannen Sie mit 300 dpi"))
            #expect(try await kit.desk.view().openCase(number).evidence["oldCard"]?.scans == [])
        }
    }

    @Test func aFileOfTwentyMegabytesIsTaken() async throws {
        try await Self.play { kit, browser, number, scan in
            let taken = try await browser.send(
                scan, [("once", "a")], file: Self.png + Array(repeating: 7, count: 20_000_000 - 8), named: "scan.png")
            #expect(taken.status == 303)
            #expect(try await kit.desk.view().openCase(number).evidence["oldCard"]?.scans.map(\.bytes) == [20_000_000])
        }
    }

    /// The three large scans stand in the journal alone; how many bytes they have is what counts.
    @Test func aCaseOverSixtyMegabytes() async throws {
        try await Self.play { kit, browser, number, scan in
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                for id in ["1", "2", "3"] {
                    let large = Attachment(
                        id: AttachmentID(String(repeating: id, count: 32)), keyID: "-", bytes: 20_000_000,
                        cipherSHA256: "-", mediaType: "image/png")
                    try draft.decide(
                        CaseCommand(by: "mueller-platz", .scanEvidence("oldCard", title: "Ausweis", large)), on: number)
                }
                return draft.events
            }
            let refused = try await browser.send(scan, [("once", "a")], file: Self.png, named: "scan.png")
            #expect(refused.status == 422)
            #expect(refused.text.contains("größer als 60 MB") && refused.text.contains("Entfernen Sie eine Datei"))
            let folder = kit.folder.path("attachments")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test(arguments: [
        "GIF89a", "MZ\u{0}", "<html><script>", "PK\u{3}\u{4}", "%PDX-1.7", "#!/bin/sh", "\u{0}", "RIFF\u{0}WEBP",
    ])
    func aWrongKindWhateverItIsCalled(content: String) async throws {
        try await Self.play { kit, browser, number, scan in
            let refused = try await browser.send(
                scan, [("once", "a")], file: Array(content.utf8), named: "scan.pdf")
            #expect(refused.status == 422)
            #expect(refused.text.contains("Diese Art Datei wird nicht angenommen") && refused.text.contains("PDF"))
            #expect(try await kit.desk.view().openCase(number).evidence["oldCard"]?.scans == [])
        }
    }
}
