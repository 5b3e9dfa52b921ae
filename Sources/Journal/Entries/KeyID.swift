package import Foundation

/// Names a key: 16 random bytes. All zero means "the body is in clear" and is never the name of a key.
package struct KeyID: Hashable, Sendable {
    package static let byteCount = 16
    package static let clear = KeyID(high: 0, low: 0)

    private let high: UInt64
    private let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil unless there are exactly 16 bytes.
    package init?(_ bytes: some ContiguousBytes) {
        let halves: (UInt64, UInt64)? = bytes.withUnsafeBytes {
            guard $0.count == KeyID.byteCount else { return nil }
            return (
                UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        guard let halves else { return nil }
        self.init(high: halves.0, low: halves.1)
    }

    /// Nil unless there are exactly 32 hexadecimal digits.
    package init?(hex: String) {
        guard let bytes = Data(hex: hex) else { return nil }
        self.init(bytes)
    }

    package var isClear: Bool { high == 0 && low == 0 }

    package var bytes: Data {
        var data = Data(capacity: KeyID.byteCount)
        data.append(bigEndian: high)
        data.append(bigEndian: low)
        return data
    }

    /// 32 lower-case hexadecimal digits.
    package var hex: String { bytes.hex }
}

extension KeyID: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        guard let id = KeyID(hex: try value.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "a key id has 32 hexadecimal digits")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(hex)
    }
}

extension KeyID: CustomStringConvertible {
    package var description: String { hex }
}

extension Randomness {
    /// A new name of a key or file, never all zero.
    package func keyID() -> KeyID {
        while true {
            if let id = KeyID(bytes(KeyID.byteCount)), !id.isClear { return id }
        }
    }
}
