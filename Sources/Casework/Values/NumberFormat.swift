/// The numbers a kit gives without asking anyone: kit code, generation, running number, check character. Unique because a kit's code
/// is unique in its town, a generation is begun once, and a generation counts on.
///
/// Case: `W01A-0042-U`. Receipt: `W01A-R0007-4`. The check character is that of ISO/IEC 7064 MOD 37,36 over the letters and digits
/// before it, hyphens left out: it finds every single wrong character and nearly every swap of neighbours.
package struct NumberFormat: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case caseNumber, receiptNumber }

    package let kind: Kind
    package let kit: KitCode
    /// From 1.
    package let generation: Int
    /// From 1, without gaps within kit, generation and kind.
    package let running: Int

    /// - Returns: `nil` unless generation and running number are 1 or more.
    package init?(_ kind: Kind, kit: KitCode, generation: Int, running: Int) {
        guard generation >= 1, (1...99_999_999).contains(running), generation <= 9_999 else { return nil }
        self.kind = kind
        self.kit = kit
        self.generation = generation
        self.running = running
    }

    /// `W01A-0042-U`
    package var text: String {
        let middle = marker + running.padded(4)
        return "\(prefix)-\(middle)-\(CheckCharacter.of(prefix + middle))"
    }

    package var caseNumber: CaseNumber? { kind == .caseNumber ? CaseNumber(text) : nil }
    package var receiptNumber: ReceiptNumber? { kind == .receiptNumber ? ReceiptNumber(text) : nil }

    private var prefix: String { kit.text + Self.letters(ofGeneration: generation) }
    private var marker: String { kind == .receiptNumber ? "R" : "" }

    /// A to Z without I and O, which look like digits, and R, which marks receipts.
    private static let alphabet = Array("ABCDEFGHJKLMNPQSTUVWXYZ")

    /// 1 = A, 2 = B, … 23 = Z, 24 = AA, …
    package static func letters(ofGeneration generation: Int) -> String {
        var (rest, letters) = (generation, "")
        while rest > 0 {
            rest -= 1
            letters = String(alphabet[rest % alphabet.count]) + letters
            rest /= alphabet.count
        }
        return letters
    }

    private static func generation(of letters: some StringProtocol) -> Int? {
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { sum, letter in
            guard let sum, let index = alphabet.firstIndex(of: letter) else { return nil }
            return sum * alphabet.count + index + 1
        }
    }
}

extension NumberFormat {
    /// Reads a number as people type or say it: small letters, blanks and hyphens anywhere or nowhere. O and 0, I and 1 may be mixed
    /// up as long as the check character holds for what was meant.
    package init?(parsing typed: String) {
        let plain = typed.uppercased().filter { !$0.isWhitespace && !"-–—".contains($0) }
        guard (8...18).contains(plain.utf8.count), plain.allSatisfy({ CheckCharacter.value(of: $0) != nil }) else {
            return nil
        }
        if let exact = NumberFormat(exactly: plain) {
            self = exact
            return
        }
        // Where letters and where digits stand is fixed, and the check character follows from them: at most one reading fits.
        guard let meant = Self.readings(of: plain).lazy.compactMap({ NumberFormat(exactly: $0) }).first else {
            return nil
        }
        self = meant
    }

    /// Somebody meant a number, and it is none: it has the form of one, and the check character says that a character is wrong, missing
    /// or too many.
    package static func isMistyped(_ typed: String) -> Bool {
        guard NumberFormat(parsing: typed) == nil else { return false }
        let plain = typed.uppercased().filter { !$0.isWhitespace && !"-–—".contains($0) }
        return plain.wholeMatch(of: #/[A-Z]{1,3}[0-9OI]{2}[A-Z]{1,4}[0-9OI]{3,9}[A-Z0-9]?/#) != nil
    }

    /// - Parameter plain: Capital letters and digits only, check character included.
    private init?(exactly plain: String) {
        guard CheckCharacter.isRight(plain) else { return nil }
        var rest = plain.dropLast()
        let kitLetters = rest.prefix(while: \.isLetter)
        let kitDigits = rest.dropFirst(kitLetters.count).prefix(2)
        guard let kit = KitCode(String(kitLetters + kitDigits)) else { return nil }
        rest = rest.dropFirst(kit.text.count)
        var letters = rest.prefix(while: \.isLetter)
        rest = rest.dropFirst(letters.count)
        let isReceipt = letters.last == "R"
        if isReceipt { letters = letters.dropLast() }
        guard rest.count >= 4, rest.allSatisfy(\.isNumber), let running = Int(rest), rest == running.padded(4),
            let generation = Self.generation(of: letters)
        else { return nil }
        self.init(isReceipt ? .receiptNumber : .caseNumber, kit: kit, generation: generation, running: running)
    }

    /// Every way to read the look-alikes; none when there are too many to be meant.
    private static func readings(of plain: String) -> [String] {
        let pairs: [Character: [Character]] = ["O": ["O", "0"], "0": ["0", "O"], "I": ["I", "1"], "1": ["1", "I"]]
        guard plain.count(where: { pairs[$0] != nil }) <= 10 else { return [] }
        return plain.reduce([""]) { texts, character in
            texts.flatMap { text in (pairs[character] ?? [character]).map { text + String($0) } }
        }
    }
}

/// The code of one suitcase in the numbers it gives: one to three letters and two digits, `W01`.
package struct KitCode: Hashable, Sendable {
    package let text: String

    package init?(_ text: String) {
        let letters = text.prefix { ("A"..."Z").contains($0) }
        let digits = text.dropFirst(letters.count)
        guard (1...3).contains(letters.count), digits.count == 2, digits.allSatisfy({ ("0"..."9").contains($0) })
        else { return nil }
        self.text = text
    }
}
