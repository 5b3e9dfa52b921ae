/// What a scanner or a clerk's paste delivers, brought to the bare characters of a zone.
enum ZoneInput {
    /// Longer input is no zone whatever it holds; the limit keeps pasted files from being searched.
    static let limit = 2_000

    /// Splits `text` into a zone of a known size.
    ///
    /// Blanks, tabs, line ends and control characters are dropped, lower case is raised, `«` stands for one or two `<`.
    static func read(_ text: String) throws(ZoneRefusal) -> ZoneText {
        guard text.utf8.count <= limit else { throw ZoneRefusal(.length(found: text.utf8.count)) }
        let bare = bare(text)
        guard !bare.isEmpty else { throw ZoneRefusal(.empty) }
        let variants = [1, 2].map { width in expanded(bare, quoteWidth: width) }
        guard let fitting = variants.first(where: { format(of: $0) != nil }), let format = format(of: fitting) else {
            let lengths = ZoneFormat.allCases.map(\.length)
            if lengths.contains(variants[0].count) {
                throw ZoneRefusal(.documentCode(String(String.UnicodeScalarView(variants[0].prefix(2)))))
            }
            throw ZoneRefusal(.length(found: variants[0].count))
        }
        let foreign = fitting.enumerated().filter { !isOfZone($0.element) }.map { offset, scalar in
            ZoneProblem.character(
                ForeignCharacter(scalar: scalar, position: offset % format.columns + 1),
                line: offset / format.columns + 1)
        }
        guard foreign.isEmpty else { throw ZoneRefusal(format: format, problems: foreign) }
        return ZoneText(format: format, bytes: fitting.map { UInt8($0.value) })
    }

    /// Whether `text` can be a zone at all, judged by its length and characters; says nothing of digits.
    static func couldBeZone(_ text: String) -> Bool {
        guard text.utf8.count <= limit else { return false }
        let bare = bare(text)
        return [1, 2].contains { width in
            let characters = expanded(bare, quoteWidth: width)
            return format(of: characters) != nil && characters.allSatisfy(isOfZone) && characters.contains("<")
        }
    }

    private static func bare(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.compactMap { scalar in
            switch scalar {
            case "a"..."z": return Unicode.Scalar(scalar.value - 32)
            case "‹": return "<"
            case "\u{FEFF}", "\u{200B}": return nil
            case let other where other.properties.isWhitespace || other.value < 32 || other.value == 127: return nil
            default: return scalar
            }
        }
    }

    private static func expanded(_ bare: [Unicode.Scalar], quoteWidth: Int) -> [Unicode.Scalar] {
        bare.flatMap { $0 == "«" ? Array(repeating: Unicode.Scalar("<"), count: quoteWidth) : [$0] }
    }

    private static func isOfZone(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "<"
    }

    /// The size that fits the length and the opening letter. A first letter read as a digit is repaired later.
    private static func format(of characters: [Unicode.Scalar]) -> ZoneFormat? {
        guard let first = characters.first else { return nil }
        let opening: Unicode.Scalar = first == "1" ? "I" : first
        return ZoneFormat.allCases.first { format in
            format.length == characters.count && format.openings.unicodeScalars.contains(opening)
        }
    }
}
