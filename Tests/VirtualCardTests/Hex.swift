/// Bytes from hexadecimal digits; anything else is layout.
func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap { $0.hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// Randomness that was written down.
func played(_ bytes: [UInt8]) -> @Sendable (Int) -> [UInt8] {
    let tape = Tape(bytes)
    return { tape.next($0) }
}

private final class Tape: @unchecked Sendable {
    // Unchecked: one card plays it, one command at a time.
    private var rest: [UInt8]
    init(_ bytes: [UInt8]) { rest = bytes }
    func next(_ count: Int) -> [UInt8] {
        precondition(rest.count >= count, "the tape is at its end")
        defer { rest.removeFirst(count) }
        return Array(rest.prefix(count))
    }
}
