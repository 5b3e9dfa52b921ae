/// What a pair of letters in a zone is likely to stand for, by the state whose zone it is.
///
/// Source of the pairs: ICAO 9303-3 section 6 table A read backwards. How likely each is, is a judgement from German
/// spelling; the clerk sees every choice, so a wrong guess costs one key press.
enum SpellingHabits {
    private static let german: Set<String> = ["D", "AUT", "CHE", "LIE", "LUX"]
    private static let nordicWithSlash: Set<String> = ["DNK", "NOR", "FRO", "GRL"]
    private static let nordicWithDots: Set<String> = ["SWE", "FIN", "EST"]
    private static let blankBetweenNames: Set<String> = [
        "ESP", "PRT", "BRA", "MEX", "ARG", "COL", "CHL", "PER", "ECU", "VEN", "CUB", "DOM", "BOL", "URY", "PRY", "AGO",
        "VNM", "IND", "PAK", "BGD", "LKA", "IDN",
    ]

    /// The single letter a pair can stand for, in lower case, or nil.
    static func letter(for pair: String, state: String) -> String? {
        switch pair {
        case "AE": nordicWithSlash.contains(state) || state == "ISL" ? "æ" : "ä"
        case "OE": nordicWithSlash.contains(state) ? "ø" : "ö"
        case "UE": "ü"
        case "SS": "ß"
        case "AA": nordicWithSlash.contains(state) || nordicWithDots.contains(state) ? "å" : nil
        default: nil
        }
    }

    /// Family names of several components are joined with a hyphen more often than not.
    static func joinsFamilyNames(_ state: String) -> Bool { !blankBetweenNames.contains(state) }

    /// Whether the single letter is likelier than the pair itself.
    static func isLikely(_ pair: String, at index: Int, in letters: [Character], state: String) -> Bool {
        let before = index > 0 ? letters[index - 1] : nil
        let isAtEnd = index + 2 == letters.count
        let ending = String(letters[(index + 2)...])
        switch pair {
        case "SS":
            // Switzerland and Liechtenstein write no ß, other states none either.
            guard state == "D" || state == "AUT" || state == "LUX" else { return false }
            return isLongBefore(index, in: letters, isAtEnd: isAtEnd)
        case "AA":
            return true
        default:
            let usual = german.contains(state) || nordicWithSlash.contains(state) || nordicWithDots.contains(state)
            guard usual else { return false }
            if pair == "UE", nordicWithSlash.contains(state) || nordicWithDots.contains(state) { return false }
            // Michael, Manuel, Joel; Bauer, Neuer, Queck; Monroe, Sue.
            if ending == "L" || ending == "LE" || ending == "LA" {
                return before.map { !"HFRNGQOAUEJM".contains($0) } ?? true
            }
            if pair == "UE", let before, "AEOQ".contains(before) { return false }
            if pair != "UE", let before, "AEIOU".contains(before) { return false }
            return !isAtEnd
        }
    }

    /// After a diphthong, an umlaut, or O and U at the end of the word the vowel is long: Weiß, Strauß, Groß, Süß.
    private static func isLongBefore(_ index: Int, in letters: [Character], isAtEnd: Bool) -> Bool {
        let before = index > 0 ? letters[index - 1] : " "
        let pair = index > 1 ? String(letters[index - 2..<index]) : ""
        if ["AU", "EU", "EI", "IE", "AI", "UE", "OE", "AE"].contains(pair) { return true }
        let word = String(letters)
        if word.contains("STRASS") || word.contains("GROSS") || word.contains("FUSS") { return true }
        return isAtEnd && before == "O"
    }
}

/// Words inside a name that German registers write in lower case unless they end it.
enum NameParticles {
    static let lowerCase: Set<String> = [
        "VON", "VOM", "ZU", "ZUM", "ZUR", "DER", "DEN", "DEM", "VAN", "TEN", "TER", "DE", "DA", "DAS", "DO", "DOS",
        "DU",
        "DEL", "UND", "AUF", "IM", "IN", "AM", "Y",
    ]
}
