/// A protected channel from a short password (ICAO 9303-11, 4.4; TR-03110-2, 3.2 and -3, B.11): elliptic curves with
/// generic mapping.
struct PACE {
    let info: SecurityInfos.PACE
    let password: CardPassword
    /// The rights wanted, as the object with tag 7F4C; only for cards with terminal authentication.
    let rights: DataObject?
    let randomness: CardRandomness

    /// Runs the protocol and puts the link under its keys.
    func establish(over link: CardLink) throws(CardProblem) -> PACEOutcome {
        link.begin(.password)
        switch password {
        case .onPad(let kind): return try establishInReader(kind, printed: nil, link)
        case .canThroughPad(let number): return try establishInReader(.can, printed: number, link)
        case .zone, .can, .pin, .puk: return try establishHere(over: link)
        }
    }

    private func establishInReader(
        _ kind: PasswordKind, printed: CardAccessNumber?, _ link: CardLink
    ) throws(CardProblem) -> PACEOutcome {
        guard let pad = link.channel.pad else { throw .padFailed }
        if printed == nil { link.begin(.typing) }
        let outcome = try pad.establish(kind, printed: printed, rights: rights?.encoded)
        link.isProtectedByReader = true
        return outcome
    }

    private func establishHere(over link: CardLink) throws(CardProblem) -> PACEOutcome {
        try choose(link)
        let (cipher, curve) = (info.cipher, info.curve)
        var passwordKey = try password.key(for: cipher)
        defer { passwordKey.wipe() }
        let encrypted = try step(link, sending: nil, wanting: 0x80)
        guard !encrypted.isEmpty, encrypted.count % cipher.blockLength == 0, encrypted.count <= 64 else {
            throw .answerUnreadable(.password)
        }
        let nonce = try cipher.decrypt(encrypted, key: passwordKey)

        let mappingKey = try curve.secretNumber(randomness)
        let chipMapping = try step(
            link, sending: DataObject(0x81, try curve.multiply(mappingKey)), wanting: 0x82)
        let agreed = try point { () throws(CardProblem) in try curve.multiply(mappingKey, chipMapping) }
        let generator = try point { () throws(CardProblem) in
            try curve.mappedGenerator(nonce: nonce, agreed: agreed)
        }

        let sessionKey = try curve.secretNumber(randomness)
        let ours = try curve.multiply(sessionKey, generator)
        let theirs = try step(link, sending: DataObject(0x83, ours), wanting: 0x84)
        // A card that echoes our key would make both tokens equal.
        guard theirs != ours else { throw .answerForged(.password) }
        var secret = curve.compressed(try point { () throws(CardProblem) in try curve.multiply(sessionKey, theirs) })
        defer { secret.wipe() }

        let checksumKey = try DerivedKey.checksum.derive(from: secret, for: cipher)
        let token = try token(over: theirs, key: checksumKey)
        let answer = try finish(link, token: token)
        let expected = try self.token(over: ours, key: checksumKey)
        guard let theirToken = answer.first(0x86)?.value, expected.equalsInConstantTime(theirToken) else {
            throw .answerForged(.password)
        }
        link.protect(with: try SecureMessaging(cipher: cipher, secret: secret))
        return PACEOutcome(
            chipIdentifier: curve.compressed(theirs),
            authorities: [0x87, 0x88].compactMap { answer.first($0)?.value })
    }

    /// MSE:Set AT. The card's answer already tells how many tries a PIN has left.
    private func choose(_ link: CardLink) throws(CardProblem) {
        var data =
            DataObject(0x80, info.identifier.content).encoded + DataObject(0x83, [password.kind.rawValue]).encoded
            + DataObject(0x84, [UInt8(info.curve.rawValue)]).encoded
        if let rights { data += rights.encoded }
        let answer = try link.send(CardCommand(0x00, 0x22, 0xC1, 0xA4, data), in: .password)
        switch answer.status.meaning {
        case .done: return
        case .triesLeft(0), .blocked: throw .passwordBlocked(password.kind)
        // The last try is only given under a channel opened with the CAN.
        case .triesLeft(1) where password.kind == .pin && !link.isProtected: throw .pinSuspended
        case .triesLeft: return
        case .deactivated, .notUsable: throw .pinDeactivated
        default: throw .refused(.password, answer.status)
        }
    }

    private func step(
        _ link: CardLink, sending object: DataObject?, wanting tag: Int
    ) throws(CardProblem) -> [UInt8] {
        let data = DataObject(0x7C, object?.encoded ?? [])
        let answer = try link.send(
            CardCommand(0x10, 0x86, 0x00, 0x00, data.encoded, expecting: 256), in: .password)
        switch answer.status.meaning {
        case .done: break
        case .blocked: throw .passwordBlocked(password.kind)
        case .conditionsNotMet where password.kind == .pin: throw .pinSuspended
        case .deactivated, .notUsable: throw .pinDeactivated
        default: throw .refused(.password, answer.status)
        }
        guard let value = try dynamicData(answer.data).first(tag)?.value else { throw .answerUnreadable(.password) }
        return value
    }

    /// The last step: tokens cross; a wrong password shows here.
    private func finish(_ link: CardLink, token: [UInt8]) throws(CardProblem) -> [DataObject] {
        let data = DataObject(0x7C, DataObject(0x85, token).encoded)
        let answer = try link.send(
            CardCommand(0x00, 0x86, 0x00, 0x00, data.encoded, expecting: 256), in: .password)
        switch answer.status.meaning {
        case .done: return try dynamicData(answer.data)
        case .triesLeft(let tries): throw .passwordWrong(password.kind, triesLeft: tries)
        case .failed, .notAllowed: throw .passwordWrong(password.kind, triesLeft: nil)
        case .blocked: throw .passwordBlocked(password.kind)
        default: throw .refused(.password, answer.status)
        }
    }

    private func dynamicData(_ bytes: [UInt8]) throws(CardProblem) -> [DataObject] {
        do {
            return try DataObjectReader.one(0x7C, in: bytes).parts()
        } catch {
            throw .answerUnreadable(.password)
        }
    }

    /// The checksum over the other side's public key (TR-03110-3, A.3.3 and D.3.4).
    private func token(over point: [UInt8], key: [UInt8]) throws(CardProblem) -> [UInt8] {
        let object = DataObject(0x7F49, of: [info.identifier.dataObject, DataObject(0x86, point)]).encoded
        return try info.cipher.checksum(info.cipher == .tripleDES ? info.cipher.pad(object) : object, key: key)
    }

    /// A point the card sent that does not lie on the curve is an attack, not a fault of ours.
    private func point(_ make: () throws(CardProblem) -> [UInt8]) throws(CardProblem) -> [UInt8] {
        do { return try make() } catch { throw .answerForged(.password) }
    }
}
