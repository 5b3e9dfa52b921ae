/// Secure messaging on the card's side: ISO 7816-4 with the profiles of ICAO 9303-11 (9.8) and TR-03110-3 (annex F).
struct SecureChannel: Sendable {
    let suite: CipherSuite
    private let encryption: [UInt8]
    private let authentication: [UInt8]
    private var counter: [UInt8]

    /// `counter`: where the send sequence counter starts, all zeros except after BAC.
    init(_ suite: CipherSuite, encryption: [UInt8], authentication: [UInt8], counter: [UInt8]? = nil) {
        self.suite = suite
        self.encryption = encryption
        self.authentication = authentication
        self.counter = counter ?? [UInt8](repeating: 0, count: suite.blockLength)
    }

    private mutating func count() {
        for index in counter.indices.reversed() {
            counter[index] &+= 1
            if counter[index] != 0 { return }
        }
    }

    private func code(over objects: [UInt8], header: [UInt8] = []) -> [UInt8] {
        // The header is padded by itself; where no object follows, nothing more is.
        var message = counter
        if !header.isEmpty { message += suite.padded(header) }
        if !objects.isEmpty { message += suite.padded(objects) }
        return suite.authenticationCode(message, key: authentication)
    }

    /// The command inside a secured one. After an error the channel must be closed.
    mutating func open(_ secured: Command) throws(Status) -> Command {
        count()
        guard let objects = try? DataObject.all(in: secured.data), let last = objects.last, last.tag == 0x8E else {
            throw .securedObjectsMissing
        }
        let isOdd = secured.instruction & 1 == 1
        let cryptogram: UInt32 = isOdd ? 0x85 : 0x87
        var inner = Command(header: secured.header, isExtended: secured.isExtended)
        inner.header[0] &= ~0x0C
        var allowed: [UInt32] = [cryptogram, 0x97]
        var signed: [UInt8] = []
        for object in objects.dropLast() {
            guard let place = allowed.firstIndex(of: object.tag) else { throw .securedObjectsWrong }
            allowed.removeSubrange(...place)
            signed += DataObject.encoded(object.tag, object.value)
        }
        guard last.value == code(over: signed, header: secured.header) else { throw .securedObjectsWrong }
        if let hidden = objects[tag: cryptogram] {
            guard isOdd || hidden.first == 0x01 else { throw .securedObjectsWrong }
            let blocks = isOdd ? hidden : Array(hidden.dropFirst())
            guard !blocks.isEmpty, blocks.count % suite.blockLength == 0 else { throw .securedObjectsWrong }
            let clear = suite.decrypted(blocks, key: encryption, vector: suite.vector(for: counter, key: encryption))
            guard let data = suite.unpadded(clear) else { throw .securedObjectsWrong }
            inner.data = data
        }
        if let expected = objects[tag: 0x97] {
            switch expected.count {
            case 1: inner.expected = expected[0] == 0 ? 256 : Int(expected[0])
            case 2:
                let value = Int(expected[0]) << 8 | Int(expected[1])
                inner.expected = value == 0 ? 65536 : value
            default: throw .securedObjectsWrong
            }
        }
        return inner
    }

    /// The secured form of a reply. `isOdd`: it answers an instruction of odd number.
    mutating func close(_ reply: Reply, isOdd: Bool) -> Reply {
        count()
        var objects: [UInt8] = []
        if !reply.data.isEmpty {
            let vector = suite.vector(for: counter, key: encryption)
            let hidden = suite.encrypted(suite.padded(reply.data), key: encryption, vector: vector)
            objects += isOdd ? DataObject.encoded(0x85, hidden) : DataObject.encoded(0x87, [0x01], hidden)
        }
        objects += DataObject.encoded(0x99, reply.status.bytes)
        return Reply(objects + DataObject.encoded(0x8E, code(over: objects)), reply.status)
    }

    /// The most bytes of data a secured reply of at most 256 bytes can carry.
    var mostInShortReply: Int {
        // 256 less 99 02 SW SW and 8E 08 MAC; then 87 81 L 01; then whole blocks with at least one byte of padding.
        let room = 256 - 4 - 10 - 4
        return room / suite.blockLength * suite.blockLength - 1
    }
}
