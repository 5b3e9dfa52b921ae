/// Every different word of a register's names, once: a hundred thousand people have some thirty thousand.
struct NameWords: Sendable {
    /// The words in A-Z, sorted, one behind the other; word `n` is `letters[starts[n]..<starts[n + 1]]`.
    let letters: [UInt8]
    let starts: [UInt32]
    /// The same words folded (`NameForm.fold`), laid out alike.
    private let folded: [UInt8]
    private let foldedStarts: [UInt32]
    /// The letters of the folded word (`NameForm.mask`): words that differ in many need not be compared.
    private let masks: [UInt64]
    /// How many letters the folded word has.
    private let lengths: [UInt8]
    /// The words' codes of the Kölner Phonetik.
    private let sounds: [UInt64]

    var count: Int { starts.count - 1 }

    /// - Parameter starts: ascends from 0 to the number of letters, a word no longer than `NameForm.longest`.
    init(letters: [UInt8], starts: [UInt32]) {
        (self.letters, self.starts) = (letters, starts)
        var (folded, foldedStarts): ([UInt8], [UInt32]) = ([], [0])
        var (masks, sounds): ([UInt64], [UInt64]) = ([], [])
        folded.reserveCapacity(letters.count)
        foldedStarts.reserveCapacity(starts.count)
        masks.reserveCapacity(starts.count)
        sounds.reserveCapacity(starts.count)
        for (start, end) in zip(starts, starts.dropFirst()) {
            let word = letters[Int(start)..<Int(end)]
            let fold = NameForm.fold(word)
            folded += fold
            foldedStarts.append(UInt32(folded.count))
            masks.append(NameForm.mask(fold))
            sounds.append(ColognePhonetics.packed(word))
        }
        (self.folded, self.foldedStarts, self.masks, self.sounds) = (folded, foldedStarts, masks, sounds)
        lengths = zip(foldedStarts, foldedStarts.dropFirst()).map { UInt8($1 - $0) }
    }

    /// The bytes the words take in memory.
    var footprint: Int { letters.count + folded.count + 4 * (starts.count + foldedStarts.count) + 17 * count }

    /// How far a word is from what was typed, in `Likeness`; `Likeness.none` for the many that are nothing like it.
    @inline(__always)
    func likeness(of word: Int, to pattern: WordPattern) -> UInt8 {
        let soundsAlike = sounds[word] == pattern.sound && pattern.sound != 0
        guard soundsAlike || pattern.mayBeLike(masks[word], length: Int(lengths[word])) else { return Likeness.none }
        return compare(word, pattern, soundsAlike)
    }

    private func compare(_ word: Int, _ pattern: WordPattern, _ soundsAlike: Bool) -> UInt8 {
        folded.withUnsafeBufferPointer { folded in
            let range = Int(foldedStarts[word])..<Int(foldedStarts[word + 1])
            return pattern.likeness(to: UnsafeBufferPointer(rebasing: folded[range]), soundsAlike: soundsAlike) {
                letters[Int(starts[word])..<Int(starts[word + 1])].elementsEqual(pattern.typed)
            }
        }
    }
}
