/// What a clerk typed to find somebody: names and a birth date, in any order and any part.
package struct NameQuery: Sendable {
    /// More words than anybody's name has do not make a search better.
    static let mostWords = 6

    /// One word, and which names it may be.
    struct Word: Sendable {
        enum Role: Sendable { case familyName, givenName, either }

        /// All letters joined: `HANSPETER`.
        let letters: [UInt8]
        /// HANS and PETER where a hyphen parts it; empty for a plain word.
        let parts: [[UInt8]]
        let role: Role
    }

    let words: [Word]
    /// Nil where no date was typed.
    package let birth: BirthQuery?
    /// Numbers that are no birth date; the page says so.
    package let unread: [String]

    /// True when nothing was typed that somebody could be found by.
    package var isEmpty: Bool { words.isEmpty && birth == nil }

    /// - Parameters:
    ///   - typed: `Müller Erika 1964`, `Erika Müller 12.8.64`, `Müller, Erika`; a comma stands behind the family name.
    ///   - today: nobody was born after it.
    package init(_ typed: String, today: CivilDate) {
        let halves = typed.split(separator: ",", omittingEmptySubsequences: false)
        var words: [Word] = []
        var numbers: [String] = []
        for (index, half) in halves.enumerated() {
            let role: Word.Role = halves.count == 2 ? (index == 0 ? .familyName : .givenName) : .either
            for token in half.split(whereSeparator: { $0.isWhitespace || $0 == ";" }) {
                if token.contains(where: { ("0"..."9").contains($0) }) {
                    numbers += token.split { !("0"..."9").contains($0) }.map(String.init)
                } else {
                    words += Self.word(String(token), role: role).map { [$0] } ?? []
                }
            }
        }
        // "Müller, 1964": nothing but the date stands behind the comma.
        if !words.contains(where: { $0.role == .givenName }) || !words.contains(where: { $0.role == .familyName }) {
            words = words.map { Word(letters: $0.letters, parts: $0.parts, role: .either) }
        }
        // "von" and "der" are in every second noble name and find nobody.
        let named = words.filter { !NameParticles.lowerCase.contains(String(decoding: $0.letters, as: UTF8.self)) }
        self.words = Array((named.isEmpty ? words : named).prefix(Self.mostWords))
        birth = numbers.isEmpty ? nil : BirthQuery(numbers: numbers, today: today)
        unread = birth == nil ? numbers : []
    }

    private static func word(_ token: String, role: Word.Role) -> Word? {
        let letters = Array(NameForm.letters(token).prefix(NameForm.longest))
        guard !letters.isEmpty else { return nil }
        let parts = NameForm.components(token)
        return Word(letters: letters, parts: parts.count > 1 ? parts : [], role: role)
    }
}
