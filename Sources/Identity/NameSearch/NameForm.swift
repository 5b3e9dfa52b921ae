/// The shapes in which names are compared when somebody is searched for.
enum NameForm {
    /// Longer words are compared by their beginning.
    static let longest = 63

    /// A name in the letters A to Z, without blanks and signs: `Groß-Müller` is `GROSSMUELLER`.
    static func letters(_ name: String) -> [UInt8] {
        Transliteration.searchForm(name).utf8.filter { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// A name's components in A to Z: `von der Heide-Müller` gives VON, DER, HEIDE, MUELLER. Apostrophes part nothing.
    static func components(_ name: String) -> [[UInt8]] {
        Transliteration.zoneForm(name).utf8.split(separator: ZoneText.filler).map { Array($0.prefix(longest)) }
    }

    /// What is left of a word when everything is taken away that a German ear does not hear or a hand leaves out:
    /// MUELLER, MULLER and MULER are MULER, SCHMIDT and SCHMITT are SCHMIT, MAYER and MEIER are MEIER.
    static func fold(_ word: some Collection<UInt8>) -> [UInt8] {
        let letters = Array(word.prefix(longest))
        var folded: [UInt8] = []
        folded.reserveCapacity(letters.count)
        var index = 0
        while index < letters.count {
            let letter = letters[index]
            let after = index + 1 < letters.count ? letters[index + 1] : 0
            var (sound, width) = (letter, 1)
            switch (Character(Unicode.Scalar(letter)), Character(Unicode.Scalar(after))) {
            case ("A", "E"), ("O", "E"), ("U", "E"), ("T", "H"): width = 2
            case ("I", "E") where !isVowel(folded.last): width = 2
            case ("A", "I"), ("A", "Y"), ("E", "Y"):
                folded.append(UInt8(ascii: "E"))
                (sound, width) = (UInt8(ascii: "I"), 2)
            case ("T", "Z"): (sound, width) = (UInt8(ascii: "Z"), 2)
            case ("D", "T"): (sound, width) = (UInt8(ascii: "T"), 2)
            case ("C", "K"): (sound, width) = (UInt8(ascii: "K"), 2)
            case ("P", "H"): (sound, width) = (UInt8(ascii: "F"), 2)
            case ("C", let next) where next != "H": sound = UInt8(ascii: "K")
            case ("Y", _): sound = UInt8(ascii: "I")
            case ("H", let next) where isVowel(folded.last) && !isVowel(next.asciiValue):
                index += 1
                continue
            default: break
            }
            if folded.last != sound { folded.append(sound) }
            index += width
        }
        return folded
    }

    private static func isVowel(_ letter: UInt8?) -> Bool {
        switch letter {
        case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "U"): true
        default: false
        }
    }

    /// One bit a letter that occurs, and another for one that occurs again: what two words do not share, at a glance.
    static func mask(_ letters: some Sequence<UInt8>) -> UInt64 {
        letters.reduce(0) { mask, letter in
            let once: UInt64 = 1 << UInt64(letter &- UInt8(ascii: "A"))
            return mask | (mask & once == 0 ? once : once << 26)
        }
    }
}
