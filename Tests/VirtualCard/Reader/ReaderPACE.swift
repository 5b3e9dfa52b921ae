/// PACE on the reader's side, with generic mapping, brainpoolP256r1 and AES-128 as the virtual identity card has it (TR-03110-2, 3.2).
struct ReaderPACE {
    let password: Password
    let secret: [UInt8]
    /// As the machine gave them, with their tag; empty without terminal authentication.
    let rights: [UInt8]
    let random: Randomness

    /// The result the reader tells: F0, the step, the card's status (PC/SC part 10, amendment 1).
    struct Stopped: Error {
        let code: UInt32
    }

    /// - Parameter send: a command to the card, its answer with the status.
    /// - Returns: what the reader tells the machine, and the channel it keeps.
    func establish(_ send: ([UInt8]) throws -> [UInt8]) throws -> (answer: [UInt8], channel: ReaderChannel) {
        let suite = CipherSuite.aes128
        let curve = Curve(standardized: 13)
        let identifier = Identifier.paceECDHGenericMapping + [suite.rawValue]
        let choice =
            DataObject.encoded(0x80, identifier) + DataObject.encoded(0x83, [password.rawValue])
            + DataObject.encoded(0x84, [13]) + rights
        let chosen = Array(try send([0x00, 0x22, 0xC1, 0xA4, UInt8(choice.count)] + choice).suffix(2))
        // A warning of few tries goes on; what is switched off or unknown does not.
        guard chosen == [0x90, 0x00] || chosen[0] == 0x63 else { throw Self.stopped(2, chosen) }

        func step(_ number: UInt32, _ object: [UInt8]) throws -> [DataObject] {
            let data = DataObject.encoded(0x7C, object)
            let header: [UInt8] = [number == 6 ? 0x00 : 0x10, 0x86, 0x00, 0x00, UInt8(data.count)]
            let answer = try send(header + data + [0])
            guard answer.suffix(2) == [0x90, 0x00] else { throw Self.stopped(number, Array(answer.suffix(2))) }
            return try DataObject.all(in: DataObject.only(0x7C, in: Array(answer.dropLast(2))))
        }
        let hidden = try step(3, [])[tag: 0x80] ?? []
        let nonce = suite.decrypted(
            hidden, key: suite.key(from: secret, counter: 3), vector: [UInt8](repeating: 0, count: 16))
        let mapping = curve.privateKey(random)
        let theirMapping =
            try step(4, DataObject.encoded(0x81, try curve.product(mapping, curve.generator)))[tag: 0x82] ?? []
        let generator = try curve.sum(
            try curve.product(nonce, curve.generator), try curve.product(mapping, theirMapping))
        let own = curve.privateKey(random)
        let ours = try curve.product(own, generator)
        let theirs = try step(5, DataObject.encoded(0x83, ours))[tag: 0x84] ?? []
        let shared = curve.x(try curve.product(own, theirs))
        let authentication = suite.key(from: shared, counter: 2)
        func code(_ point: [UInt8]) -> [UInt8] {
            authenticationToken(over: point, identifier: identifier, suite: suite, key: authentication)
        }
        let last = try step(6, DataObject.encoded(0x85, code(theirs)))
        guard last[tag: 0x86] == code(ours) else { throw Stopped(code: 0xE000_0006) }

        let (current, previous) = (last[tag: 0x87] ?? [], last[tag: 0x88] ?? [])
        let chip = curve.x(theirs)
        // The status of the choice, no EF.CardAccess, two authorities, the chip's key.
        let fields =
            chosen + [0, 0, UInt8(current.count)] + current + [UInt8(previous.count)] + previous
            + [UInt8(chip.count), 0] + chip
        return (
            [0, 0, 0, 0, UInt8(fields.count), 0] + fields,
            ReaderChannel(encryption: suite.key(from: shared, counter: 1), authentication: authentication)
        )
    }

    private static func stopped(_ step: UInt32, _ status: [UInt8]) -> Stopped {
        Stopped(code: 0xF000_0000 | step << 16 | UInt32(status[0]) << 8 | UInt32(status[1]))
    }
}

/// Secure messaging on the reader's side, with AES-128 (TR-03110-3, F).
struct ReaderChannel {
    private let suite = CipherSuite.aes128
    private let encryption: [UInt8]
    private let authentication: [UInt8]
    private var counter = [UInt8](repeating: 0, count: 16)

    init(encryption: [UInt8], authentication: [UInt8]) {
        (self.encryption, self.authentication) = (encryption, authentication)
    }

    private mutating func countUp() {
        var index = counter.count - 1
        while index >= 0 {
            counter[index] &+= 1
            if counter[index] != 0 { return }
            index -= 1
        }
    }

    mutating func protected(_ command: Command) -> [UInt8] {
        countUp()
        var objects: [UInt8] = []
        if !command.data.isEmpty {
            let hidden = suite.encrypted(
                suite.padded(command.data), key: encryption, vector: suite.vector(for: counter, key: encryption))
            objects += DataObject.encoded(0x87, [0x01], hidden)
        }
        if let expected = command.expected {
            objects += DataObject.encoded(
                0x97, expected > 256 ? [UInt8(expected >> 8 & 0xFF), UInt8(expected & 0xFF)] : [UInt8(expected & 0xFF)])
        }
        var header = command.header
        header[0] |= 0x0C
        let covered = counter + suite.padded(header) + (objects.isEmpty ? [] : suite.padded(objects))
        objects += DataObject.encoded(0x8E, suite.authenticationCode(covered, key: authentication))
        let count = objects.count
        let isLong = count > 255 || command.isExtended
        return isLong
            ? header + [0, UInt8(count >> 8), UInt8(count & 0xFF)] + objects + [0, 0]
            : header + [UInt8(count)] + objects + [0]
    }

    /// Nil for an answer that is not the card's.
    mutating func opened(_ answer: [UInt8]) -> [UInt8]? {
        countUp()
        guard let objects = try? DataObject.all(in: Array(answer.dropLast(2))), let last = objects.last,
            last.tag == 0x8E
        else { return nil }
        let signed = objects.dropLast().flatMap { DataObject.encoded($0.tag, $0.value) }
        guard last.value == suite.authenticationCode(counter + suite.padded(signed), key: authentication),
            let status = objects[tag: 0x99]
        else { return nil }
        guard let hidden = objects[tag: 0x87] else { return status }
        let clear = suite.decrypted(
            Array(hidden.dropFirst()), key: encryption, vector: suite.vector(for: counter, key: encryption))
        return suite.unpadded(clear).map { $0 + status }
    }
}
