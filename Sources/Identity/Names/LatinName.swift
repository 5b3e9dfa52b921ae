import Foundation

/// A text that holds only the characters a data type of DIN 91379 allows, in Unicode's normal form NFC.
///
/// Source: DIN 91379 (String.Latin+), data types A to E.
package struct LatinName: Hashable, Sendable {
    /// The data types of DIN 91379: each says which characters a field may hold.
    package enum DataType: String, CaseIterable, Sendable {
        /// Names of persons: letters and N1.
        case a = "A"
        /// Other names: A and N2 (digits, punctuation).
        case b = "B"
        /// Free text: B, N3 and N4 (line breaks among them).
        case c = "C"
        /// Names of companies and products: B with N3, E1 and Greek.
        case d = "D"
        /// D with N4 and Cyrillic.
        case e = "E"

        var groups: [Group] {
            switch self {
            case .a: [.n1]
            case .b: [.n1, .n2]
            case .c: [.n1, .n2, .n3, .n4]
            case .d: [.n1, .n2, .n3, .e1, .greek]
            case .e: [.n1, .n2, .n3, .n4, .e1, .greek, .cyrillic]
            }
        }
    }

    /// The groups of characters beside the letters (bll), which every type allows.
    enum Group: Hashable, Sendable { case n1, n2, n3, n4, e1, greek, cyrillic }

    /// The text in NFC; never empty.
    package let text: String
    package let type: DataType

    /// Takes `raw` in any normal form.
    ///
    /// - Throws: `LatinNameError`, naming every character that does not belong.
    package init(_ raw: String, type: DataType) throws(LatinNameError) {
        let text = Self.normalised(raw)
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
        let foreign = Self.foreignCharacters(in: text, type: type)
        guard foreign.isEmpty else { throw .foreign(foreign) }
        self.text = text
        self.type = type
    }

    /// The name as the register's search compares it: `René Müller` is `RENE MUELLER`.
    package var searchForm: String { Transliteration.searchForm(text) }

    /// `text` in NFC.
    static func normalised(_ text: String) -> String {
        // Nothing below the combining marks changes in NFC; most names need no more than this look.
        text.unicodeScalars.allSatisfy { $0.value < 0x300 } ? text : text.precomposedStringWithCanonicalMapping
    }

    /// The characters of `text` (in NFC) that `type` does not allow, in their order.
    private static func foreignCharacters(in text: String, type: DataType) -> [ForeignCharacter] {
        let alphabet = LatinAlphabet.standard
        let scalars = Array(text.unicodeScalars)
        var found: [ForeignCharacter] = []
        var (index, position) = (0, 1)
        while index < scalars.count {
            if let letter = alphabet.letter(in: scalars, at: index) {
                index += letter.scalars.count
            } else {
                let scalar = scalars[index]
                if !type.groups.contains(where: { alphabet.contains(scalar, in: $0) }) {
                    found.append(ForeignCharacter(scalar: scalar, position: position))
                }
                index += 1
            }
            position += 1
        }
        return found
    }
}

/// A character that the data type of its field does not allow.
package struct ForeignCharacter: Hashable, Sendable {
    package let scalar: Unicode.Scalar
    /// 1 is the first; a letter of several scalars counts once, and so does an accent that belongs to no letter.
    package let position: Int

    /// `U+4E2D`: at least four hexadecimal digits.
    package var codePoint: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The character as a page can show it: an accent on a dotted circle, control characters by code point only.
    package var shown: String {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: "„◌\(scalar)“ (\(codePoint))"
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: codePoint
        default: "„\(scalar)“ (\(codePoint))"
        }
    }
}

/// Why a text is no name of its data type.
package enum LatinNameError: Error, Hashable, Sendable {
    case empty
    /// At least one character.
    case foreign([ForeignCharacter])

    /// What the page says, in German, with what to do next.
    package var message: String {
        switch self {
        case .empty:
            return "Hier fehlt eine Angabe. Tragen Sie den Namen ein."
        case .foreign(let characters):
            let list = characters.map { "\($0.shown) an Stelle \($0.position)" }.joined(separator: ", ")
            return "Amtliche Register kennen dieses Zeichen nicht: \(list). "
                + "Schreiben Sie den Namen so, wie er im Ausweis in lateinischen Buchstaben steht."
        }
    }
}
