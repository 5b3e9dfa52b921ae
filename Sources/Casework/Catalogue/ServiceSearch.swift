/// Finds services by any part of a name, any word, the LeiKa key; in all languages, without looking at case, accents, umlaut or ß
/// spelling, and with one letter mistyped in words of five letters and more.
package struct ServiceSearch: Sendable {
    private struct Entry: Sendable {
        let service: Service
        /// Words of the titles, then further search words; folded.
        let titleWords: [String]
        let searchWords: [String]
        let titles: [String]
    }

    private let entries: [Entry]

    package init(_ services: [Service]) {
        entries = services.map { service in
            let titles = [service.title.de, service.title.en, service.title.plain].compactMap { $0 }
            return Entry(
                service: service, titleWords: titles.flatMap { Self.words($0) },
                searchWords: service.search.flatMap { Self.words($0) },
                titles: titles.map { Self.words($0).joined(separator: " ") })
        }
    }

    /// The services that have every typed word, the best first; among equals what is applied for before what is changed, lost or
    /// collected, then in the order of their German titles. Nothing typed finds all.
    package func find(_ typed: String) -> [Service] {
        let wanted = Self.words(typed)
        let phrase = wanted.joined(separator: " ")
        let found = entries.compactMap { entry -> (rank: Int, kind: Int, title: String, service: Service)? in
            guard let rank = Self.rank(of: entry, for: wanted, phrase: phrase) else { return nil }
            let isFirst = !wanted.isEmpty && entry.service.grants
            return (rank, isFirst ? 0 : 1, Self.words(entry.service.title.de).joined(separator: " "), entry.service)
        }
        return found.sorted {
            ($0.rank, $0.kind, $0.title, $0.service.key.text) < ($1.rank, $1.kind, $1.title, $1.service.key.text)
        }.map(\.service)
    }

    /// Smaller is better; `nil` = a word is not there.
    private static func rank(of entry: Entry, for wanted: [String], phrase: String) -> Int? {
        if let leika = entry.service.leika, wanted.count == 1, phrase.utf8.count >= 5, leika.hasPrefix(phrase) {
            return 0
        }
        var sum = 0
        for word in wanted {
            guard let rank = rank(of: entry, for: word) else { return nil }
            sum += rank
        }
        if entry.titles.contains(phrase) { return 0 }
        if entry.titles.contains(where: { $0.hasPrefix(phrase) }) { return 1 }
        return 2 + sum
    }

    private static func rank(of entry: Entry, for word: String) -> Int? {
        if entry.titleWords.contains(word) { return 0 }
        if entry.searchWords.contains(word) { return 1 }
        if entry.titleWords.contains(where: { $0.hasPrefix(word) }) { return 2 }
        if entry.searchWords.contains(where: { $0.hasPrefix(word) }) { return 3 }
        if entry.titleWords.contains(where: { $0.contains(word) }) { return 4 }
        if entry.searchWords.contains(where: { $0.contains(word) }) { return 5 }
        guard word.utf8.count >= 5 else { return nil }
        if entry.titleWords.contains(where: { isNear(word, $0) }) { return 8 }
        if entry.searchWords.contains(where: { isNear(word, $0) }) { return 9 }
        return nil
    }

    /// Whether the typed word is the other one, or its beginning, with one letter wrong, missing, too many or swapped with its neighbour.
    private static func isNear(_ typed: String, _ word: String) -> Bool {
        let (typed, word) = (Array(typed.utf8), Array(word.utf8))
        guard word.count + 1 >= typed.count else { return false }
        return [typed.count - 1, typed.count, typed.count + 1].contains { length in
            length <= word.count && isOneApart(typed, Array(word.prefix(length)))
        }
    }

    private static func isOneApart(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let same = zip(left, right).prefix { $0 == $1 }.count
        let (a, b) = (left.dropFirst(same), right.dropFirst(same))
        if a.isEmpty, b.isEmpty { return true }
        if a.dropFirst() == b || a == b.dropFirst() { return true }
        guard a.count == b.count else { return false }
        if Array(a.dropFirst()) == Array(b.dropFirst()) { return true }
        return a.count >= 2 && Array(a.prefix(2).reversed()) == Array(b.prefix(2))
            && Array(a.dropFirst(2)) == Array(b.dropFirst(2))
    }

    /// Words in small basic letters: `Straße` and `Strasse` are `strasse`, `Führung` and `Fuehrung` are `fuehrung`.
    private static func words(_ text: String) -> [String] {
        var folded = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": folded.unicodeScalars.append(scalar)
            case "ä": folded += "ae"
            case "ö": folded += "oe"
            case "ü": folded += "ue"
            case "ß": folded += "ss"
            case "á", "à", "â", "å": folded += "a"
            case "é", "è", "ê", "ë": folded += "e"
            case "í", "ì", "î", "ï": folded += "i"
            case "ó", "ò", "ô": folded += "o"
            case "ú", "ù", "û": folded += "u"
            case "ç", "č", "ć": folded += "c"
            case "ñ", "ń": folded += "n"
            case "š", "ś": folded += "s"
            case "ž", "ź", "ż": folded += "z"
            case "\u{308}":
                // An umlaut written as letter and dots.
                if let last = folded.last, "aou".contains(last) { folded += "e" }
            default: folded += " "
            }
        }
        return folded.split(separator: " ").map(String.init)
    }
}

extension Service {
    /// Whether something is granted or issued: Erteilung (001) or Ausstellung (012) as the key's Verrichtung, its ninth to eleventh
    /// digit (Leistungskatalog der öffentlichen Verwaltung).
    fileprivate var grants: Bool {
        guard let leika, leika.utf8.count == 14 else { return false }
        return ["001", "012"].contains(leika.dropFirst(8).prefix(3))
    }
}
