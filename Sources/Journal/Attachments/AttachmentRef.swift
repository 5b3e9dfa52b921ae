package import Foundation

/// Names an attachment: a scan, photo or signature, in a file of its own. It is the clear body of the entry
/// `attachment.added`, so that `verify` and the sync find every attachment without any secret.
package struct AttachmentRef: Hashable, Sendable {
    /// A clear body of this type is a reference's bytes.
    package static let eventType = try! EventType("attachment.added")

    /// 16 random bytes, the file's name as 32 hexadecimal digits.
    package let id: KeyID
    /// The attachment's own key.
    package let keyID: KeyID
    /// Bytes in clear, at most ``AttachmentFormat/limit``.
    package let byteCount: UInt64
    /// Bytes of the file.
    package let cipherByteCount: UInt64
    /// SHA-256 of the file's bytes.
    package let cipherSHA256: EntryHash
    /// E.g. `image/jpeg`; 1-48 printable ASCII characters.
    package let mediaType: String

    package init(
        id: KeyID, keyID: KeyID, byteCount: UInt64, cipherSHA256: EntryHash, mediaType: String
    ) throws(EntryFault) {
        guard !id.isClear, !keyID.isClear else {
            throw .forbidden(field: "id", allowed: "nicht nur Nullen")
        }
        guard byteCount <= UInt64(AttachmentFormat.limit) else {
            throw .forbidden(field: "byteCount", allowed: "0 bis \(AttachmentFormat.limit)")
        }
        guard (1...48).contains(mediaType.utf8.count), mediaType.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw .forbidden(field: "mediaType", allowed: "1 bis 48 druckbare Zeichen") }
        self.id = id
        self.keyID = keyID
        self.byteCount = byteCount
        self.cipherSHA256 = cipherSHA256
        self.mediaType = mediaType
        cipherByteCount = UInt64(AttachmentFormat.cipherByteCount(of: Int(byteCount)))
    }

    /// id 16 ‖ key id 16 ‖ byte count u64 ‖ cipher byte count u64 ‖ SHA-256 32 ‖ media type (u8 length + ASCII).
    package var bytes: Data {
        var data = id.bytes + keyID.bytes
        data.append(bigEndian: byteCount)
        data.append(bigEndian: cipherByteCount)
        data.append(cipherSHA256.bytes)
        data.append(short: mediaType)
        return data
    }

    package init(bytes: Data) throws(EntryFault) {
        self = try bytes.read { (reader) throws(EntryFault) in
            let id = KeyID(try reader.take(KeyID.byteCount, "id"))!
            let keyID = KeyID(try reader.take(KeyID.byteCount, "keyID"))!
            let byteCount = try reader.integer(UInt64.self, "byteCount")
            let cipherByteCount = try reader.integer(UInt64.self, "cipherByteCount")
            let hash = EntryHash(try reader.take(EntryHash.byteCount, "cipherSHA256"))!
            let mediaType = String(decoding: try reader.short("mediaType"), as: UTF8.self)
            try reader.finish()
            let ref = try AttachmentRef(
                id: id, keyID: keyID, byteCount: byteCount, cipherSHA256: hash, mediaType: mediaType)
            guard ref.cipherByteCount == cipherByteCount else {
                throw .forbidden(field: "cipherByteCount", allowed: "\(ref.cipherByteCount)")
            }
            return ref
        }
    }
}

extension Draft {
    /// The entry that names an attachment; the attachment has to be on the disk before.
    package static func attachment(_ ref: AttachmentRef, of subject: Subject) -> Draft {
        Draft(subject: subject, type: AttachmentRef.eventType, body: ref.bytes, sealing: .clear)
    }
}

extension Entry {
    /// The attachment this entry names, if it is one that does.
    package var attachment: AttachmentRef? {
        guard header.type == AttachmentRef.eventType, header.keyID.isClear, let body else { return nil }
        return try? AttachmentRef(bytes: body)
    }
}
