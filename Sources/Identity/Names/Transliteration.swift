/// Latin text in the letters A to Z: for machine-readable zones and for searching.
///
/// Source: ICAO 9303-3 section 6 table A, with the additions of DIN 91379 for letters that ICAO does not list.
package enum Transliteration {
    /// Upper case, Ä as AE, ß as SS, accents dropped; signs and digits stay: `KARL-BROEGER STRASSE 17`.
    package static func searchForm(_ text: String) -> String {
        var result = ""
        for piece in pieces(of: text) {
            switch piece {
            case .letter(let letter): result += letter.zoneForm
            case .sign("ª"): result += "A"
            case .sign("º"): result += "O"
            case .sign(let scalar): result += scalar.properties.uppercaseMapping
            }
        }
        return result
    }

    /// A name as it stands in a zone's name field: A-Z, components parted by single `<`.
    ///
    /// Blanks, hyphens and commas part components; apostrophes and every other sign are left out (ICAO 9303-3, 4.6).
    package static func zoneForm(_ text: String) -> String {
        var result = ""
        for piece in pieces(of: text) {
            switch piece {
            case .letter(let letter):
                result += letter.zoneForm
            case .sign(let scalar) where scalar.properties.isWhitespace || "-,‐‑–".unicodeScalars.contains(scalar):
                if !result.isEmpty, result.last != "<" { result += "<" }
            case .sign:
                break
            }
        }
        while result.last == "<" { result.removeLast() }
        return result
    }

    private enum Piece {
        case letter(LatinAlphabet.Letter)
        case sign(Unicode.Scalar)
    }

    private static func pieces(of text: String) -> [Piece] {
        let alphabet = LatinAlphabet.standard
        let scalars = Array(LatinName.normalised(text).unicodeScalars)
        var pieces: [Piece] = []
        var index = 0
        while index < scalars.count {
            if let letter = alphabet.letter(in: scalars, at: index) {
                pieces.append(.letter(letter))
                index += letter.scalars.count
            } else {
                pieces.append(.sign(scalars[index]))
                index += 1
            }
        }
        return pieces
    }
}
