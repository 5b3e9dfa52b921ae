package import Crypto
package import Foundation

/// Where random bytes come from; tests give a stream that repeats. Keys made for sealing to the office (HPKE) draw on
/// the system besides, because the library offers no other way.
package struct Randomness: Sendable {
    /// Exactly as many bytes as asked for.
    package let bytes: @Sendable (_ count: Int) -> Data

    package init(_ bytes: @escaping @Sendable (_ count: Int) -> Data) { self.bytes = bytes }

    /// The operating system's generator.
    package static let system = Randomness { count in
        var generator = SystemRandomNumberGenerator()
        var data = Data(capacity: count + 7)
        while data.count < count { data.append(bigEndian: generator.next() as UInt64) }
        return data.prefix(count)
    }

    /// A new 256-bit key.
    package func key() -> SymmetricKey { SymmetricKey(data: bytes(32)) }

    func nonce() -> AES.GCM.Nonce {
        // 12 bytes are always a nonce.
        try! AES.GCM.Nonce(data: bytes(12))
    }
}
