import Testing

@testable import VirtualCard

/// A terminal made only to try the virtual cards: it does what it is told, right or wrong, and looks at every answer's code.
/// The product's terminal is another and shares nothing with it.
final class TestReader {
    let card: VirtualChip
    private var keys: (suite: CipherSuite, encryption: [UInt8], authentication: [UInt8], counter: [UInt8])?
    /// What PACE and terminal authentication left.
    private(set) var cardIdentifier: [UInt8] = []
    private(set) var rootNames: [[UInt8]] = []
    private var ephemeral: (key: [UInt8], point: [UInt8])?
    let curve = Curve(standardized: 13)

    struct WrongCode: Error {}
    struct Refused: Error, Equatable { let status: UInt16 }

    init(_ card: VirtualChip) { self.card = card }

    var isSecured: Bool { keys != nil }

    func drop() { keys = nil }

    func use(_ suite: CipherSuite, shared: [UInt8], nonce: [UInt8] = [], counter: [UInt8]? = nil) {
        keys = (
            suite, suite.key(from: shared, nonce: nonce, counter: 1), suite.key(from: shared, nonce: nonce, counter: 2),
            counter ?? [UInt8](repeating: 0, count: suite.blockLength)
        )
    }

    /// Sends a command, secured where there is a channel. `expected`: nil for none.
    func send(
        _ header: [UInt8], _ data: [UInt8] = [], expected: Int? = nil, spoil: (inout [UInt8]) -> Void = { _ in }
    ) throws -> (data: [UInt8], status: UInt16) {
        guard let keys else {
            var bytes = header
            if !data.isEmpty {
                bytes += data.count < 256 && (expected ?? 0) <= 256 ? [UInt8(data.count)] : [0] + two(data.count)
                bytes += data
            }
            if let expected {
                if data.count < 256, expected <= 256 {
                    bytes.append(UInt8(expected & 0xFF))
                } else {
                    bytes += (data.isEmpty ? [0] : []) + two(expected & 0xFFFF)
                }
            }
            spoil(&bytes)
            return split(try card.transmit(bytes))
        }
        let suite = keys.suite
        var counter = Self.next(keys.counter)
        var header = header
        header[0] |= 0x0C
        let isOdd = header[1] & 1 == 1
        var objects: [UInt8] = []
        if !data.isEmpty {
            let vector = suite.vector(for: counter, key: keys.encryption)
            let hidden = suite.encrypted(suite.padded(data), key: keys.encryption, vector: vector)
            objects += DataObject.encoded(isOdd ? 0x85 : 0x87, isOdd ? hidden : [1] + hidden)
        }
        if let expected {
            objects += DataObject.encoded(0x97, expected > 256 ? two(expected & 0xFFFF) : [UInt8(expected & 0xFF)])
        }
        let message = counter + suite.padded(header) + (objects.isEmpty ? [] : suite.padded(objects))
        objects += DataObject.encoded(0x8E, suite.authenticationCode(message, key: keys.authentication))
        let isLong = objects.count > 255 || (expected ?? 0) > 256
        var bytes = header + (isLong ? [0] + two(objects.count) : [UInt8(objects.count)]) + objects
        bytes += isLong ? [0, 0] : [0]
        spoil(&bytes)
        let (answer, outer) = split(try card.transmit(bytes))
        counter = Self.next(counter)
        self.keys?.counter = counter
        guard let parts = try? DataObject.all(in: answer), let code = parts[tag: 0x8E] else { return ([], outer) }
        let signed = parts.filter { $0.tag != 0x8E }.flatMap { DataObject.encoded($0.tag, $0.value) }
        guard code == suite.authenticationCode(counter + suite.padded(signed), key: keys.authentication),
            parts[tag: 0x99] == [UInt8(outer >> 8), UInt8(outer & 0xFF)]
        else { throw WrongCode() }
        guard let hidden = parts[tag: isOdd ? 0x85 : 0x87] else { return ([], outer) }
        let clear = suite.decrypted(
            isOdd ? hidden : Array(hidden.dropFirst()), key: keys.encryption,
            vector: suite.vector(for: counter, key: keys.encryption))
        return (try #require(suite.unpadded(clear)), outer)
    }

    private func two(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

    private func split(_ bytes: [UInt8]) -> (data: [UInt8], status: UInt16) {
        (Array(bytes.dropLast(2)), UInt16(bytes[bytes.count - 2]) << 8 | UInt16(bytes[bytes.count - 1]))
    }

    private static func next(_ counter: [UInt8]) -> [UInt8] {
        var counter = counter
        for index in counter.indices.reversed() {
            counter[index] &+= 1
            if counter[index] != 0 { break }
        }
        return counter
    }

    /// The data of a command that must be done.
    @discardableResult
    func must(_ header: [UInt8], _ data: [UInt8] = [], expected: Int? = nil) throws -> [UInt8] {
        let (answer, status) = try send(header, data, expected: expected)
        guard status == 0x9000 else { throw Refused(status: status) }
        return answer
    }

    // MARK: - Files

    func select(application: [UInt8]) throws { try must([0, 0xA4, 4, 0x0C], application) }

    /// The whole file of this short identifier, as far as it is written.
    func read(short: UInt8) throws -> [UInt8] {
        var content: [UInt8] = []
        var part = try send([0, 0xB0, 0x80 | short, 0], expected: 256)
        while part.status == 0x9000 || part.status == 0x6282, !part.data.isEmpty {
            content += part.data
            part = try send([0, 0xB0, UInt8(content.count >> 8), UInt8(content.count & 0xFF)], expected: 256)
        }
        if content.isEmpty { throw Refused(status: part.status) }
        return content
    }

    // MARK: - Protocols

    /// Status of MSE:Set AT.
    @discardableResult
    func announce(
        _ password: Password, rights: TerminalRights? = nil, suite: CipherSuite = .aes128, parameters: Int = 13
    ) throws -> UInt16 {
        try send(
            [0, 0x22, 0xC1, 0xA4],
            DataObject.encoded(0x80, Identifier.paceECDHGenericMapping + [suite.rawValue])
                + DataObject.encoded(0x83, [password.rawValue]) + (rights?.template(role: 0) ?? [])
        ).status
    }

    private func step(_ data: [UInt8], tag: UInt32, last: Bool = false) throws -> [DataObject] {
        let object = tag == 0 ? [] : DataObject.encoded(tag, data)
        return try DataObject.all(
            in: DataObject.only(
                0x7C,
                in: try must([last ? 0 : 0x10, 0x86, 0, 0], DataObject.encoded(0x7C, object), expected: 256)))
    }

    /// PACE after `announce`. `secret`: f(π).
    func pace(
        _ secret: [UInt8], suite: CipherSuite = .aes128, parameters: Int = 13, random: Randomness = trueRandomness
    ) throws {
        let curve = Curve(standardized: parameters)
        let zero = [UInt8](repeating: 0, count: suite.blockLength)
        let hidden = try step([], tag: 0)[tag: 0x80] ?? []
        let nonce = suite.decrypted(hidden, key: suite.key(from: secret, counter: 3), vector: zero)
        let mapping = curve.privateKey(random)
        let theirs = try step(try curve.product(mapping, curve.generator), tag: 0x81)[tag: 0x82] ?? []
        let generator = try curve.sum(curve.product(nonce, curve.generator), curve.product(mapping, theirs))
        let own = curve.privateKey(random)
        let point = try curve.product(own, generator)
        let chip = try step(point, tag: 0x83)[tag: 0x84] ?? []
        let shared = curve.x(try curve.product(own, chip))
        let key = suite.key(from: shared, counter: 2)
        let identifier = Identifier.paceECDHGenericMapping + [suite.rawValue]
        let token = authenticationToken(over: chip, identifier: identifier, suite: suite, key: key)
        let answer = try step(token, tag: 0x85, last: true)
        guard answer[tag: 0x86] == authenticationToken(over: point, identifier: identifier, suite: suite, key: key)
        else { throw WrongCode() }
        rootNames = answer.filter { $0.tag == 0x87 || $0.tag == 0x88 }.map(\.value)
        cardIdentifier = curve.x(chip)
        use(suite, shared: shared)
    }

    func pace(_ password: Password, _ text: String, rights: TerminalRights? = nil) throws {
        try announce(password, rights: rights)
        try pace(Array(text.utf8))
    }

    /// Terminal authentication; what the chain lacks is refused by the card.
    func authenticate(_ terminal: TestTerminal, links: [[UInt8]] = []) throws {
        var name = rootNames.first ?? []
        for certificate in links + terminal.chain {
            let inner = try DataObject.only(0x7F21, in: certificate)
            name = try CertificateOfTerminal(inner).issuer
            try must([0, 0x22, 0x81, 0xB6], DataObject.encoded(0x83, name))
            try must([0, 0x2A, 0, 0xBE], inner)
        }
        let last = try CertificateOfTerminal(try DataObject.only(0x7F21, in: terminal.chain[terminal.chain.count - 1]))
        let key = curve.privateKey(trueRandomness)
        let point = try curve.product(key, curve.generator)
        ephemeral = (key, point)
        try must(
            [0, 0x22, 0x81, 0xA4],
            DataObject.encoded(0x80, last.keyIdentifier) + DataObject.encoded(0x83, last.holder)
                + DataObject.encoded(0x91, curve.x(point)))
        let challenge = try must([0, 0x84, 0, 0], expected: 8)
        try must([0, 0x82, 0, 0], terminal.sign(cardIdentifier + challenge + curve.x(point)))
    }

    /// Chip authentication with the key in EF.CardSecurity.
    func authenticateChip() throws {
        let suite = CipherSuite.aes128
        let security = try read(short: 0x1D)
        // The public key stands behind its identifier; the signature around it is openssl's to judge.
        let mark = Identifier.publicKeyECDH
        let at = try #require(
            security.indices.first {
                $0 + mark.count + 90 < security.count && Array(security[$0..<$0 + mark.count]) == mark
            })
        let start = try #require(
            (at..<security.count - 68).first { Array(security[$0...$0 + 3]) == [0x03, 0x42, 0x00, 0x04] })
        let chip = Array(security[start + 3..<start + 68])
        let identifier = Identifier.chipAuthenticationECDH + [suite.rawValue]
        let (key, point) = try #require(ephemeral)
        try must(
            [0, 0x22, 0x41, 0xA4], DataObject.encoded(0x80, identifier) + DataObject.encoded(0x84, [0x41]))
        let answer = try step(point, tag: 0x80, last: true)
        let nonce = answer[tag: 0x81] ?? []
        let shared = curve.x(try curve.product(key, chip))
        let authentication = suite.key(from: shared, nonce: nonce, counter: 2)
        guard
            answer[tag: 0x82]
                == authenticationToken(over: point, identifier: identifier, suite: suite, key: authentication)
        else { throw WrongCode() }
        use(suite, shared: shared, nonce: nonce)
    }

    /// PACE, terminal and chip authentication, application selected.
    func open(
        _ terminal: TestTerminal, _ password: Password = .can, _ text: String = "500540",
        wanted: TerminalRights? = nil
    ) throws {
        try pace(password, text, rights: wanted ?? terminal.rights)
        try authenticate(terminal)
        try authenticateChip()
        try select(application: VirtualIdentityCard.application)
    }
}
