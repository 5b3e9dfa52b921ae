import Testing

@testable import Pages

@Suite struct FormBodyTests {
    private static let urlencoded = "application/x-www-form-urlencoded"

    private func read(_ text: String) throws -> FormBody {
        try FormBody(bytes: Array(text.utf8), contentType: Self.urlencoded)
    }

    @Test func valuesAreDecoded() throws {
        let body = try read("name=M%C3%BCller+Gro%c3%9f&leer=&ohne&a=1&a=2&zeilen=x%0D%0Ay&&=nameless")
        #expect(body["name"] == "Müller Groß")
        #expect(body["leer"] == "" && body["ohne"] == "" && body["fehlt"] == nil)
        #expect(body.all("a") == ["1", "2"] && body.typed["a"] == "1\n2")
        #expect(body["zeilen"] == "x\ny")
    }

    @Test(arguments: ["a=%", "a=%2", "a=%zz", "%FF=1", "a=%C3", "a=%E2%28%A1", "a=%ED%A0%80"])
    func brokenValuesAreRefused(text: String) {
        #expect(throws: FormMistake.self) { try read(text) }
    }

    @Test func tooManyInputsAreRefused() {
        #expect(throws: FormMistake.tooManyInputs) { try read(String(repeating: "a=1&", count: 2001)) }
    }

    @Test func otherMediaTypesAreRefused() {
        #expect(throws: FormMistake.notAForm) { try FormBody(bytes: Array("{}".utf8), contentType: "application/json") }
        #expect(throws: FormMistake.notAForm) { try FormBody(bytes: Array("a=1".utf8), contentType: "") }
    }

    private static func multipart(_ content: [UInt8], fileName: String = "scan.pdf", closed: Bool = true) -> [UInt8] {
        Array("--xYz\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n".utf8)
            + Array("--xYz\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"\(fileName)\"\r\n".utf8)
            + Array("Content-Type: text/plain\r\n\r\n".utf8) + content + Array((closed ? "\r\n--xYz--\r\n" : "").utf8)
    }

    private static let multipartType = "multipart/form-data; boundary=xYz"

    @Test(arguments: [
        (Array("%PDF-1.7 …".utf8), FileKind.pdf), ([0xFF, 0xD8, 0xFF, 0xE0, 0], .jpeg),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1], .png), ([0x49, 0x49, 0x2A, 0, 8], .tiff),
        ([0x4D, 0x4D, 0, 0x2A, 8], .tiff), (Array("MZ\u{0}".utf8), nil), (Array("<html>".utf8), nil), ([], nil),
        (Array(" %PDF-1.7".utf8), nil),
    ])
    func filesAreKnownByTheirContent(content: [UInt8], kind: FileKind?) throws {
        let body = try FormBody(bytes: Self.multipart(content), contentType: Self.multipartType)
        #expect(body["token"] == "abc")
        let file = try #require(body.file("scan"))
        #expect(file.kind == kind && file.bytes == content && file.name == "scan.pdf")
    }

    @Test func contentMayLookLikeABoundary() throws {
        let content = Array("%PDF-\r\n--xY\r\n--xYy\r\n\r\n--".utf8)
        let body = try FormBody(bytes: Self.multipart(content), contentType: Self.multipartType)
        #expect(body.file("scan")?.bytes == content)
    }

    @Test func anEmptyFileInputIsNoFile() throws {
        let body = try FormBody(bytes: Self.multipart([], fileName: ""), contentType: Self.multipartType)
        #expect(body.files.isEmpty)
    }

    @Test func filesHaveALimit() throws {
        let largest = [UInt8](repeating: 65, count: FormBody.fileLimit)
        let body = try FormBody(bytes: Self.multipart(largest), contentType: Self.multipartType)
        #expect(body.file("scan")?.bytes.count == FormBody.fileLimit)
        #expect(throws: FormMistake.fileTooLarge) {
            try FormBody(bytes: Self.multipart(largest + [65]), contentType: Self.multipartType)
        }
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data; boundary=\"a-b\"; charset=x", "a-b"),
        ("multipart/form-data;Boundary=abc", "abc"), ("multipart/form-data", nil),
        ("multipart/form-data; boundary=", nil),
        ("multipart/form-data; boundary=\"a b\"", nil),
    ])
    func boundaries(type: String, boundary: String?) {
        #expect(MultipartReader.boundary(in: type) == boundary)
    }

    /// Every prefix of a body is refused, and no damage makes the reader stop the program.
    @Test func damagedBodiesAreRefusedOrRead() {
        let whole = Self.multipart(Array("%PDF-1.7 Inhalt".utf8))
        for length in 0..<(whole.count - 4) {
            #expect(throws: FormMistake.self) {
                try FormBody(bytes: Array(whole[..<length]), contentType: Self.multipartType)
            }
        }
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let body = try? FormBody(bytes: bytes, contentType: Self.multipartType)
            #expect((body?.values.count ?? 0) + (body?.files.count ?? 0) <= 2)
            _ = try? FormBody(bytes: bytes, contentType: Self.urlencoded)
        }
    }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
