import Testing

@testable import Identity

@Suite struct GermanSerialNumberTests {
    /// The numbers of the specimens with the digit their zones print.
    @Test(arguments: ["T220001293", "LO1XPVMEJ2", "C01X00T478", "C11T002JM4", "t22000129"])
    func specimens(_ text: String) throws {
        guard text != "LO1XPVMEJ2" else {
            // The specimen card of 2021 prints letters that real numbers leave out.
            #expect(throws: GermanSerialNumberError.character("O", position: 2)) { try GermanSerialNumber(text) }
            return
        }
        let number = try GermanSerialNumber(text)
        #expect(number.text == text.uppercased().prefix(9))
        #expect(number.withCheckDigit.hasPrefix(text.uppercased()))
    }

    @Test(
        arguments: [
            ("C01X00T479", GermanSerialNumberError.checkDigit(found: "9", expected: "8")),
            ("C01X00T", .length(found: 7)),
            ("C01X00T4Z8Z", .length(found: 11)), ("CO1X00T47", .character("O", position: 2)),
            ("C01X00T47X", .character("X", position: 10)), ("C01X-0T47", .character("-", position: 5)),
        ])
    func refused(_ text: String, _ expected: GermanSerialNumberError) {
        let error = #expect(throws: GermanSerialNumberError.self) { try GermanSerialNumber(text) }
        #expect(error == expected)
        #expect(error?.message.isEmpty == false)
    }
}
