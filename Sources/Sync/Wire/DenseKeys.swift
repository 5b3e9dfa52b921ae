package import Foundation
import Journal

/// The keys' denser form, for an office that understands it (``HelloAnswer/wire``). JSON begins with a brace, this with
/// its format, so that both are told apart by their first byte.
///
/// Layout (big-endian, frozen): `format u8 = 1, recipients u8 × id 8, count u16 × (id 16, kind u8, subject text8, parent
/// u8 = 0 or 1 and then id 16, made at i64, boxes u8 × (recipient u8, length u8, bytes))`.
extension KeysRequest {
    private static let format: UInt8 = 1
    private static let recipientBytes = 8

    /// Nil when something does not fit; then JSON carries it.
    package var dense: Data? {
        let recipients = Array(Set(keys.flatMap { $0.boxes.map(\.recipient) })).sorted()
        // Only names that are read as they were written; found by the fuzzer (capital letters).
        let ids = recipients.compactMap { name in Data(hex: name).flatMap { $0.hex == name ? $0 : nil } }
        guard recipients.count <= 255, keys.count <= Int(UInt16.max),
            ids.count == recipients.count, ids.allSatisfy({ $0.count == Self.recipientBytes }),
            keys.allSatisfy({ $0.boxes.count <= 255 && $0.boxes.allSatisfy { $0.bytes.count <= 255 } })
        else { return nil }
        var writer = WireWriter()
        writer.integer(Self.format)
        writer.integer(UInt8(recipients.count))
        for id in ids { writer.fixed(id) }
        writer.integer(UInt16(keys.count))
        for key in keys {
            writer.fixed(key.id.bytes)
            writer.integer(key.subject.kind.rawValue)
            writer.text(key.subject.id)
            writer.integer(UInt8(key.parent == nil ? 0 : 1))
            if let parent = key.parent { writer.fixed(parent.bytes) }
            writer.integer(key.madeAt.milliseconds)
            writer.integer(UInt8(key.boxes.count))
            for box in key.boxes {
                writer.integer(UInt8(recipients.firstIndex(of: box.recipient) ?? 0))
                writer.integer(UInt8(box.bytes.count))
                writer.fixed(box.bytes)
            }
        }
        return writer.bytes
    }

    /// Reads either form.
    package init(body: Data) throws(WireFault) {
        guard body.first == Self.format else {
            self = try SyncJSON.decode(KeysRequest.self, from: body)
            return
        }
        var reader = WireReader(body)
        _ = try reader.integer(UInt8.self, "format")
        var recipients: [String] = []
        for _ in 0..<(try reader.integer(UInt8.self, "recipients")) {
            recipients.append(try reader.fixed(Self.recipientBytes, "recipient").hex)
        }
        var keys: [SealedKey] = []
        for _ in 0..<(try reader.integer(UInt16.self, "count")) {
            keys.append(try SealedKey(from: &reader, recipients))
        }
        try reader.finish()
        self.init(keys: keys)
    }
}

extension SealedKey {
    fileprivate init(from reader: inout WireReader, _ recipients: [String]) throws(WireFault) {
        let start = reader.offset
        let id = try KeyID.read(from: &reader, "id")
        let kind = Subject.Kind(rawValue: try reader.integer(UInt8.self, "kind"))
        let name = try reader.text(limit: 48, "subject")
        guard let kind, let subject = try? Subject(kind: kind, id: name) else {
            throw WireFault(.outOfRange, at: start, "subject")
        }
        let parent: KeyID?
        switch try reader.integer(UInt8.self, "parent") {
        case 0: parent = nil
        case 1: parent = try KeyID.read(from: &reader, "parent")
        default: throw WireFault(.outOfRange, at: start, "parent")
        }
        let madeAt = Timestamp(milliseconds: try reader.integer(Int64.self, "made at"))
        var boxes: [SealedBox] = []
        for _ in 0..<(try reader.integer(UInt8.self, "boxes")) {
            let index = Int(try reader.integer(UInt8.self, "recipient"))
            guard recipients.indices.contains(index) else { throw WireFault(.outOfRange, at: start, "recipient") }
            let count = Int(try reader.integer(UInt8.self, "length"))
            boxes.append(SealedBox(recipient: recipients[index], bytes: try reader.fixed(count, "box")))
        }
        self.init(id: id, subject: subject, parent: parent, boxes: boxes, madeAt: madeAt)
    }
}

extension KeyID {
    static func read(from reader: inout WireReader, _ what: String) throws(WireFault) -> KeyID {
        let start = reader.offset
        guard let id = KeyID(try reader.fixed(byteCount, what)) else { throw WireFault(.outOfRange, at: start, what) }
        return id
    }
}
