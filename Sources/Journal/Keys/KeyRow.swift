package import Foundation

/// One key of a kit, as its keys file holds it.
package struct KeyRow: Hashable, Sendable {
    package let id: KeyID
    package let subject: Subject
    /// The subject's own key when this one is for an attachment or capture under it.
    package let parent: KeyID?
    /// The key under the kit's key (60 bytes); nil once erased.
    package fileprivate(set) var wrapped: Data?
    /// The key for the office and, if there is one, its recovery key.
    package fileprivate(set) var sealed: [SealedBox]
    package let madeAt: Timestamp
    package fileprivate(set) var erasedAt: Timestamp?

    /// What is shipped to the office.
    package var sealedKey: SealedKey {
        SealedKey(id: id, subject: subject, parent: parent, boxes: sealed, madeAt: madeAt)
    }

    init(id: KeyID, subject: Subject, parent: KeyID?, wrapped: Data, sealed: [SealedBox], madeAt: Timestamp) {
        self.id = id
        self.subject = subject
        self.parent = parent
        self.wrapped = wrapped
        self.sealed = sealed
        self.madeAt = madeAt
    }

    mutating func erase(sealed isSealedToo: Bool, at time: Timestamp) {
        wrapped = nil
        if isSealedToo { sealed = [] }
        erasedAt = erasedAt ?? time
    }
}

extension KeyRow: Codable {
    private enum CodingKeys: String, CodingKey { case id, subject, parent, wrapped, sealed, madeAt, erasedAt }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(KeyID.self, forKey: .id)
        subject = try values.decode(Subject.self, forKey: .subject)
        parent = try values.decodeIfPresent(KeyID.self, forKey: .parent)
        wrapped = try values.decodeIfPresent(Data.self, forKey: .wrapped)
        sealed = try values.decode([SealedBox].self, forKey: .sealed)
        madeAt = try values.decode(Timestamp.self, forKey: .madeAt)
        erasedAt = try values.decodeIfPresent(Timestamp.self, forKey: .erasedAt)
        guard !id.isClear else { throw EntryFault.forbidden(field: "id", allowed: "nicht nur Nullen") }
        guard (wrapped == nil) == (erasedAt != nil) else {
            throw EntryFault.forbidden(field: "wrapped", allowed: "genau dann keiner, wenn erasedAt gesetzt ist")
        }
        guard wrapped.map({ $0.count == 60 }) ?? true else {
            throw EntryFault.forbidden(field: "wrapped", allowed: "60 Bytes")
        }
        guard sealed.allSatisfy({ $0.bytes.count == Sealing.boxLength }) else {
            throw EntryFault.forbidden(field: "sealed", allowed: "80 Bytes")
        }
    }
}
