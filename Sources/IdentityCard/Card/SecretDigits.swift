import CLibCrypto

/// Digits only their holder knows: a PIN or PUK. Wiped when let go; never printed, never stored.
package final class SecretDigits: @unchecked Sendable, CustomStringConvertible, CustomReflectable {
    // Written once, before anybody else sees the object, and wiped at its end.
    private let digits: UnsafeMutableBufferPointer<UInt8>

    /// Takes over digits as typed, wiping the given bytes; nil when they are no digits or of another length.
    package init?(taking typed: inout [UInt8], lengths: ClosedRange<Int>) {
        defer { typed.wipe() }
        guard lengths.contains(typed.count), typed.allSatisfy({ (48...57).contains($0) }) else { return nil }
        digits = .allocate(capacity: typed.count)
        _ = digits.initialize(from: typed)
    }

    deinit {
        OPENSSL_cleanse(digits.baseAddress, digits.count)
        digits.deallocate()
    }

    package var count: Int { digits.count }

    package var description: String { "geheim" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether the same was typed twice; takes the same time wherever they differ.
    package func isSame(as other: SecretDigits) -> Bool {
        count == other.count && CRYPTO_memcmp(digits.baseAddress, other.digits.baseAddress, count) == 0
    }

    /// Lends a copy that is wiped afterwards.
    func withBytes<Result>(_ body: ([UInt8]) throws(CardProblem) -> Result) throws(CardProblem) -> Result {
        var copy = Array(digits)
        defer { copy.wipe() }
        return try body(copy)
    }

    /// The PIN of six digits a holder chooses.
    package static func pin(taking typed: inout [UInt8]) -> SecretDigits? {
        SecretDigits(taking: &typed, lengths: 6...6)
    }

    /// The PIN of five digits from the letter, good for one change only.
    package static func transportPIN(taking typed: inout [UInt8]) -> SecretDigits? {
        SecretDigits(taking: &typed, lengths: 5...5)
    }

    /// The PUK of ten digits from the letter.
    package static func puk(taking typed: inout [UInt8]) -> SecretDigits? {
        SecretDigits(taking: &typed, lengths: 10...10)
    }
}
