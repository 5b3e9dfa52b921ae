/// The letters and signs of DIN 91379, read once from `LatinTable`.
///
/// A letter may be a sequence of two or three Unicode scalars (`C̨̆`); matching always takes the longest one.
struct LatinAlphabet: Sendable {
    static let standard = LatinAlphabet()

    /// A letter of group bll with what stands for it in a machine-readable zone.
    struct Letter: Sendable {
        let scalars: [Unicode.Scalar]
        /// One to two letters A-Z.
        let zoneForm: String

        var text: String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
    }

    /// The letters in the order of their code points.
    let letters: [Letter]
    /// For each first scalar the indices into `letters`, longest sequence first.
    private let byFirst: [Unicode.Scalar: [Int]]
    private let signs: [LatinName.Group: Set<Unicode.Scalar>]

    private init() {
        let letters = LatinTable.letters.split(whereSeparator: \.isWhitespace).map { word -> Letter in
            let parts = word.split(separator: ":")
            return Letter(scalars: parts[0].split(separator: "+").map(Self.scalar), zoneForm: String(parts[1]))
        }
        var byFirst: [Unicode.Scalar: [Int]] = [:]
        for (index, letter) in letters.enumerated() { byFirst[letter.scalars[0], default: []].append(index) }
        self.letters = letters
        self.byFirst = byFirst.mapValues { rows in
            rows.sorted { letters[$0].scalars.count > letters[$1].scalars.count }
        }
        self.signs = [
            .n1: Self.scalars(in: LatinTable.n1), .n2: Self.scalars(in: LatinTable.n2),
            .n3: Self.scalars(in: LatinTable.n3), .n4: Self.scalars(in: LatinTable.n4),
            .e1: Self.scalars(in: LatinTable.e1), .greek: Self.scalars(in: LatinTable.greek),
            .cyrillic: Self.scalars(in: LatinTable.cyrillic),
        ]
    }

    /// The longest letter that begins at `start`, or nil.
    func letter(in text: [Unicode.Scalar], at start: Int) -> Letter? {
        guard let rows = byFirst[text[start]] else { return nil }
        return rows.lazy.map { letters[$0] }.first { text[start...].starts(with: $0.scalars) }
    }

    func contains(_ scalar: Unicode.Scalar, in group: LatinName.Group) -> Bool {
        signs[group]?.contains(scalar) ?? false
    }

    private static func scalar(_ hexadecimal: Substring) -> Unicode.Scalar {
        guard let value = UInt32(hexadecimal, radix: 16), let scalar = Unicode.Scalar(value) else {
            preconditionFailure("The generated table holds no code point in \(hexadecimal).")
        }
        return scalar
    }

    private static func scalars(in words: String) -> Set<Unicode.Scalar> {
        var found: Set<Unicode.Scalar> = []
        for word in words.split(whereSeparator: \.isWhitespace) {
            let ends = word.split(separator: "-").map(scalar)
            for value in ends[0].value...ends[ends.count - 1].value {
                if let scalar = Unicode.Scalar(value) { found.insert(scalar) }
            }
        }
        return found
    }
}
