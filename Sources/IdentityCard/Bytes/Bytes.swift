import CLibCrypto

extension [UInt8] {
    /// Hexadecimal digits, blanks allowed between them; nil for anything else.
    package init?(hex text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.unicodeScalars where !character.properties.isWhitespace {
            guard let digit = Character(character).hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { return nil }
        self = bytes
    }

    /// Upper-case hexadecimal digits without blanks.
    package var hex: String {
        var text = ""
        text.reserveCapacity(count * 2)
        for byte in self {
            for digit in [byte >> 4, byte & 0x0F] {
                text.unicodeScalars.append(Unicode.Scalar(digit < 10 ? 48 + digit : 55 + digit))
            }
        }
        return text
    }

    /// With zeros in front, to a length. Nothing happens to longer bytes.
    func padded(to count: Int) -> [UInt8] {
        self.count >= count ? self : [UInt8](repeating: 0, count: count - self.count) + self
    }

    /// Compares without telling by its duration where the difference lies.
    func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        count == other.count && CRYPTO_memcmp(self, other, count) == 0
    }

    /// Overwrites the bytes so that nothing readable stays behind.
    mutating func wipe() {
        withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
        removeAll()
    }
}
