import Identity

/// Basic access control: keys from the printed zone (ICAO 9303-11, 4.3). For passports without PACE.
struct BasicAccess {
    let zone: MachineReadableZone
    let randomness: CardRandomness

    /// Runs the protocol in the chosen passport application and puts the link under its keys.
    func establish(over link: CardLink) throws(CardProblem) {
        link.begin(.password)
        let seed = Array(try Hash.sha1.digest(Array(zone.accessKey.utf8)).prefix(16))
        let cipher = Cipher.tripleDES
        let encryptionKey = try DerivedKey.encryption.derive(from: seed, for: cipher)
        let checksumKey = try DerivedKey.checksum.derive(from: seed, for: cipher)

        let theirNonce = try link.require(CardCommand(0x00, 0x84, 0x00, 0x00, expecting: 8), in: .password)
        guard theirNonce.count == 8 else { throw .answerUnreadable(.password) }
        let ourNonce = try randomness.bytes(8)
        let ourHalf = try randomness.bytes(16)
        let encrypted = try cipher.encrypt(ourNonce + theirNonce + ourHalf, key: encryptionKey)
        let checksum = try cipher.checksum(cipher.pad(encrypted), key: checksumKey)
        let answer = try link.send(
            CardCommand(0x00, 0x82, 0x00, 0x00, encrypted + checksum, expecting: 40), in: .password)
        guard answer.status.isDone else {
            // Cards say a wrong key in several ways; all mean that the zone is another document's.
            throw .passwordWrong(.zone, triesLeft: nil)
        }
        guard answer.data.count == 40 else { throw .answerUnreadable(.password) }
        let theirs = Array(answer.data.prefix(32))
        let expected = try cipher.checksum(cipher.pad(theirs), key: checksumKey)
        guard expected.equalsInConstantTime(Array(answer.data.suffix(8))) else { throw .answerForged(.password) }
        let plain = try cipher.decrypt(theirs, key: encryptionKey)
        guard Array(plain[0..<8]) == theirNonce, Array(plain[8..<16]) == ourNonce else {
            throw .answerForged(.password)
        }
        let secret = zip(ourHalf, plain[16..<32]).map { $0 ^ $1 }
        link.protect(
            with: SecureMessaging(
                cipher: cipher,
                encryptionKey: try DerivedKey.encryption.derive(from: secret, for: cipher),
                checksumKey: try DerivedKey.checksum.derive(from: secret, for: cipher),
                counter: Array(theirNonce.suffix(4) + ourNonce.suffix(4))))
    }
}
