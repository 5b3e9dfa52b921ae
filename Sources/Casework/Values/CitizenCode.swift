/// The code on the citizen's paper that shows the state of a case without a log-in: eight characters without look-alikes and without
/// vowels, so that no code is a word. 24⁸ ≈ 110 thousand million codes; guessing is slowed down where codes are asked for.
package struct CitizenCode: Hashable, Sendable {
    private static let alphabet = Array("CFGHJKMNPQRTVWXYZ2346789")
    private static let length = 8

    /// `CFGH2346`
    package let text: String

    /// - Parameter generator: Unpredictable, or the code is no secret.
    package init(using generator: inout some RandomNumberGenerator) {
        text = String(
            (0..<Self.length).map { _ in Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)] })
    }

    /// Takes small letters, blanks and hyphens.
    package init?(parsing typed: String) {
        let plain = typed.uppercased().filter { !$0.isWhitespace && !"-–—".contains($0) }
        guard plain.count == Self.length, plain.allSatisfy(Self.alphabet.contains) else { return nil }
        text = plain
    }

    /// `CFGH-2346`, as it is printed.
    package var printed: String { "\(text.prefix(4))-\(text.suffix(4))" }
}

extension TicketNumber {
    /// `A1` to `A999`, then `B1`: counted within the outing, from 1. Far more than one day has citizens.
    package init(running: Int) {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        let index = Swift.max(0, running - 1)
        self.init("\(letters[index / 999 % letters.count])\(index % 999 + 1)")
    }
}
