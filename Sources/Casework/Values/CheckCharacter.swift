/// The hybrid check system of ISO/IEC 7064, MOD 37,36: one check character for letters and digits.
package enum CheckCharacter {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    /// 0 to 35, `nil` for anything but capital letters and digits.
    static func value(of character: Character) -> Int? {
        guard let byte = character.asciiValue else { return nil }
        switch byte {
        case 0x30...0x39: return Int(byte) - 0x30
        case 0x41...0x5A: return Int(byte) - 0x41 + 10
        default: return nil
        }
    }

    /// The character that makes `text` right; characters that are neither capital letters nor digits are passed over.
    package static func of(_ text: some StringProtocol) -> Character {
        alphabet[(37 - carry(text)) % 36]
    }

    /// Whether the last character is the right one for those before it.
    package static func isRight(_ text: some StringProtocol) -> Bool {
        guard let last = text.last else { return false }
        return of(text.dropLast()) == last
    }

    private static func carry(_ text: some StringProtocol) -> Int {
        text.reduce(36) { carry, character in
            guard let value = value(of: character) else { return carry }
            let sum = (carry + value) % 36
            return (sum == 0 ? 36 : sum) * 2 % 37
        }
    }
}
