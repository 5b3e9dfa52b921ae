import Crypto
package import Foundation

/// 32 bytes of SHA-256. An entry's hash is `SHA-256(header ‖ SHA-256(body))`, so that a body can be forgotten later
/// and the chain still checks.
package struct EntryHash: Hashable, Sendable {
    package static let byteCount = 32
    /// What stands before the first entry of the first generation.
    package static let zero = EntryHash(words: (0, 0, 0, 0))

    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        (first, second, third, fourth) = words
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some ContiguousBytes) {
        let words: (UInt64, UInt64, UInt64, UInt64)? = bytes.withUnsafeBytes { raw in
            guard raw.count == EntryHash.byteCount else { return nil }
            func word(_ index: Int) -> UInt64 {
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
        guard let words else { return nil }
        self.init(words: words)
    }

    private init(digest: SHA256Digest) {
        self = digest.withUnsafeBytes { EntryHash($0)! }
    }

    /// SHA-256 of the bytes.
    package init(of bytes: Data) { self = bytes.withUnsafeBytes { EntryHash(of: $0) } }

    init(of bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        self.init(digest: hash.finalize())
    }

    /// SHA-256 of the header followed by the body's own hash.
    init(header: Data, bodyHash: EntryHash) {
        self = header.withUnsafeBytes { EntryHash(header: $0, bodyHash: bodyHash) }
    }

    init(header: UnsafeRawBufferPointer, bodyHash: EntryHash) {
        var hash = SHA256()
        hash.update(bufferPointer: header)
        bodyHash.withUnsafeBytes { hash.update(bufferPointer: $0) }
        self.init(digest: hash.finalize())
    }

    package var bytes: Data { withUnsafeBytes { Data($0) } }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { bytes.hex }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        Swift.withUnsafeBytes(
            of: (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian), body)
    }
}

extension EntryHash: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        guard let bytes = Data(hex: try value.decode(String.self)), let hash = EntryHash(bytes) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "a hash has 64 hexadecimal digits")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(hex)
    }
}

extension EntryHash: CustomStringConvertible {
    package var description: String { hex }
}
