/// One character that was read as another and is put right.
package struct ZoneRepair: Hashable, Sendable {
    package let field: ZoneField
    /// 1 is the first line.
    package let line: Int
    /// 1 is the first character of the line.
    package let column: Int
    package let read: Character
    package let repaired: Character

    /// German, for the page: what was changed and where to look.
    package var message: String {
        "Gelesen wurde \(read), gemeint ist wohl \(repaired) (Zeile \(line), Stelle \(column), \(field.germanName)). "
            + "Vergleichen Sie die Angabe mit dem Ausweis."
    }
}

/// Finds the one repair that makes every check digit of a zone right.
enum ZoneMending {
    enum Outcome {
        case right
        case mended(ZoneText, [ZoneRepair])
        /// No repair, or several equally small ones.
        case beyondRepair
    }

    /// Characters that readers confuse, as pairs of a letter and a digit.
    private static let confusions: [(letter: UInt8, digit: UInt8)] = [
        ("O", "0"), ("Q", "0"), ("D", "0"), ("I", "1"), ("L", "1"), ("Z", "2"), ("S", "5"), ("G", "6"), ("B", "8"),
    ].map { (UInt8(ascii: $0), UInt8(ascii: $1)) }

    /// Letters a German serial number never holds.
    private static let notInGermanNumbers = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        .subtracting(GermanSerialNumber.letters.utf8)

    /// At most this many characters are changed where a field allows letters and digits alike, and then all alike: a
    /// reader that takes 0 for O does so again. More freedom would mend by chance what was misread otherwise.
    private static let mostChanges = 3
    /// At most this many characters may stand where their kind cannot (a letter in a date).
    private static let mostMisplaced = 12

    /// A character that could be another one.
    struct Doubt {
        let index: Int
        let field: ZoneField
        let read: UInt8
        /// Empty when nothing it is confused with may stand there; several when nothing decides between them.
        let options: [UInt8]
    }

    static func mend(_ zone: ZoneText) -> Outcome {
        let (misplaced, open) = doubts(in: zone)
        if misplaced.isEmpty, zone.checks.allSatisfy(\.isRight) { return .right }
        guard misplaced.count <= mostMisplaced, misplaced.allSatisfy({ $0.options.count == 1 }) else {
            return .beyondRepair
        }
        var base = zone
        for doubt in misplaced { base.bytes[doubt.index] = doubt.options[0] }
        for changes in 0...mostChanges {
            let fitting = variants(of: base, open: open, changes: changes).filter { $0.checks.allSatisfy(\.isRight) }
            if fitting.count > 1 { return .beyondRepair }
            if let mended = fitting.first { return .mended(mended, repairs(from: zone, to: mended)) }
        }
        return .beyondRepair
    }

    /// The zone with exactly `changes` characters changed, all from the same character to the same other.
    private static func variants(of zone: ZoneText, open: [Doubt], changes: Int) -> [ZoneText] {
        guard changes > 0 else { return [zone] }
        var variants: [ZoneText] = []
        for pair in confusions {
            for (read, option) in [(pair.letter, pair.digit), (pair.digit, pair.letter)] {
                let places = open.filter { $0.read == read && $0.options.contains(option) }.map(\.index)
                for chosen in subsets(of: places[...], count: changes) {
                    var variant = zone
                    for index in chosen { variant.bytes[index] = option }
                    variants.append(variant)
                }
            }
        }
        return variants
    }

    private static func subsets(of places: ArraySlice<Int>, count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        guard let first = places.first, places.count >= count else { return [] }
        let rest = places.dropFirst()
        return subsets(of: rest, count: count - 1).map { [first] + $0 } + subsets(of: rest, count: count)
    }

    /// Characters that cannot stand where they stand, and those that could be another.
    static func doubts(in zone: ZoneText) -> (misplaced: [Doubt], open: [Doubt]) {
        let german = ["D<<", "0<<"].contains(zone.string(.issuer))
        let longNumber = zone.continuation != nil
        // A number whose own digit is right is left alone.
        let numberIsRight = zone.checks.contains { $0.guarded == .number && $0.isRight }
        var (misplaced, open): ([Doubt], [Doubt]) = ([], [])
        for field in ZoneField.allCases {
            guard let range = zone.format.range(of: field), !(field == .number && numberIsRight) else { continue }
            for index in range {
                let byte = zone.bytes[index]
                guard byte != ZoneText.filler else { continue }
                let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                let options = confusions.compactMap { pair -> UInt8? in
                    isDigit ? (pair.digit == byte ? pair.letter : nil) : (pair.letter == byte ? pair.digit : nil)
                }
                func doubt(_ options: [UInt8]) -> Doubt {
                    Doubt(index: index, field: field, read: byte, options: options)
                }
                switch field.characters {
                case .letters where isDigit:
                    misplaced.append(doubt(letters(among: options, at: index, in: field, of: zone)))
                case .digits where !isDigit:
                    misplaced.append(doubt(options))
                case .both where german && field == .number && index > range.lowerBound && !longNumber:
                    let allowed = options.filter { !notInGermanNumbers.contains($0) }
                    if notInGermanNumbers.contains(byte), !options.isEmpty {
                        misplaced.append(doubt(options))
                    } else if !allowed.isEmpty {
                        open.append(doubt(allowed))
                    }
                case .both where !options.isEmpty:
                    open.append(doubt(options))
                default:
                    break
                }
            }
        }
        return (misplaced, open)
    }

    /// The letters a digit among letters can stand for.
    ///
    /// No check digit guards these fields. In a name a 0 may be O, Q or D and a 1 may be I or L: nothing decides, so all
    /// are given and none is taken. A document's code and a state are decided by what is known to stand there.
    private static func letters(
        among options: [UInt8], at index: Int, in field: ZoneField, of zone: ZoneText
    ) -> [UInt8] {
        switch field {
        case .sex:
            return options.filter { "MFX".utf8.contains($0) }
        case .documentCode where index == 0:
            return options.filter { zone.format.openings.utf8.contains($0) }
        case .documentCode:
            let isGermanCard = ["D<<", "0<<"].contains(zone.string(.issuer)) && zone.format == .td1
            return isGermanCard ? options.filter { $0 == UInt8(ascii: "D") } : options
        case .issuer, .nationality:
            guard options.count > 1, let range = zone.format.range(of: field) else { return options }
            let known = options.filter { option in
                var code = Array(zone.field(field))
                code[index - range.lowerBound] = option
                return ZoneState.couldBe(code)
            }
            return known.isEmpty ? options : known
        default:
            return options
        }
    }

    private static func repairs(from old: ZoneText, to new: ZoneText) -> [ZoneRepair] {
        let fields = ZoneField.allCases.flatMap { field in
            (old.format.range(of: field) ?? 0..<0).map { (index: $0, field: field) }
        }
        return fields.filter { old.bytes[$0.index] != new.bytes[$0.index] }.sorted { $0.index < $1.index }.map {
            ZoneRepair(
                field: $0.field, line: $0.index / old.format.columns + 1, column: $0.index % old.format.columns + 1,
                read: Character(Unicode.Scalar(old.bytes[$0.index])),
                repaired: Character(Unicode.Scalar(new.bytes[$0.index])))
        }
    }
}
