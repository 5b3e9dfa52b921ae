package import Journal

/// `POST /sync/1/hello`: opens a contact. JSON.
package struct Hello: Codable, Equatable, Sendable {
    package var kit: UInt16
    /// The generation this kit writes now.
    package var generation: UInt16
    /// The kit's last entry, signed; nil before the first.
    package var head: SignedHead?
    /// The office's epoch as the kit knows it; 0 before the first contact.
    package var epoch: UInt32
    /// Number of the last feed message the kit has recorded in that epoch.
    package var feedThrough: UInt64
    /// SHA-256 of the catalogue in use, hexadecimal; empty when there is none.
    package var catalogue: String
    /// Version of the kit's program.
    package var program: String
    /// Entries the office does not have yet, as far as the kit knows.
    package var unsent: UInt64
    /// Missing from kits of older releases.
    package var report: KitReport?
    /// What the kit understands, as ``HelloAnswer/wire``; missing from older ones.
    package var wire: Int?

    package init(
        kit: UInt16, generation: UInt16, head: SignedHead?, epoch: UInt32, feedThrough: UInt64, catalogue: String,
        program: String, unsent: UInt64, report: KitReport? = nil, wire: Int? = nil
    ) {
        self.wire = wire
        self.kit = kit
        self.generation = generation
        self.head = head
        self.epoch = epoch
        self.feedThrough = feedThrough
        self.catalogue = catalogue
        self.program = program
        self.unsent = unsent
        self.report = report
    }
}

/// What a kit says of itself beside its journal, for the office's list. No personal data; every member may be missing.
package struct KitReport: Codable, Equatable, Sendable {
    /// When its certificate ends.
    package var certificateUntil: Timestamp?
    /// How its mirror stands, in German words.
    package var mirror: String?
    /// When it erased its keys by the office's order.
    package var erasedAt: Timestamp?

    package init(certificateUntil: Timestamp? = nil, mirror: String? = nil, erasedAt: Timestamp? = nil) {
        self.certificateUntil = certificateUntil
        self.mirror = mirror
        self.erasedAt = erasedAt
    }
}

/// An attachment of which the office has a part.
package struct PartialAttachment: Codable, Equatable, Sendable {
    package let id: KeyID
    /// Durable bytes from the beginning.
    package let bytes: UInt64

    package init(id: KeyID, bytes: UInt64) {
        self.id = id
        self.bytes = bytes
    }
}

package struct HelloAnswer: Codable, Equatable, Sendable {
    /// Changes when the office was restored from a backup: the kit then ships again what is missing here.
    package var epoch: UInt32
    /// Names this contact; every later request carries it. Requests of an older contact are turned away.
    package var contact: ContactToken
    /// The last entry stored here, for every generation of this kit, in order.
    package var accepted: [Head]
    /// The last entry that was refused and is kept for a person, for every generation that has one.
    package var keptAside: [Position]
    /// The last entry that is in a backup, for every generation of this kit.
    package var backedUp: [Position]
    /// Number of the feed's last message for this kit in this epoch.
    package var feedThrough: UInt64
    package var officeTime: Timestamp
    package var partial: [PartialAttachment]
    package var refusal: Refusal?
    /// What the office understands, told to kits that say what they understand: 2 takes keys in their dense form and several
    /// pieces in one request, lets a request that overtook the one before it wait, and leaves out lists that are empty.
    package var wire: Int?

    package init(
        epoch: UInt32, contact: ContactToken, accepted: [Head], keptAside: [Position], backedUp: [Position],
        feedThrough: UInt64, officeTime: Timestamp, partial: [PartialAttachment], refusal: Refusal?,
        wire: Int? = nil
    ) {
        self.wire = wire
        self.epoch = epoch
        self.contact = contact
        self.accepted = accepted
        self.keptAside = keptAside
        self.backedUp = backedUp
        self.feedThrough = feedThrough
        self.officeTime = officeTime
        self.partial = partial
        self.refusal = refusal
    }
}

extension HelloAnswer {
    private enum CodingKeys: String, CodingKey {
        case epoch, contact, accepted, keptAside, backedUp, feedThrough, officeTime, partial, refusal, wire
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        epoch = try values.decode(UInt32.self, forKey: .epoch)
        contact = try values.decode(ContactToken.self, forKey: .contact)
        wire = try values.decodeIfPresent(Int.self, forKey: .wire)
        let isWhole = wire == nil
        func list<Item: Decodable>(_ key: CodingKeys) throws -> [Item] {
            let items = try values.decodeIfPresent([Item].self, forKey: key)
            if let items { return items }
            guard !isWhole else {
                throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "list"))
            }
            return []
        }
        accepted = try list(.accepted)
        keptAside = try list(.keptAside)
        backedUp = try list(.backedUp)
        feedThrough = try values.decode(UInt64.self, forKey: .feedThrough)
        officeTime = try values.decode(Timestamp.self, forKey: .officeTime)
        partial = try list(.partial)
        refusal = try values.decodeIfPresent(Refusal.self, forKey: .refusal)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(epoch, forKey: .epoch)
        try values.encode(contact, forKey: .contact)
        let isWhole = wire == nil
        if isWhole || !accepted.isEmpty { try values.encode(accepted, forKey: .accepted) }
        if isWhole || !keptAside.isEmpty { try values.encode(keptAside, forKey: .keptAside) }
        if isWhole || !backedUp.isEmpty { try values.encode(backedUp, forKey: .backedUp) }
        try values.encode(feedThrough, forKey: .feedThrough)
        try values.encode(officeTime, forKey: .officeTime)
        if isWhole || !partial.isEmpty { try values.encode(partial, forKey: .partial) }
        try values.encodeIfPresent(refusal, forKey: .refusal)
        try values.encodeIfPresent(wire, forKey: .wire)
    }
}

/// Sixteen lower-case hexadecimal digits chosen at random by the office.
package struct ContactToken: RawRepresentable, Codable, Hashable, Sendable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 16,
            rawValue.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    package init(_ randomness: Randomness) { rawValue = randomness.bytes(8).hex }
}

/// Why the office takes nothing from this kit. What was refused is kept at the office or stays at the kit; nothing is
/// thrown away.
package enum Refusal: String, Codable, Equatable, Sendable {
    case locked
    case erased
    case unknownKit
    /// A spare kit goes on with a newer generation. Entries of this one are kept at the office for a person.
    case oldGeneration
    /// The kit's entries do not continue what the office has.
    case forked

    /// Entries of such a kit are still taken, and kept aside for a person.
    package var isKeptAside: Bool { self == .oldGeneration || self == .forked }

    /// For the clerk: what it means and what to do.
    package var message: String {
        switch self {
        case .locked:
            "Die Zentrale hat diesen Koffer gesperrt. Alles Gespeicherte bleibt erhalten. Die Zentrale anrufen."
        case .erased: "Die Zentrale hat diesen Koffer gelöscht. Die Zentrale anrufen."
        case .unknownKit: "Die Zentrale kennt diesen Koffer nicht. Den Koffer dort neu anmelden lassen."
        case .oldGeneration:
            "Ein Ersatzkoffer führt das Journal weiter. Hier nichts mehr eingeben und die Zentrale anrufen: "
                + "Was hier zuletzt gespeichert wurde, liegt dort zur Entscheidung bereit."
        case .forked:
            "Das Journal dieses Koffers passt nicht zu dem der Zentrale. Alles Gespeicherte bleibt erhalten. "
                + "Die Zentrale anrufen."
        }
    }
}
