package import Foundation

/// One entry of the journal as it is stored and shipped. Bytes are never encoded again: the header's bytes that came in
/// are the bytes that are hashed, stored and sent on.
package struct Entry: Hashable, Sendable {
    package let header: EntryHeader
    /// The header exactly as stored; also the associated data of the body's cipher.
    package let headerBytes: Data
    /// The body as stored: clear bytes, or nonce ‖ ciphertext ‖ tag. Nil when it was forgotten; ``bodyHash`` remains.
    package let body: Data?
    /// SHA-256 of the body as stored.
    package let bodyHash: EntryHash
    /// SHA-256(header ‖ bodyHash).
    package let hash: EntryHash

    package var position: Position { header.position }

    /// A new entry. - Precondition: the body is as long as the header says.
    init(header: EntryHeader, headerBytes: Data, body: Data) {
        precondition(body.count == Int(header.bodyLength))
        self.header = header
        self.headerBytes = headerBytes
        self.body = body
        bodyHash = EntryHash(of: body)
        hash = EntryHash(header: headerBytes, bodyHash: bodyHash)
    }

    /// Reads one entry that fills the bytes exactly (header ‖ body).
    package init(bytes: Data) throws(EntryFault) {
        let (header, end) = try bytes.read { (reader) throws(EntryFault) in
            let header = try EntryHeader(from: &reader)
            _ = try reader.take(Int(header.bodyLength), "body")
            let end = reader.offset - Int(header.bodyLength)
            try reader.finish()
            return (header, end)
        }
        let split = bytes.startIndex + end
        self.init(header: header, headerBytes: Data(bytes[..<split]), body: Data(bytes[split...]))
    }

    /// Reads an entry whose parts are stored apart.
    package init(headerBytes: Data, body: Data) throws(EntryFault) {
        let header = try EntryHeader(bytes: headerBytes)
        guard body.count >= Int(header.bodyLength) else { throw .cutOff(field: "body") }
        guard body.count == Int(header.bodyLength) else {
            throw .trailingBytes(body.count - Int(header.bodyLength))
        }
        self.init(header: header, headerBytes: headerBytes, body: body)
    }

    /// Reads an entry whose body was forgotten.
    package init(headerBytes: Data, forgottenBody bodyHash: EntryHash) throws(EntryFault) {
        header = try EntryHeader(bytes: headerBytes)
        self.headerBytes = headerBytes
        body = nil
        self.bodyHash = bodyHash
        hash = EntryHash(header: headerBytes, bodyHash: bodyHash)
    }

    /// Header ‖ body; nil when the body was forgotten.
    package var bytes: Data? {
        guard let body else { return nil }
        var data = Data(capacity: headerBytes.count + body.count)
        data.append(headerBytes)
        data.append(body)
        return data
    }
}
