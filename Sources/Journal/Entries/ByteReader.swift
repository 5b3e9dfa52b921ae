import Foundation

/// Walks over untrusted bytes, big-endian; every step names the field it is at, so that a fault can say where.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    mutating func take(_ count: Int, _ field: StaticString) throws(EntryFault) -> UnsafeRawBufferPointer {
        guard count <= remaining else { throw .cutOff(field: "\(field)") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    mutating func integer<I: FixedWidthInteger>(_ type: I.Type, _ field: StaticString) throws(EntryFault) -> I {
        I(bigEndian: try take(MemoryLayout<I>.size, field).loadUnaligned(as: I.self))
    }

    /// A string of one length byte and that many bytes.
    mutating func short(_ field: StaticString) throws(EntryFault) -> UnsafeRawBufferPointer {
        let count = try integer(UInt8.self, field)
        return try take(Int(count), field)
    }

    func finish() throws(EntryFault) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }
}

extension Data {
    mutating func append<I: FixedWidthInteger>(bigEndian value: I) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    mutating func append(short text: String) {
        append(UInt8(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}
