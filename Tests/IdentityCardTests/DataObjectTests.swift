import Testing

@testable import IdentityCard

struct DataObjectTests {
    @Test(arguments: [
        (0x87, 0), (0x87, 1), (0x87, 127), (0x7F49, 128), (0x7F21, 255), (0x5F37, 256), (0x30, 65_535), (0x04, 65_536),
    ])
    func whatIsWrittenIsRead(tag: Int, length: Int) throws {
        let object = DataObject(tag, [UInt8](repeating: 7, count: length))
        let read = try DataObjectReader.one(tag, in: object.encoded)
        #expect(read.value == object.value)
        #expect(read.encoded == object.encoded)
    }

    @Test(arguments: [
        ("87", DataObjectProblem.cutOff(at: 0)), ("8702AA", .cutOff(at: 0)), ("8780", .length(at: 0)),
        ("878401000000", .length(at: 0)), ("8100 00", .tag(at: 2)), ("7F818181 00", .tag(at: 0)),
        ("9F", .cutOff(at: 0)), ("8781", .cutOff(at: 0)), ("FF00", .tag(at: 0)),
    ])
    func brokenBytesAreRefused(hex: String, problem: DataObjectProblem) {
        #expect(throws: problem) { _ = try DataObjectReader.all(in: bytes(hex)) }
    }

    @Test func tooManyObjectsAreRefused() {
        let many = [UInt8]((0..<513).flatMap { _ in [0x81, 0x00] as [UInt8] })
        #expect(throws: DataObjectProblem.tooMany) { _ = try DataObjectReader.all(in: many) }
    }

    @Test func bytesBehindTheObjectAreRefused() {
        #expect(throws: DataObjectProblem.self) { _ = try DataObjectReader.one(0x87, in: bytes("870101 00")) }
    }

    @Test(arguments: [
        (CardCommand(0x00, 0x84, 0, 0, expecting: 8), "0084000008"),
        (CardCommand(0x00, 0xB0, 0x9C, 0, expecting: 256), "00B09C0000"),
        (CardCommand(0x00, 0xB0, 0x9C, 0, expecting: 257), "00B09C00000101"),
        (CardCommand(0x00, 0xB0, 0x9C, 0, expecting: 65_536), "00B09C00000000"),
        (CardCommand(0x00, 0x2C, 0x03, 0x03), "002C0303"),
        (CardCommand(0x00, 0xA4, 2, 0x0C, [1, 0x1E]), "00A4020C02011E"),
        (
            CardCommand(0x00, 0x2A, 0, 0xBE, [UInt8](repeating: 0xAA, count: 256), expecting: 1),
            "002A00BE000100" + String(repeating: "AA", count: 256) + "0001"
        ),
    ])
    func commandsAreWrittenAsTheStandardSays(command: CardCommand, hex: String) {
        #expect(command.encoded.hex == hex)
    }

    @Test func identifiersAreWrittenAsTheStandardSays() {
        #expect(ObjectID(0, 4, 0, 127, 0, 7, 2, 2, 4, 2, 2).content.hex == "04007F00070202040202")
        #expect(ObjectID(1, 2, 840, 113549).content.hex == "2A864886F70D")
        #expect(ObjectID.bsi(2, 2, 4, 2, 2) == ObjectID(0, 4, 0, 127, 0, 7, 2, 2, 4, 2, 2))
    }

    @Test func secretsAreNeverPrinted() throws {
        var typed = Array("123456".utf8)
        let pin = try #require(SecretDigits.pin(taking: &typed))
        var dumped = ""
        dump(CardPassword.pin(pin), to: &dumped)
        for text in ["\(pin)", String(reflecting: pin), "\(CardPassword.pin(pin))", dumped] {
            #expect(!text.contains("123456") && !text.contains("31, 32") && !text.contains("0x"))
        }
        var short = Array("12345".utf8)
        #expect(SecretDigits.pin(taking: &short) == nil)
        #expect(short.isEmpty)
    }
}
