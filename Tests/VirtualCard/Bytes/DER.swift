/// The few ASN.1 values the card's files are made of, in DER.
enum DER {
    static func sequence(_ parts: [UInt8]...) -> [UInt8] { DataObject.encoded(0x30, parts.flatMap { $0 }) }

    /// A SET OF: its members are sorted by their encodings (X.690, 11.6).
    static func set(of members: [[UInt8]]) -> [UInt8] {
        DataObject.encoded(0x31, members.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    /// A small number, 0 to 127.
    static func integer(_ value: Int) -> [UInt8] { [0x02, 0x01, UInt8(value)] }

    static func identifier(_ value: [UInt8]) -> [UInt8] { DataObject.encoded(0x06, value) }
    static func octets(_ value: [UInt8]) -> [UInt8] { DataObject.encoded(0x04, value) }
    static func bits(_ value: [UInt8]) -> [UInt8] { DataObject.encoded(0x03, [0] + value) }
    static func utf8(_ text: String) -> [UInt8] { DataObject.encoded(0x0C, Array(text.utf8)) }
    static func printable(_ text: String) -> [UInt8] { DataObject.encoded(0x13, Array(text.utf8)) }
    static func numeric(_ text: String) -> [UInt8] { DataObject.encoded(0x12, Array(text.utf8)) }
    static func ia5(_ text: String) -> [UInt8] { DataObject.encoded(0x16, Array(text.utf8)) }
}

/// Object identifiers of BSI TR-03110-3 and ICAO 9303, without tag and length.
enum Identifier {
    private static let bsi: [UInt8] = [0x04, 0x00, 0x7F, 0x00, 0x07]

    static let standardizedDomainParameters = bsi + [0x01, 0x02]
    static let publicKeyECDH = bsi + [0x02, 0x02, 0x01, 0x02]
    static let terminalAuthentication = bsi + [0x02, 0x02, 0x02]
    static let chipAuthenticationECDH = bsi + [0x02, 0x02, 0x03, 0x02]
    static let paceECDHGenericMapping = bsi + [0x02, 0x02, 0x04, 0x02]
    static let activeAuthentication: [UInt8] = [0x67, 0x81, 0x08, 0x01, 0x01, 0x05]
    static let plainECDSASHA256 = bsi + [0x01, 0x01, 0x04, 0x01, 0x03]
    static let cardInfo = bsi + [0x02, 0x02, 0x06]
    static let authenticationTerminal = bsi + [0x03, 0x01, 0x02, 0x02]

    /// id-TA-ECDSA-SHA-…: the last digit names the digest.
    static let terminalAuthenticationECDSA = terminalAuthentication + [0x02]

    static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
    static let primeField: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01, 0x01]

    /// As text, for libcrypto.
    static let cardSecurityText = "0.4.0.127.0.7.3.2.1"
    static let securityObjectText = "2.23.136.1.1.1"
}
