import CLibCrypto

/// Where the card's randomness comes from: so and so many bytes at a time. Given in, so that worked examples can be played.
package typealias Randomness = @Sendable (Int) -> [UInt8]

/// A cipher with its key derivation and its message authentication code, as TR-03110-3 (A.2.3) and ICAO 9303-11 (9.7) couple them.
package enum CipherSuite: UInt8, Sendable, CaseIterable {
    // The raw value is the last digit of the PACE and chip authentication identifiers.
    case tripleDES = 1
    case aes128 = 2
    case aes192 = 3
    case aes256 = 4

    var blockLength: Int { self == .tripleDES ? 8 : 16 }

    private var keyLength: Int {
        switch self {
        case .tripleDES, .aes128: 16
        case .aes192: 24
        case .aes256: 32
        }
    }

    /// KDF(secret, nonce, counter).
    func key(from secret: [UInt8], nonce: [UInt8] = [], counter: UInt8) -> [UInt8] {
        let input = secret + nonce + [0, 0, 0, counter]
        let digest = Digest.of(input, keyLength == 16 ? "SHA1" : "SHA256")
        let key = Array(digest.prefix(keyLength))
        return self == .tripleDES ? key.map(Self.withOddParity) : key
    }

    private static func withOddParity(_ byte: UInt8) -> UInt8 {
        byte.nonzeroBitCount % 2 == 1 ? byte : byte ^ 1
    }

    func encrypted(_ blocks: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8] {
        Self.cipher(cbc, key: wide(key), vector: vector, blocks, encrypts: true)
    }

    func decrypted(_ blocks: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8] {
        Self.cipher(cbc, key: wide(key), vector: vector, blocks, encrypts: false)
    }

    /// The eight bytes of the message authentication code; for triple DES `message` must be padded already.
    func authenticationCode(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        guard self == .tripleDES else { return Array(Digest.cmac(message, key: key).prefix(8)) }
        // ISO 9797-1, algorithm 3: single DES in a chain, the last block through triple DES. A single DES is what triple
        // DES does with one key three times; single DES alone has left libcrypto's default provider.
        let first = Array(key.prefix(8))
        let chained = Array(message.dropLast(8))
        var state = [UInt8](repeating: 0, count: 8)
        if !chained.isEmpty {
            let out = Self.cipher(
                EVP_des_ede3_cbc(), key: first + first + first, vector: state, chained, encrypts: true)
            state = Array(out.suffix(8))
        }
        let last = zip(message.suffix(8), state).map { $0 ^ $1 }
        return encrypted(last, key: key, vector: [UInt8](repeating: 0, count: 8))
    }

    /// The start value of secure messaging for this send sequence counter.
    func vector(for counter: [UInt8], key: [UInt8]) -> [UInt8] {
        let zero = [UInt8](repeating: 0, count: blockLength)
        return self == .tripleDES ? zero : encrypted(counter, key: key, vector: zero)
    }

    /// ISO 9797-1, padding method 2: 80, then zeros up to a whole block.
    func padded(_ bytes: [UInt8]) -> [UInt8] {
        let more = blockLength - bytes.count % blockLength
        return bytes + [0x80] + [UInt8](repeating: 0, count: more - 1)
    }

    func unpadded(_ bytes: [UInt8]) -> [UInt8]? {
        guard let mark = bytes.lastIndex(where: { $0 != 0 }), bytes[mark] == 0x80 else { return nil }
        guard bytes.count - mark <= blockLength else { return nil }
        return Array(bytes[..<mark])
    }

    private var cbc: OpaquePointer {
        switch self {
        case .tripleDES: EVP_des_ede3_cbc()
        case .aes128: EVP_aes_128_cbc()
        case .aes192: EVP_aes_192_cbc()
        case .aes256: EVP_aes_256_cbc()
        }
    }

    private func wide(_ key: [UInt8]) -> [UInt8] { self == .tripleDES ? key + key.prefix(8) : key }

    private static func cipher(
        _ kind: OpaquePointer, key: [UInt8], vector: [UInt8], _ blocks: [UInt8], encrypts: Bool
    ) -> [UInt8] {
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var out = [UInt8](repeating: 0, count: blocks.count + 32)
        var length: Int32 = 0
        precondition(EVP_CipherInit_ex(context, kind, nil, key, vector, encrypts ? 1 : 0) == 1)
        EVP_CIPHER_CTX_set_padding(context, 0)
        precondition(EVP_CipherUpdate(context, &out, &length, blocks, Int32(blocks.count)) == 1)
        precondition(Int(length) == blocks.count, "whole blocks only")
        return Array(out.prefix(Int(length)))
    }
}

enum Digest {
    static func of(_ bytes: [UInt8], _ name: String) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 64)
        var length = 0
        precondition(EVP_Q_digest(nil, name, nil, bytes, bytes.count, &out, &length) == 1, "no digest \(name)")
        return Array(out.prefix(length))
    }

    static func cmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 16)
        var length = 0
        let cipher = "AES-\(key.count * 8)-CBC"
        let made = EVP_Q_mac(
            nil, "CMAC", nil, cipher, nil, key, key.count, bytes, bytes.count, &out, out.count, &length)
        precondition(made != nil && length == 16)
        return out
    }
}
