import Foundation

/// The passphrase of the day: five random words, 55 bits and more.
package enum Passphrase {
    package static let wordCount = 5

    /// E.g. `apfel lampe fluss besen turm`.
    package static func random(_ randomness: Randomness = .system) -> String {
        (0..<wordCount).map { _ in word(randomness) }.joined(separator: " ")
    }

    /// What is typed, in the form that is hashed: lower case, single spaces, umlauts spelled out.
    package static func normalised(_ text: String) -> String {
        var text = text.lowercased()
        for (letter, spelled) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("-", " ")] {
            text = text.replacingOccurrences(of: letter, with: spelled)
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Every word as likely as the next: numbers beyond the last full round are drawn again.
    private static func word(_ randomness: Randomness) -> String {
        let words = PassphraseWords.all
        let limit = (1 << 16) / words.count * words.count
        while true {
            let drawn = randomness.bytes(2).reduce(0) { $0 << 8 | Int($1) }
            if drawn < limit { return words[drawn % words.count] }
        }
    }
}
