package import Foundation

/// The clear part of an entry. Byte layout: `Documentation/Journal.md`, "Entry".
package struct EntryHeader: Hashable, Sendable {
    package static let format: UInt8 = 1
    /// A body, as stored, has at most 1 MiB; larger things are attachments.
    package static let bodyLimit = 1 << 20
    /// What AES-GCM adds to a body: nonce 12 and tag 16 bytes.
    package static let sealOverhead = 28
    /// Until the end of the year 9999.
    package static let timeLimit: Int64 = 253_402_300_799_999

    package let position: Position
    /// From 1; one segment an outing.
    package let segment: UInt32
    package let time: Timestamp
    package let subject: Subject
    /// ``KeyID/clear`` when the body is in clear.
    package let keyID: KeyID
    package let type: EventType
    /// The hash of the entry before; zero only for sequence 1 of generation 1; for sequence 1 of a later generation the
    /// head it continues.
    package let previous: EntryHash
    /// Bytes of the body as stored (nonce and tag included), 0...``bodyLimit``.
    package let bodyLength: UInt32

    /// Checks every rule that a single header can keep.
    package init(
        position: Position, segment: UInt32, time: Timestamp, subject: Subject, keyID: KeyID, type: EventType,
        previous: EntryHash, bodyLength: UInt32
    ) throws(EntryFault) {
        guard position.generation >= 1 else { throw .forbidden(field: "generation", allowed: "1 bis 65535") }
        guard position.sequence >= 1, position.sequence < UInt64(Int64.max) else {
            throw .forbidden(field: "sequence", allowed: "ab 1")
        }
        guard segment >= 1 else { throw .forbidden(field: "segment", allowed: "ab 1") }
        guard (0...EntryHeader.timeLimit).contains(time.milliseconds) else {
            throw .forbidden(field: "time", allowed: "1970 bis 9999")
        }
        let isVeryFirst = position.generation == 1 && position.sequence == 1
        guard isVeryFirst == (previous == .zero) else {
            throw .forbidden(field: "previous", allowed: "32 Nullbytes genau beim allerersten Eintrag")
        }
        let lengths = (keyID.isClear ? 0 : EntryHeader.sealOverhead)...EntryHeader.bodyLimit
        guard lengths.contains(Int(bodyLength)) else {
            throw .forbidden(field: "bodyLength", allowed: "\(lengths.lowerBound) bis \(lengths.upperBound)")
        }
        self.position = position
        self.segment = segment
        self.time = time
        self.subject = subject
        self.keyID = keyID
        self.type = type
        self.previous = previous
        self.bodyLength = bodyLength
    }

    /// The header's bytes: 82 and the two names' lengths.
    package var bytes: Data {
        var data = Data(capacity: 82 + subject.id.utf8.count + type.name.utf8.count)
        data.append(EntryHeader.format)
        data.append(bigEndian: position.kit)
        data.append(bigEndian: position.generation)
        data.append(bigEndian: position.sequence)
        data.append(bigEndian: segment)
        data.append(bigEndian: time.milliseconds)
        data.append(subject.kind.rawValue)
        data.append(short: subject.id)
        data.append(keyID.bytes)
        data.append(short: type.name)
        data.append(bigEndian: type.version)
        data.append(previous.bytes)
        data.append(bigEndian: bodyLength)
        return data
    }
}

extension EntryHeader {
    /// Reads a header that fills the bytes exactly; checks every rule again, because input is not to be trusted.
    package init(bytes: Data) throws(EntryFault) {
        self = try bytes.read { (reader) throws(EntryFault) in
            let header = try EntryHeader(from: &reader)
            try reader.finish()
            return header
        }
    }

    init(from reader: inout ByteReader) throws(EntryFault) {
        let format = try reader.integer(UInt8.self, "format")
        guard format == EntryHeader.format else { throw .unknownFormat(format) }
        let position = Position(
            kit: try reader.integer(UInt16.self, "kit"),
            generation: try reader.integer(UInt16.self, "generation"),
            sequence: try reader.integer(UInt64.self, "sequence"))
        let segment = try reader.integer(UInt32.self, "segment")
        let time = Timestamp(milliseconds: try reader.integer(Int64.self, "time"))
        guard let kind = Subject.Kind(rawValue: try reader.integer(UInt8.self, "subjectKind")) else {
            throw .forbidden(field: "subjectKind", allowed: "1 bis 5")
        }
        let subject = try Subject(kind: kind, id: String(decoding: reader.short("subject"), as: UTF8.self))
        let keyID = KeyID(try reader.take(KeyID.byteCount, "keyID"))!
        let type = try EventType(
            String(decoding: reader.short("type"), as: UTF8.self),
            version: reader.integer(UInt16.self, "typeVersion"))
        let previous = EntryHash(try reader.take(EntryHash.byteCount, "previous"))!
        let bodyLength = try reader.integer(UInt32.self, "bodyLength")
        try self.init(
            position: position, segment: segment, time: time, subject: subject, keyID: keyID, type: type,
            previous: previous, bodyLength: bodyLength)
    }
}

extension Data {
    /// Lets a reader walk over the bytes in place.
    func read<Value>(_ walk: (inout ByteReader) throws(EntryFault) -> Value) throws(EntryFault) -> Value {
        let result: Result<Value, EntryFault> = withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            do throws(EntryFault) { return .success(try walk(&reader)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
