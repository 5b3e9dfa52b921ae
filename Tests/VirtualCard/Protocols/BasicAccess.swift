/// Basic access control on the passport's side: ICAO 9303-11, 4.3.
enum BasicAccess {
    struct Refused: Error {}

    /// Answers EXTERNAL AUTHENTICATE: `cryptogram` is E_IFD ‖ M_IFD, `challenge` what GET CHALLENGE gave.
    static func answer(
        _ cryptogram: [UInt8], challenge: [UInt8], zoneInformation: [UInt8], random: Randomness
    ) throws -> (answer: [UInt8], channel: SecureChannel) {
        let suite = CipherSuite.tripleDES
        let zero = [UInt8](repeating: 0, count: 8)
        let seed = Array(Digest.of(zoneInformation, "SHA1").prefix(16))
        let encryption = suite.key(from: seed, counter: 1)
        let authentication = suite.key(from: seed, counter: 2)
        guard cryptogram.count == 40 else { throw Refused() }
        let hidden = Array(cryptogram[..<32])
        guard Array(cryptogram[32...]) == suite.authenticationCode(suite.padded(hidden), key: authentication) else {
            throw Refused()
        }
        let clear = suite.decrypted(hidden, key: encryption, vector: zero)
        let terminalNonce = Array(clear[..<8])
        guard Array(clear[8..<16]) == challenge else { throw Refused() }
        let own = random(16)
        let answer = suite.encrypted(challenge + terminalNonce + own, key: encryption, vector: zero)
        let shared = zip(clear[16...], own).map { $0 ^ $1 }
        let channel = SecureChannel(
            suite, encryption: suite.key(from: shared, counter: 1), authentication: suite.key(from: shared, counter: 2),
            counter: Array(challenge[4...]) + Array(terminalNonce[4...]))
        return (answer + suite.authenticationCode(suite.padded(answer), key: authentication), channel)
    }
}
