/// Finds people of a register extract by what a clerk heard: part of a name, misspelt, in any order, with or without a
/// birth date.
///
/// A search walks the people born in the years in question, compares each different word of their names once with every
/// typed word (a few machine instructions each, because letters and length rule out most), and adds up. Nothing is left to
/// luck: who is within reach is found. The same rows give the same bytes.
package struct NameIndex: Sendable {
    /// One person of the extract.
    package struct Row: Sendable {
        package let familyName: String
        /// Nil where it is the family name.
        package let birthName: String?
        /// All of them, parted by blanks; empty for a person with one name.
        package let givenNames: String
        package let birthDate: ZoneBirthDate
        /// Where the caller keeps the person's record; comes back with a hit.
        package let record: UInt32

        package init(
            familyName: String, birthName: String?, givenNames: String, birthDate: ZoneBirthDate, record: UInt32
        ) {
            (self.familyName, self.birthName, self.givenNames) = (familyName, birthName, givenNames)
            (self.birthDate, self.record) = (birthDate, record)
        }
    }

    /// What a word is in a person's name; the two lowest bits of a link.
    enum Part: UInt32 {
        case familyName = 0
        /// A component of the family name, or a birth name.
        case partOfFamilyName = 1
        case givenName = 2
        case furtherGivenName = 3
    }

    let words: NameWords
    /// Of each person, by birth date: year × 512 + month × 32 + day, 0 for what is unknown.
    let births: [UInt32]
    let records: [UInt32]
    /// Where each person's links begin; one more than people.
    let linkStarts: [UInt32]
    /// Word × 4 + part.
    let links: [UInt32]

    /// How many people it holds.
    package var count: Int { births.count }

    /// The bytes it takes in memory, beside the records.
    package var footprint: Int {
        words.footprint + 4 * (births.count + records.count + linkStarts.count + links.count)
    }

    package init(_ rows: [Row]) {
        var names = NameParts()
        let people = rows.map { row in
            (birth: Self.packed(row.birthDate), record: row.record, names: names.words(of: row))
        }.sorted { ($0.birth, $0.record) < ($1.birth, $1.record) }
        // Words get their numbers in the order of the alphabet, whatever the order of the rows.
        let order = names.all.indices.sorted { names.all[$0].lexicographicallyPrecedes(names.all[$1]) }
        var numbers = [UInt32](repeating: 0, count: order.count)
        var (letters, starts): ([UInt8], [UInt32]) = ([], [0])
        for (number, word) in order.enumerated() {
            numbers[word] = UInt32(number)
            letters += names.all[word]
            starts.append(UInt32(letters.count))
        }
        var (links, linkStarts): ([UInt32], [UInt32]) = ([], [0])
        for person in people {
            links += person.names.map { numbers[$0.word] << 2 | $0.part.rawValue }
            linkStarts.append(UInt32(links.count))
        }
        self.init(
            words: NameWords(letters: letters, starts: starts), births: people.map(\.birth),
            records: people.map(\.record), linkStarts: linkStarts, links: links)
    }

    init(words: NameWords, births: [UInt32], records: [UInt32], linkStarts: [UInt32], links: [UInt32]) {
        (self.words, self.births, self.records) = (words, births, records)
        (self.linkStarts, self.links) = (linkStarts, links)
    }

    static func packed(_ date: ZoneBirthDate) -> UInt32 {
        UInt32(date.year ?? 0) << 9 | UInt32(date.month ?? 0) << 5 | UInt32(date.day ?? 0)
    }
}

/// Takes names apart into words and numbers the words as they come.
private struct NameParts {
    typealias Word = (word: Int, part: NameIndex.Part)

    private(set) var all: [[UInt8]] = []
    private var numbers: [[UInt8]: Int] = [:]
    /// Most names of a register occur more than once.
    private var known: [String: (whole: Int?, components: [Int])] = [:]

    mutating func words(of row: NameIndex.Row) -> [Word] {
        var words = family(row.familyName, whole: .familyName)
        if let birthName = row.birthName { words += family(birthName, whole: .partOfFamilyName) }
        for (index, name) in row.givenNames.split(whereSeparator: \.isWhitespace).enumerated() {
            let part: NameIndex.Part = index == 0 ? .givenName : .furtherGivenName
            let (whole, components) = parts(of: String(name))
            if let whole { words.append((whole, part)) }
            if components.count > 1 { words += components.map { ($0, .furtherGivenName) } }
        }
        return words
    }

    private mutating func family(_ name: String, whole part: NameIndex.Part) -> [Word] {
        let (whole, components) = parts(of: name)
        var words: [Word] = whole.map { [($0, part)] } ?? []
        if components.count > 1 {
            let named = components.filter {
                !NameParticles.lowerCase.contains(String(decoding: all[$0], as: UTF8.self))
            }
            // "von der Heide" is Heide to everybody; of "Müller-Heide" each half is only a half.
            words += named.map { ($0, named.count == 1 ? part : .partOfFamilyName) }
        }
        return words
    }

    private mutating func parts(of name: String) -> (whole: Int?, components: [Int]) {
        if let parts = known[name] { return parts }
        let letters = Array(NameForm.letters(name).prefix(NameForm.longest))
        let parts = (
            whole: letters.isEmpty ? nil : number(letters), components: NameForm.components(name).map { number($0) }
        )
        known[name] = parts
        return parts
    }

    private mutating func number(_ word: [UInt8]) -> Int {
        if let number = numbers[word] { return number }
        all.append(word)
        numbers[word] = all.count - 1
        return all.count - 1
    }
}
