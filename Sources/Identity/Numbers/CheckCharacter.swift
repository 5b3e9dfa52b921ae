/// The check character of ISO/IEC 7064, MOD 37,36 (hybrid): finds every single wrong character and every swap of two
/// neighbours.
///
/// The alphabet is 0-9 and A-Z; hyphens and blanks are for the eye and do not count, lower case is raised.
package enum CheckCharacter {
    /// The character to append to `text`; nil when a character is not of the alphabet or none is there.
    package static func character(for text: String) -> Character? {
        guard let values = values(of: text), let product = product(over: values) else { return nil }
        return alphabet[(37 - product) % 36]
    }

    /// Whether the last character of `text` is the check character of what stands before it.
    package static func isValid(_ text: String) -> Bool {
        guard let values = values(of: text), values.count >= 2, let last = values.last,
            let product = product(over: values.dropLast())
        else { return false }
        return (product + last) % 36 == 1
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    /// The running product of the standard after all characters, in 1...36; nil without characters.
    private static func product(over values: some Collection<Int>) -> Int? {
        guard !values.isEmpty else { return nil }
        var product = 36
        for value in values {
            let sum = (product + value) % 36
            product = (sum == 0 ? 36 : sum) * 2 % 37
        }
        return product
    }

    private static func values(of text: String) -> [Int]? {
        var values: [Int] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): values.append(Int(byte) - 48)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): values.append(Int(byte) - 55)
            case UInt8(ascii: "a")...UInt8(ascii: "z"): values.append(Int(byte) - 87)
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            default: return nil
            }
        }
        return values
    }
}
