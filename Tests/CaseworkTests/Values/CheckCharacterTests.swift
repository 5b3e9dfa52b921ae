import Testing

@testable import Casework

@Suite struct CheckCharacterTests {
    private static let texts = checkCharacterVectors.split(whereSeparator: { $0 == ";" || $0.isWhitespace }).map(
        String.init)

    /// Against python-stdnum.
    @Test func vectorsOfAnotherLibrary() {
        #expect(Self.texts.count == 400)
        for text in Self.texts {
            #expect(CheckCharacter.isRight(text), "\(text)")
            #expect(CheckCharacter.of(text.dropLast()) == text.last, "\(text)")
        }
    }

    /// The standard promises both: every single wrong character and every swap of two neighbours.
    @Test func everyWrongCharacterAndEverySwapIsFound() {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for text in Self.texts.prefix(40) {
            let letters = Array(text)
            for index in letters.indices {
                for other in alphabet where other != letters[index] {
                    var changed = letters
                    changed[index] = other
                    #expect(!CheckCharacter.isRight(String(changed)), "\(text) at \(index)")
                }
                if index > 0, letters[index] != letters[index - 1] {
                    var swapped = letters
                    swapped.swapAt(index, index - 1)
                    #expect(!CheckCharacter.isRight(String(swapped)), "\(text) at \(index)")
                }
            }
        }
    }

    @Test func signsForTheEyeDoNotCount() {
        #expect(CheckCharacter.isRight("A124-25GABC 1234002M"))
        #expect(CheckCharacter.of("A124-25GABC 1234002") == "M")
    }
}
