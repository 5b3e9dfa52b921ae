/// Commands and answers under keys agreed with the card: encrypted, counted, each with a checksum
/// (ICAO 9303-11, 9.8; TR-03110-3, F).
struct SecureMessaging {
    let cipher: Cipher
    private let encryptionKey: [UInt8]
    private let checksumKey: [UInt8]
    /// The send sequence counter, one block long; goes up with every command and every answer.
    private var counter: [UInt8]

    /// - Parameter counter: nil begins at zero, as PACE and chip authentication do.
    init(cipher: Cipher, encryptionKey: [UInt8], checksumKey: [UInt8], counter: [UInt8]? = nil) {
        self.cipher = cipher
        self.encryptionKey = encryptionKey
        self.checksumKey = checksumKey
        self.counter = counter ?? [UInt8](repeating: 0, count: cipher.blockLength)
    }

    /// The keys of a shared secret.
    init(cipher: Cipher, secret: [UInt8], nonce: [UInt8] = []) throws(CardProblem) {
        self.init(
            cipher: cipher,
            encryptionKey: try DerivedKey.encryption.derive(from: secret, nonce: nonce, for: cipher),
            checksumKey: try DerivedKey.checksum.derive(from: secret, nonce: nonce, for: cipher))
    }

    mutating func protect(_ command: CardCommand) throws(CardProblem) -> CardCommand {
        countUp()
        var objects: [UInt8] = []
        if !command.data.isEmpty {
            // May hold a PIN.
            var plain = cipher.pad(command.data)
            defer { plain.wipe() }
            let encrypted = try cipher.encrypt(plain, key: encryptionKey, iv: iv())
            // An odd instruction carries data objects; then the cryptogram has no padding indicator.
            objects +=
                command.ins & 1 == 0
                ? DataObject(0x87, [0x01] + encrypted).encoded : DataObject(0x85, encrypted).encoded
        }
        if let expected = command.expected {
            let length =
                expected > 256
                ? [UInt8(expected >> 8 & 0xFF), UInt8(expected & 0xFF)] : [UInt8(expected & 0xFF)]
            objects += DataObject(0x97, length).encoded
        }
        let cla = command.cla | 0x0C
        var covered = counter + cipher.pad([cla, command.ins, command.p1, command.p2])
        if !objects.isEmpty { covered += cipher.pad(objects) }
        objects += DataObject(0x8E, try cipher.checksum(covered, key: checksumKey)).encoded
        let extended = objects.count > 255 || (command.expected ?? 0) > 256
        return CardCommand(
            cla, command.ins, command.p1, command.p2, objects, expecting: extended ? 65_536 : 256)
    }

    /// Checks and opens an answer. The status told is the protected one.
    mutating func unprotect(_ answer: CardAnswer, in step: CardStep) throws(CardProblem) -> CardAnswer {
        countUp()
        // A card that breaks off answers in the clear with nothing but its reason.
        if answer.data.isEmpty { throw .refused(step, answer.status) }
        guard let objects = try? DataObjectReader.all(in: answer.data), let parts = Parts(objects) else {
            throw .answerForged(step)
        }
        let expected = try cipher.checksum(counter + cipher.pad(parts.covered), key: checksumKey)
        guard expected.equalsInConstantTime(parts.checksum), parts.status == answer.status else {
            throw .answerForged(step)
        }
        guard !parts.cryptogram.isEmpty else { return CardAnswer(data: [], status: parts.status) }
        guard parts.cryptogram.count % cipher.blockLength == 0,
            let data = cipher.unpad(try cipher.decrypt(parts.cryptogram, key: encryptionKey, iv: iv()))
        else { throw .answerForged(step) }
        return CardAnswer(data: data, status: parts.status)
    }

    /// The objects of a protected answer: cryptogram (may be missing), status, checksum; nothing else, in this order.
    private struct Parts {
        var cryptogram: [UInt8] = []
        let status: StatusWord
        let checksum: [UInt8]
        let covered: [UInt8]

        init?(_ objects: [DataObject]) {
            var objects = objects[...]
            var covered: [UInt8] = []
            if let first = objects.first, first.tag == 0x87 || first.tag == 0x85 {
                if first.tag == 0x87 {
                    guard first.value.first == 0x01, first.value.count > 1 else { return nil }
                    cryptogram = Array(first.value.dropFirst())
                } else {
                    guard !first.value.isEmpty else { return nil }
                    cryptogram = first.value
                }
                covered += first.encoded
                objects.removeFirst()
            }
            guard objects.count == 2, let state = objects.first, let end = objects.last,
                state.tag == 0x99, state.value.count == 2, end.tag == 0x8E, end.value.count == 8
            else { return nil }
            status = StatusWord(rawValue: UInt16(state.value[0]) << 8 | UInt16(state.value[1]))
            checksum = end.value
            self.covered = covered + state.encoded
        }
    }

    private mutating func countUp() {
        for index in counter.indices.reversed() {
            counter[index] &+= 1
            if counter[index] != 0 { return }
        }
    }

    /// AES encrypts the counter for its start value; 3DES starts at zero.
    private func iv() throws(CardProblem) -> [UInt8]? {
        cipher == .tripleDES ? nil : try cipher.encrypt(counter, key: encryptionKey)
    }
}
