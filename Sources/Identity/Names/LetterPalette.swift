/// The letters of DIN 91379 that a German keyboard lacks, for a page that lets the clerk pick one.
package enum LetterPalette {
    /// The letters under one base letter.
    package struct Group: Hashable, Sendable {
        /// A to Z.
        package let base: Character
        /// Each a letter of one to three scalars, in the order of code points: the commonest languages first.
        package let letters: [String]
    }

    /// All groups, A to Z, none empty.
    package static let groups: [Group] = {
        let keyboard = Set("ÄÖÜäöüß".unicodeScalars)
        var found: [Character: [LatinAlphabet.Letter]] = [:]
        for letter in LatinAlphabet.standard.letters {
            let first = letter.scalars[0]
            let onKeyboard = letter.scalars.count == 1 && (first.isASCII || keyboard.contains(first))
            if !onKeyboard, let base = letter.zoneForm.first { found[base, default: []].append(letter) }
        }
        return found.sorted { $0.key < $1.key }.map { base, letters in
            // Single code points before sequences: sequences are rarer and start with plain letters.
            let ordered = letters.filter { $0.scalars.count == 1 } + letters.filter { $0.scalars.count > 1 }
            return Group(base: base, letters: ordered.map(\.text))
        }
    }()
}
