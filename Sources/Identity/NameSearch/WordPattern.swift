/// How far a word of the register is from a word somebody typed: 0 is the word itself, 5 one typing mistake.
///
/// The numbers are a judgement: what sounds alike is likelier than a slip of the finger, a beginning likelier than
/// both, because people stop typing when they see the name.
enum Likeness {
    static let same: UInt8 = 0
    static let sameFold: UInt8 = 1
    static let beginning: UInt8 = 2
    static let beginningWithMistake: UInt8 = 8
    /// Sounds the same whatever the letters.
    static let soundsAlike: UInt8 = 8
    static let none: UInt8 = .max
    /// Nobody has compared the two yet.
    static let unknown: UInt8 = .max - 1

    static func mistakes(_ count: Int) -> UInt8 { UInt8(1 + 4 * count) }
    static func mistakesThatSoundAlike(_ count: Int) -> UInt8 { UInt8(2 + 2 * count) }
}

/// A typed word, made ready to be compared with many.
struct WordPattern {
    let typed: [UInt8]
    let folded: [UInt8]
    let sound: UInt64
    private let mask: UInt64
    /// How many mistakes are forgiven; short words have too many neighbours.
    private let mostMistakes: Int
    /// From five letters on a beginning may hold one mistake.
    private let mostMistakesAtBeginning: Int
    /// For each letter the bits of the places where it stands (Hyyrö's bit-parallel distance).
    private let places: [UInt64]

    /// - Parameter typed: A-Z, at most `NameForm.longest`.
    init(_ typed: [UInt8]) {
        self.typed = typed
        folded = NameForm.fold(typed)
        sound = ColognePhonetics.packed(typed)
        mask = NameForm.mask(folded)
        mostMistakes = typed.count < 3 ? 0 : typed.count < 4 ? 1 : typed.count < 7 ? 2 : 3
        mostMistakesAtBeginning = folded.count < 5 ? 0 : 1
        var places = [UInt64](repeating: 0, count: 26)
        for (index, letter) in folded.enumerated() { places[Int(letter &- UInt8(ascii: "A"))] |= 1 << UInt64(index) }
        self.places = places
    }

    /// False where letters and length alone say that a word is too different; cheap, and right for most words.
    @inline(__always)
    func mayBeLike(_ other: UInt64, length: Int) -> Bool {
        // A letter too many and one missing each stand for a mistake; a wrong letter is both.
        let missing = mask & ~other
        guard Self.withoutThree(missing) == 0 else { return false }
        if missing & (missing &- 1) == 0, length >= folded.count - mostMistakesAtBeginning { return true }
        let extra = other & ~mask
        return Self.withoutThree(extra) == 0 && abs(length - folded.count) <= mostMistakes
            && missing.nonzeroBitCount <= mostMistakes && extra.nonzeroBitCount <= mostMistakes
    }

    /// The bits without the three lowest; the quickest way to see that there are more than anybody mistakes.
    @inline(__always)
    private static func withoutThree(_ bits: UInt64) -> UInt64 {
        let one = bits & (bits &- 1)
        let two = one & (one &- 1)
        return two & (two &- 1)
    }

    /// - Parameters:
    ///   - other: a folded word of the register.
    ///   - isSame: whether the unfolded words are the same; asked only where the folds are.
    func likeness(to other: UnsafeBufferPointer<UInt8>, soundsAlike: Bool, isSame: () -> Bool) -> UInt8 {
        if folded.isEmpty { return soundsAlike ? Likeness.soundsAlike : Likeness.none }
        let (whole, beginning) = distances(to: other)
        if whole == 0 { return isSame() ? Likeness.same : Likeness.sameFold }
        var best = Likeness.none
        if whole <= mostMistakes { best = Likeness.mistakes(whole) }
        if soundsAlike { best = min(best, Likeness.soundsAlike, Likeness.mistakesThatSoundAlike(whole)) }
        if beginning == 0 {
            best = min(best, Likeness.beginning)
        } else if beginning <= mostMistakesAtBeginning {
            best = min(best, Likeness.beginningWithMistake)
        }
        return best
    }

    /// The number of letters dropped, added, changed or swapped with their neighbour, to the whole word and to the
    /// beginning of it that is nearest.
    ///
    /// Source: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
    @inline(__always)
    private func distances(to other: UnsafeBufferPointer<UInt8>) -> (whole: Int, beginning: Int) {
        let last: UInt64 = 1 << UInt64(folded.count - 1)
        var distance = folded.count
        var nearest = distance
        var (positive, negative): (UInt64, UInt64) = (.max, 0)
        var (diagonal, previous): (UInt64, UInt64) = (0, 0)
        places.withUnsafeBufferPointer { places in
            for letter in other {
                let here = places[Int(letter &- UInt8(ascii: "A"))]
                let swapped = ((~diagonal & here) << 1) & previous
                diagonal = (((here & positive) &+ positive) ^ positive) | here | negative | swapped
                var up = negative | ~(diagonal | positive)
                let down = diagonal & positive
                if up & last != 0 { distance += 1 } else if down & last != 0 { distance -= 1 }
                nearest = min(nearest, distance)
                up = up << 1 | 1
                positive = down << 1 | ~(diagonal | up)
                negative = up & diagonal
                previous = here
            }
        }
        return (distance, nearest)
    }
}
