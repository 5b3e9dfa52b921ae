import Foundation
import Testing

@testable import Pages

/// QR codes as another program reads them (ZXing).
@Suite struct QRCodeTests {
    private static let python = ProcessInfo.processInfo.environment["AMTSKOFFER_PYTHON"]

    private static let alphanumeric = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

    /// Both kinds of text, of every length that needs another version.
    static let texts: [String] = {
        var texts = [
            "A", "1", "Käse & Brötchen",
            "AMTSKOFFER1 ZENTRALE.EXAMPLE:8443 0123456789ABCDEF0123456789ABCDEF 7K3MA-9QX2B-C5D8E-FGH1J",
        ]
        for count in stride(from: 5, through: 305, by: 20) {
            texts.append(String((0..<count).map { alphanumeric[($0 * 7 + count) % 36] }))
        }
        for count in stride(from: 3, through: 213, by: 15) {
            texts.append(String((0..<count).map { Character(UnicodeScalar(UInt8(97 + $0 * 5 % 26))) }))
        }
        return texts
    }()

    @Test(.enabled(if: python != nil, "AMTSKOFFER_PYTHON names no Python with zxing-cpp; scripts/test sets it"))
    func anotherProgramReadsThem() throws {
        let python = try #require(Self.python)
        let folder = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, text) in Self.texts.enumerated() {
            let code = try #require(QRCode(text), "\(text)")
            try Self.image(of: code).write(to: folder.appending(path: "\(index).pgm"))
        }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            "-c",
            """
            import sys, json, zxingcpp
            from PIL import Image
            read = []
            for index in range(int(sys.argv[2])):
                found = zxingcpp.read_barcodes(Image.open(f"{sys.argv[1]}/{index}.pgm"))
                read.append([code.text for code in found if "QR" in str(code.format)])
            print(json.dumps(read))
            """, folder.path(percentEncoded: false), String(Self.texts.count),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let read = try JSONDecoder().decode([[String]].self, from: output)
        #expect(read == Self.texts.map { [$0] })
    }

    /// A picture without shades, four pixels a module.
    private static func image(of code: QRCode) -> Data {
        let side = (code.size + 8) * 4
        var bytes = Data("P5 \(side) \(side) 255\n".utf8)
        for y in 0..<side {
            for x in 0..<side {
                let (row, column) = (y / 4 - 4, x / 4 - 4)
                let isInside = (0..<code.size).contains(row) && (0..<code.size).contains(column)
                bytes.append(isInside && code[row, column] ? 0 : 255)
            }
        }
        return bytes
    }

    @Test func whatIsTooLongGivesNone() {
        #expect(QRCode(String(repeating: "A", count: 311)) != nil)
        #expect(QRCode(String(repeating: "A", count: 312)) == nil)
        #expect(QRCode(String(repeating: "a", count: 213)) != nil)
        #expect(QRCode(String(repeating: "a", count: 214)) == nil)
    }

    @Test func thePictureSaysWhatItIs() throws {
        let picture = try #require(QRCode("A")).picture(of: "Code & mehr").string
        #expect(picture.contains("role=\"img\" aria-label=\"Code &amp; mehr\""))
        #expect(picture.contains("viewBox=\"0 0 29 29\""))
    }
}
