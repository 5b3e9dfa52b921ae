import CLibCrypto

/// The block ciphers of secure messaging and PACE.
enum Cipher: Hashable, Sendable {
    case tripleDES, aes128, aes192, aes256

    /// Bytes.
    var blockLength: Int { self == .tripleDES ? 8 : 16 }

    /// Bytes; two keys for 3DES.
    var keyLength: Int {
        switch self {
        case .tripleDES, .aes128: 16
        case .aes192: 24
        case .aes256: 32
        }
    }

    private var libraryName: String {
        switch self {
        case .tripleDES: "DES-EDE-CBC"
        case .aes128: "AES-128-CBC"
        case .aes192: "AES-192-CBC"
        case .aes256: "AES-256-CBC"
        }
    }

    /// CBC without padding over whole blocks.
    func encrypt(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]? = nil) throws(CardProblem) -> [UInt8] {
        try Self.run(libraryName, blocks, key: key, iv: iv ?? zeroIV, encrypting: true)
    }

    /// CBC without padding over whole blocks.
    func decrypt(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]? = nil) throws(CardProblem) -> [UInt8] {
        try Self.run(libraryName, blocks, key: key, iv: iv ?? zeroIV, encrypting: false)
    }

    private var zeroIV: [UInt8] { [UInt8](repeating: 0, count: blockLength) }

    /// The checksum of eight bytes: retail MAC over whole blocks for 3DES (ISO 9797-1, algorithm 3), CMAC for AES.
    func checksum(_ bytes: [UInt8], key: [UInt8]) throws(CardProblem) -> [UInt8] {
        guard self == .tripleDES else { return Array(try Self.cmac(libraryName, bytes, key: key).prefix(8)) }
        // Single DES is gone from the library: three times the same key is the same. All blocks but the last run
        // through it; the last takes the whole of 3DES, which is what the retail MAC does at its end.
        let first = Array(key.prefix(8))
        let chained = try Self.run(
            "DES-EDE3-CBC", Array(bytes.dropLast(8)), key: first + first + first, iv: zeroIV, encrypting: true)
        let before = chained.isEmpty ? zeroIV : Array(chained.suffix(8))
        return try encrypt(Array(bytes.suffix(8)), key: key, iv: before)
    }

    /// With 80 and zeros behind, to whole blocks (ISO 9797-1, method 2).
    func pad(_ bytes: [UInt8]) -> [UInt8] {
        let length = (bytes.count / blockLength + 1) * blockLength
        return bytes + [0x80] + [UInt8](repeating: 0, count: length - bytes.count - 1)
    }

    /// Without that padding; nil when it is not there.
    func unpad(_ bytes: [UInt8]) -> [UInt8]? {
        guard let end = bytes.lastIndex(where: { $0 != 0 }), bytes[end] == 0x80, bytes.count - end <= blockLength
        else { return nil }
        return Array(bytes[..<end])
    }

    private static func run(
        _ name: String, _ blocks: [UInt8], key: [UInt8], iv: [UInt8], encrypting: Bool
    ) throws(CardProblem) -> [UInt8] {
        guard let cipher = EVP_CIPHER_fetch(nil, name, nil), let context = EVP_CIPHER_CTX_new() else {
            throw .libraryFailed(name)
        }
        defer {
            EVP_CIPHER_CTX_free(context)
            EVP_CIPHER_free(cipher)
        }
        guard blocks.count % Int(EVP_CIPHER_get_block_size(cipher)) == 0,
            key.count == Int(EVP_CIPHER_get_key_length(cipher)),
            EVP_CipherInit_ex2(context, cipher, key, iv, encrypting ? 1 : 0, nil) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { throw .libraryFailed(name) }
        var output = [UInt8](repeating: 0, count: blocks.count + 32)
        var length: Int32 = 0
        guard EVP_CipherUpdate(context, &output, &length, blocks, Int32(blocks.count)) == 1,
            Int(length) == blocks.count
        else { throw .libraryFailed(name) }
        return Array(output.prefix(Int(length)))
    }

    private static func cmac(_ cipher: String, _ bytes: [UInt8], key: [UInt8]) throws(CardProblem) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 16)
        var length = 0
        guard
            EVP_Q_mac(
                nil, "CMAC", nil, cipher, nil, key, key.count, bytes, bytes.count, &output, output.count, &length)
                != nil,
            length == 16
        else { throw .libraryFailed("CMAC") }
        return output
    }
}
