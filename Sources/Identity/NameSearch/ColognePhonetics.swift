/// The Kölner Phonetik: one digit a sound, so that names that sound alike in German have one code.
///
/// Source: H. J. Postel, "Die Kölner Phonetik", IBM-Nachrichten 19 (1969), pages 925-931. Umlauts count as the vowels they
/// are, so the search form (MUELLER) has the code of the name itself.
package enum ColognePhonetics {
    /// The code of a name in any spelling, as digits: `Müller-Lüdenscheidt` is `65752682`. Empty where nothing sounds.
    package static func code(of name: String) -> String {
        String(decoding: digits(of: NameForm.letters(name)).map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }

    /// The code of a word in A-Z as one number, four bits a digit; 0 where nothing sounds. Sounds behind the fifteenth
    /// do not count.
    static func packed(_ letters: some BidirectionalCollection<UInt8>) -> UInt64 {
        // The leading one keeps a code that starts with 0 apart from one that does not.
        let digits = digits(of: Array(letters)).prefix(15)
        return digits.isEmpty ? 0 : digits.reduce(1) { $0 << 4 | UInt64($1) }
    }

    private static func digits(of letters: [UInt8]) -> [UInt8] {
        var digits: [UInt8] = []
        var previous: UInt8?
        func add(_ digit: UInt8) {
            // Neighbours of one sound are one; vowels count at the beginning only, but part what stands around them.
            if digit != previous, digit != 0 || digits.isEmpty { digits.append(digit) }
            previous = digit
        }
        for index in letters.indices {
            let before = index > 0 ? letters[index - 1] : nil
            let after = index + 1 < letters.count ? letters[index + 1] : nil
            switch Character(Unicode.Scalar(letters[index])) {
            case "A", "E", "I", "J", "O", "U", "Y": add(0)
            case "B": add(1)
            case "P": add(after == UInt8(ascii: "H") ? 3 : 1)
            case "D", "T": add(isOne(after, of: "CSZ") ? 8 : 2)
            case "F", "V", "W": add(3)
            case "G", "K", "Q": add(4)
            case "C":
                let hard = before == nil ? isOne(after, of: "AHKLOQRUX") : isOne(after, of: "AHKOQUX")
                add(hard && !isOne(before, of: "SZ") ? 4 : 8)
            case "X":
                if !isOne(before, of: "CKQ") { add(4) }
                add(8)
            case "L": add(5)
            case "M", "N": add(6)
            case "R": add(7)
            case "S", "Z": add(8)
            default: continue
            }
        }
        return digits
    }

    private static func isOne(_ letter: UInt8?, of letters: StaticString) -> Bool {
        guard let letter else { return false }
        return letters.withUTF8Buffer { $0.contains(letter) }
    }
}
