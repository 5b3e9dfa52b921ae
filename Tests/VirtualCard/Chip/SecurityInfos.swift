/// What EF.CardAccess, EF.CardSecurity and data group 14 say about the chip's protocols: TR-03110-3, A.1.1; ICAO 9303-11, 9.2.
enum SecurityInfos {
    static func pace(_ suite: CipherSuite, parameters: Int) -> [UInt8] {
        DER.sequence(
            DER.identifier(Identifier.paceECDHGenericMapping + [suite.rawValue]), DER.integer(2),
            DER.integer(parameters))
    }

    static let terminalAuthentication = DER.sequence(
        DER.identifier(Identifier.terminalAuthentication), DER.integer(2))

    static func chipAuthentication(_ suite: CipherSuite, key: UInt8) -> [UInt8] {
        DER.sequence(
            DER.identifier(Identifier.chipAuthenticationECDH + [suite.rawValue]), DER.integer(2), DER.integer(Int(key)))
    }

    static func chipAuthentication(_ suite: CipherSuite, version: Int) -> [UInt8] {
        DER.sequence(
            DER.identifier(Identifier.chipAuthenticationECDH + [suite.rawValue]), DER.integer(version))
    }

    static func chipAuthenticationKey(parameters: Int, point: [UInt8]) -> [UInt8] {
        DER.sequence(DER.identifier(Identifier.publicKeyECDH), DER.sequence(domain(parameters), DER.bits(point)))
    }

    /// ecdsa-plain-SHA256.
    static let activeAuthenticationSHA256 = DER.sequence(
        DER.identifier(Identifier.activeAuthentication), DER.integer(1), DER.identifier(Identifier.plainECDSASHA256))

    private static func domain(_ parameters: Int) -> [UInt8] {
        DER.sequence(DER.identifier(Identifier.standardizedDomainParameters), DER.integer(parameters))
    }

    static func chipAuthenticationDomain(parameters: Int, key: UInt8) -> [UInt8] {
        DER.sequence(
            DER.identifier(Identifier.chipAuthenticationECDH), domain(parameters), DER.integer(Int(key)))
    }

    static func chipAuthenticationKey(parameters: Int, point: [UInt8], key: UInt8) -> [UInt8] {
        DER.sequence(
            DER.identifier(Identifier.publicKeyECDH), DER.sequence(domain(parameters), DER.bits(point)),
            DER.integer(Int(key)))
    }

    static let cardInfo = DER.sequence(
        DER.identifier(Identifier.cardInfo), DER.ia5("http://bsi.bund.de/cif/npa.xml"))
}
