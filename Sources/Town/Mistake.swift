/// Something in a town folder that must be put right before the town can be used.
package struct Mistake: Hashable, Sendable {
    /// The file's path inside the town folder, `services/hund.yaml`.
    package let file: String
    /// The line from 1; 1 where the file as a whole is meant.
    package let line: Int
    /// What is wrong and what is allowed, in German.
    package let what: String

    package init(file: String, line: Int, what: String) {
        self.file = file
        self.line = line
        self.what = what
    }
}

extension Mistake: CustomStringConvertible {
    /// `services/hund.yaml:12: „buergeramt“ ist keine Organisationseinheit. Möglich sind: …`
    package var description: String { "\(file):\(line): \(what)" }
}

extension Mistake: Comparable {
    package static func < (left: Mistake, right: Mistake) -> Bool {
        (left.file, left.line, left.what) < (right.file, right.line, right.what)
    }
}

/// Where a node of a file stands.
struct Place: Hashable {
    let file: String
    let line: Int
}

/// Collects the mistakes of one reading. A set: a group of fields used by two services is wrong once.
final class MistakeLog {
    private(set) var mistakes: Set<Mistake> = []

    func add(_ place: Place, _ what: String) {
        mistakes.insert(Mistake(file: place.file, line: place.line, what: what))
    }

    func add(_ mistake: Mistake) { mistakes.insert(mistake) }

    /// A word that is none of the known ones. `kind` reads on from the word: `keine Organisationseinheit`.
    func unknown(_ place: Place, _ word: String, _ kind: String, known: [String]) {
        add(place, "„\(word.shortened)“ ist \(kind). \(Spelling.choices(known, near: word))")
    }
}

extension String {
    /// At most 60 characters and one line, for quoting in a message.
    var shortened: String {
        let line = self.map { $0.isNewline ? " " : $0 }
        return line.count <= 60 ? String(line) : String(line.prefix(59)) + "…"
    }
}
