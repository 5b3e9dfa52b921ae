package import Foundation

/// Why bytes from the other end could not be read. Says where, so that a broken sender can be found.
package struct WireFault: Error, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case cutOff, trailingBytes, unknownFormat, tooLong, notText, outOfRange, notJSON
    }

    package let kind: Kind
    /// Offset in the frame at which reading stopped, in bytes.
    package let offset: Int
    package let what: String

    package init(_ kind: Kind, at offset: Int, _ what: String) {
        self.kind = kind
        self.offset = offset
        self.what = what
    }

    package var description: String { "\(kind.rawValue) at byte \(offset): \(what)" }
}

/// Reads big-endian numbers and length-prefixed bytes from untrusted input; never reads past the end, never allocates
/// by a length it has not checked against what is there.
package struct WireReader {
    private let bytes: Data
    private var index: Data.Index

    package init(_ bytes: Data) {
        self.bytes = bytes
        self.index = bytes.startIndex
    }

    package var offset: Int { index - bytes.startIndex }
    package var remaining: Int { bytes.endIndex - index }

    package mutating func integer<I: FixedWidthInteger>(_ type: I.Type = I.self, _ what: String) throws(WireFault) -> I
    {
        let size = MemoryLayout<I>.size
        guard remaining >= size else { throw WireFault(.cutOff, at: offset, what) }
        var value: I = 0
        for byte in bytes[index..<(index + size)] {
            value = size == 1 ? I(truncatingIfNeeded: byte) : (value << 8) | I(truncatingIfNeeded: byte)
        }
        index += size
        return value
    }

    package mutating func fixed(_ count: Int, _ what: String) throws(WireFault) -> Data {
        guard count >= 0, remaining >= count else { throw WireFault(.cutOff, at: offset, what) }
        defer { index += count }
        return Data(bytes[index..<(index + count)])
    }

    /// Bytes after a `u32` length of at most `limit`.
    package mutating func block(limit: Int, _ what: String) throws(WireFault) -> Data {
        let start = offset
        let count = try integer(UInt32.self, what)
        guard count <= limit else { throw WireFault(.tooLong, at: start, what) }
        return try fixed(Int(count), what)
    }

    /// UTF-8 after a `u8` length of at most `limit`.
    package mutating func text(limit: Int, _ what: String) throws(WireFault) -> String {
        let start = offset
        let count = try integer(UInt8.self, what)
        guard count <= limit else { throw WireFault(.tooLong, at: start, what) }
        guard let text = String(data: try fixed(Int(count), what), encoding: .utf8) else {
            throw WireFault(.notText, at: start, what)
        }
        return text
    }

    /// Trailing bytes are a fault: one message has one spelling.
    package func finish() throws(WireFault) {
        guard remaining == 0 else { throw WireFault(.trailingBytes, at: offset, "\(remaining) bytes") }
    }
}

/// Writes what ``WireReader`` reads.
package struct WireWriter {
    package private(set) var bytes = Data()

    package init() {}

    package mutating func integer<I: FixedWidthInteger>(_ value: I) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func fixed(_ data: some Sequence<UInt8>) { bytes.append(contentsOf: data) }

    package mutating func block(_ data: Data) {
        integer(UInt32(data.count))
        bytes.append(data)
    }

    package mutating func text(_ text: String) {
        precondition(text.utf8.count <= 255, "text fields are checked where they are made")
        integer(UInt8(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}
