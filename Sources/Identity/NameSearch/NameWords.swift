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
    /// The words' codes of the Kölner Phonetik, and the words sorted by them.
    private let sounds: [UInt64]
    private let bySound: [UInt32]

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
        bySound = (0..<UInt32(sounds.count)).sorted { (sounds[Int($0)], $0) < (sounds[Int($1)], $1) }
    }

    /// The bytes the words take in memory.
    var footprint: Int { letters.count + folded.count + 4 * (starts.count + foldedStarts.count) + 21 * count }

    /// For each word, how far it is from what was typed, in `Likeness`; `Likeness.none` for the many that are nothing
    /// like it.
    func likenesses(to typed: [UInt8]) -> [UInt8] {
        let pattern = WordPattern(typed)
        var found = [UInt8](repeating: Likeness.none, count: count)
        guard !pattern.folded.isEmpty else { return found }
        func compare(_ word: Int, soundsAlike: Bool) {
            folded.withUnsafeBufferPointer { folded in
                let range = Int(foldedStarts[word])..<Int(foldedStarts[word + 1])
                found[word] = pattern.likeness(
                    to: UnsafeBufferPointer(rebasing: folded[range]), soundsAlike: soundsAlike
                ) {
                    letters[Int(starts[word])..<Int(starts[word + 1])].elementsEqual(typed)
                }
            }
        }
        for word in pattern.candidates(masks, lengths) { compare(word, soundsAlike: false) }
        for word in words(sounding: pattern.sound) { compare(word, soundsAlike: true) }
        return found
    }

    /// The words with this code.
    private func words(sounding sound: UInt64) -> [Int] {
        guard sound != 0 else { return [] }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if sounds[Int(bySound[middle])] < sound { low = middle + 1 } else { high = middle }
        }
        return bySound[low...].prefix { sounds[Int($0)] == sound }.map(Int.init)
    }
}
