import Testing

@testable import Identity

@Suite struct CheckCharacterTests {
    private static let texts = checkCharacterVectors.split(whereSeparator: { $0 == ";" || $0.isWhitespace }).map(
        String.init)

    /// Against python-stdnum.
    @Test func vectorsOfAnotherLibrary() throws {
        #expect(Self.texts.count == 400)
        for text in Self.texts {
            #expect(CheckCharacter.isValid(text), "\(text)")
            #expect(CheckCharacter.character(for: String(text.dropLast())) == text.last, "\(text)")
        }
    }

    @Test func everyWrongCharacterAndEverySwapIsFound() {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for text in Self.texts.prefix(40) {
            let letters = Array(text)
            for index in letters.indices {
                for other in alphabet where other != letters[index] {
                    var changed = letters
                    changed[index] = other
                    #expect(!CheckCharacter.isValid(String(changed)), "\(text) at \(index)")
                }
                if index > 0, letters[index] != letters[index - 1] {
                    var swapped = letters
                    swapped.swapAt(index, index - 1)
                    #expect(!CheckCharacter.isValid(String(swapped)), "\(text) at \(index)")
                }
            }
        }
    }

    @Test func signsForTheEyeDoNotCount() {
        #expect(CheckCharacter.isValid("A124-25gabc 1234002M"))
    }

    @Test(arguments: ["", "-", "Ä", "A_B", "１"])
    func noAlphabetNoCharacter(_ text: String) {
        #expect(CheckCharacter.character(for: text) == nil)
        #expect(!CheckCharacter.isValid(text))
    }
}

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
