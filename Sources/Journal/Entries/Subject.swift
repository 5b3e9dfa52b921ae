/// What an entry is about. The id is a case's number, an outing's id, a book's or a kit's mark, never a name:
/// 1-48 ASCII letters, digits and `- . _ / : + #`, so that no name of a person fits by accident.
package struct Subject: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, CaseIterable, Sendable {
        case `case` = 1
        case outing = 2
        case book = 3
        case statistics = 4
        case kit = 5
    }

    package let kind: Kind
    package let id: String

    /// - Throws: ``EntryFault/forbidden(field:allowed:)`` when the id is empty, too long or has other characters.
    package init(kind: Kind, id: String) throws(EntryFault) {
        guard (1...48).contains(id.utf8.count), id.utf8.allSatisfy(Subject.allows) else {
            throw .forbidden(field: "subject", allowed: "1 bis 48 Zeichen aus A-Z a-z 0-9 - . _ / : + #")
        }
        self.kind = kind
        self.id = id
    }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"),
            UInt8(ascii: "+"), UInt8(ascii: "#"):
            true
        default: false
        }
    }
}

extension Subject: Codable {
    private enum CodingKeys: String, CodingKey { case kind, id }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard let kind = Kind(rawValue: try values.decode(UInt8.self, forKey: .kind)) else {
            throw EntryFault.forbidden(field: "subjectKind", allowed: "1 bis 5")
        }
        try self.init(kind: kind, id: values.decode(String.self, forKey: .id))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(kind.rawValue, forKey: .kind)
        try values.encode(id, forKey: .id)
    }
}
