/// One data object of a card or certificate: tag, length, value (BER-TLV; ISO 7816-4, 5.2.2 and X.690).
package struct DataObject: Sendable {
    /// The bytes of the tag as one number: `0x87`, `0x7F49`.
    package let tag: Int
    /// Without tag and length.
    package let value: [UInt8]
    /// As it stood, with tag and length: what signatures and checksums are taken over.
    package let encoded: [UInt8]

    package init(_ tag: Int, _ value: [UInt8]) {
        self.tag = tag
        self.value = value
        encoded = Self.tagBytes(tag) + Self.lengthBytes(value.count) + value
    }

    /// An object made of others, in their order.
    package init(_ tag: Int, of parts: [DataObject]) { self.init(tag, parts.flatMap(\.encoded)) }

    init(tag: Int, value: [UInt8], encoded: [UInt8]) { (self.tag, self.value, self.encoded) = (tag, value, encoded) }

    /// The objects inside this one.
    package func parts() throws(DataObjectProblem) -> [DataObject] { try DataObjectReader.all(in: value) }

    private static func tagBytes(_ tag: Int) -> [UInt8] {
        tag > 0xFFFF
            ? [UInt8(tag >> 16), UInt8(tag >> 8 & 0xFF), UInt8(tag & 0xFF)]
            : tag > 0xFF ? [UInt8(tag >> 8), UInt8(tag & 0xFF)] : [UInt8(tag)]
    }

    static func lengthBytes(_ count: Int) -> [UInt8] {
        switch count {
        case 0..<0x80: [UInt8(count)]
        case 0x80..<0x100: [0x81, UInt8(count)]
        case 0x100..<0x1_0000: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
        default: [0x83, UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
        }
    }
}

extension [DataObject] {
    /// The first object with this tag.
    func first(_ tag: Int) -> DataObject? { first { $0.tag == tag } }
}

/// Why bytes are no data objects, with the place.
package enum DataObjectProblem: Error, Equatable {
    /// The bytes end inside the object that begins here.
    case cutOff(at: Int)
    /// A tag of more than three bytes, or none.
    case tag(at: Int)
    /// An indefinite length, or one of more than three bytes.
    case length(at: Int)
    /// More objects side by side than any card has.
    case tooMany
    /// The object found is not the one that belongs here.
    case other(expected: Int, found: Int?)
}

/// Reads data objects one after another; what a card says is not to be trusted.
package struct DataObjectReader {
    static let most = 512

    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var isAtEnd: Bool { position == bytes.count }

    /// All objects, with nothing behind the last.
    package static func all(in bytes: [UInt8]) throws(DataObjectProblem) -> [DataObject] {
        var reader = DataObjectReader(bytes)
        var objects: [DataObject] = []
        while !reader.isAtEnd {
            guard objects.count < most else { throw .tooMany }
            objects.append(try reader.next())
        }
        return objects
    }

    /// Exactly one object of this tag, with nothing behind it.
    package static func one(_ tag: Int, in bytes: [UInt8]) throws(DataObjectProblem) -> DataObject {
        var reader = DataObjectReader(bytes)
        let object = try reader.next(tag)
        guard reader.isAtEnd else { throw .other(expected: tag, found: nil) }
        return object
    }

    package mutating func next() throws(DataObjectProblem) -> DataObject {
        let start = position
        let (tag, value) = try Self.heading(of: bytes[start...])
        guard value.upperBound <= bytes.count else { throw .cutOff(at: start) }
        position = value.upperBound
        return DataObject(tag: tag, value: Array(bytes[value]), encoded: Array(bytes[start..<position]))
    }

    /// The next object, which must have this tag.
    package mutating func next(_ tag: Int) throws(DataObjectProblem) -> DataObject {
        guard !isAtEnd else { throw .other(expected: tag, found: nil) }
        let object = try next()
        guard object.tag == tag else { throw .other(expected: tag, found: object.tag) }
        return object
    }

    /// Tag of the object that begins a slice, and where its value lies; the value itself may not be there yet.
    static func heading(of bytes: ArraySlice<UInt8>) throws(DataObjectProblem) -> (tag: Int, value: Range<Int>) {
        let start = bytes.startIndex
        var at = start
        func byte() throws(DataObjectProblem) -> Int {
            guard at < bytes.endIndex else { throw .cutOff(at: start) }
            defer { at += 1 }
            return Int(bytes[at])
        }
        var tag = try byte()
        guard tag != 0, tag != 0xFF else { throw .tag(at: start) }
        if tag & 0x1F == 0x1F {
            repeat {
                guard at - start < 3 else { throw .tag(at: start) }
                tag = tag << 8 | (try byte())
            } while tag & 0x80 != 0
        }
        var length = try byte()
        if length >= 0x80 {
            let count = length - 0x80
            guard (1...3).contains(count) else { throw .length(at: start) }
            length = 0
            for _ in 0..<count { length = length << 8 | (try byte()) }
        }
        return (tag, at..<at + length)
    }
}
