/// The serial number of a German identity card or passport: nine characters and a check digit.
///
/// Source: the numbers' alphabet leaves out vowels and letters that look like digits (PAuswV, PassV); the digit is that
/// of ICAO 9303. The first character belongs to the issuing office and may be any letter on older documents.
package struct GermanSerialNumber: Hashable, Sendable {
    /// The letters of the alphabet beside 0-9.
    static let letters = "CFGHJKLMNPRTVWXYZ"
    private static let digits = "0123456789"

    /// Nine characters, without the check digit.
    package let text: String
    /// 0 to 9
    package let checkDigit: Character

    /// The nine characters and the digit, as the zone prints them.
    package var withCheckDigit: String { text + String(checkDigit) }

    /// Takes nine characters, or ten with the check digit; blanks are dropped and lower case is raised.
    package init(_ raw: String) throws(GermanSerialNumberError) {
        let characters = raw.uppercased().filter { !$0.isWhitespace }
        guard characters.count == 9 || characters.count == 10 else { throw .length(found: characters.count) }
        for (index, character) in characters.enumerated() {
            let allowed =
                index == 9
                ? Self.digits.contains(character)
                : Self.letters.contains(character) || Self.digits.contains(character)
            let isOfficeLetter = index == 0 && ("A"..."Z").contains(character)
            guard allowed || isOfficeLetter else { throw .character(character, position: index + 1) }
        }
        text = String(characters.prefix(9))
        checkDigit = Character(Unicode.Scalar(CheckDigit.digit(over: text.utf8)))
        if characters.count == 10, let found = characters.last, found != checkDigit {
            throw .checkDigit(found: found, expected: checkDigit)
        }
    }
}

/// Why a text is no German serial number.
package enum GermanSerialNumberError: Error, Hashable, Sendable {
    case length(found: Int)
    /// The position counts from 1.
    case character(Character, position: Int)
    case checkDigit(found: Character, expected: Character)

    /// German, with what to do next.
    package var message: String {
        switch self {
        case .length(let found):
            "Die Seriennummer hat 9 Zeichen, mit Prüfziffer 10; hier sind es \(found). "
                + "Vergleichen Sie sie mit dem Ausweis."
        case .character("O", let position):
            "Stelle \(position): Seriennummern enthalten keinen Buchstaben O. Tippen Sie die Ziffer 0."
        case .character(let character, let position):
            "Stelle \(position): „\(character)“ kommt in Seriennummern nicht vor. "
                + "Vergleichen Sie die Nummer mit dem Ausweis."
        case .checkDigit(let found, let expected):
            "Die Prüfziffer der Seriennummer stimmt nicht: gelesen \(found), erwartet \(expected). "
                + "Vergleichen Sie die Nummer mit dem Ausweis."
        }
    }
}
