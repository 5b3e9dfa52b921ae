/// A BER-TLV data object of ISO 7816-4: tag, length, value; the form nearly everything on a chip has.
struct DataObject: Equatable, Sendable {
    let tag: UInt32
    let value: [UInt8]

    /// What was wrong with bytes that should have been data objects.
    struct Malformed: Error, Equatable {}

    /// All objects in `bytes`, one behind the other, nothing left over. Definite lengths of up to three bytes only.
    static func all(in bytes: [UInt8]) throws -> [DataObject] {
        var objects: [DataObject] = []
        var at = 0
        func next() throws -> UInt8 {
            guard at < bytes.count else { throw Malformed() }
            defer { at += 1 }
            return bytes[at]
        }
        while at < bytes.count {
            var tag = UInt32(try next())
            if tag & 0x1F == 0x1F {
                var more = true
                while more {
                    guard tag < 0x10000 else { throw Malformed() }
                    let byte = try next()
                    tag = tag << 8 | UInt32(byte)
                    more = byte & 0x80 != 0
                }
            }
            var length = Int(try next())
            if length >= 0x80 {
                let count = length - 0x80
                guard (1...3).contains(count) else { throw Malformed() }
                length = 0
                for _ in 0..<count { length = length << 8 | Int(try next()) }
            }
            guard length <= bytes.count - at else { throw Malformed() }
            objects.append(DataObject(tag: tag, value: Array(bytes[at..<at + length])))
            at += length
        }
        return objects
    }

    /// The only object in `bytes`, which must have this tag.
    static func only(_ tag: UInt32, in bytes: [UInt8]) throws -> [UInt8] {
        let objects = try all(in: bytes)
        guard objects.count == 1, objects[0].tag == tag else { throw Malformed() }
        return objects[0].value
    }

    static func encoded(_ tag: UInt32, _ parts: [UInt8]...) -> [UInt8] {
        encoded(tag, parts.flatMap { $0 })
    }

    static func encoded(_ tag: UInt32, _ value: [UInt8]) -> [UInt8] {
        var tagBytes: [UInt8] = []
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            let byte = UInt8(truncatingIfNeeded: tag >> shift)
            if !tagBytes.isEmpty || byte != 0 || shift == 0 { tagBytes.append(byte) }
        }
        return tagBytes + length(value.count) + value
    }

    private static func length(_ count: Int) -> [UInt8] {
        switch count {
        case ..<0x80: [UInt8(count)]
        case ..<0x100: [0x81, UInt8(count)]
        case ..<0x10000: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
        default: [0x83, UInt8(count >> 16), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
        }
    }
}

extension [DataObject] {
    /// The value of the first object with this tag.
    subscript(tag tag: UInt32) -> [UInt8]? { first { $0.tag == tag }?.value }
}
