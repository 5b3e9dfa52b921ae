package import Crypto
package import Foundation

/// What a feed message is about. A string on the wire: a kit keeps and shows kinds it does not know yet.
package struct FeedKind: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// - Returns: nil unless 1...32 of `a-z`, `0-9`, `.` or `-`.
    package init?(rawValue: String) {
        guard (1...32).contains(rawValue.utf8.count),
            rawValue.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(_ known: String) { rawValue = known }

    /// The office has opened, checked and made durable a transferred case: the kit erases its key. Clear: ``Acknowledged``.
    package static let acknowledged = FeedKind("acknowledged")
    /// A transferred case has something that a person at the office must look at. Clear: ``CaseHeldBack``.
    package static let heldBack = FeedKind("held-back")
    /// The state of a case at the office changed.
    package static let state = FeedKind("state")
    /// A unit asks back. The question is sealed.
    package static let question = FeedKind("question")
    package static let catalogue = FeedKind("catalogue")
    package static let staff = FeedKind("staff")
    /// The next ``SubstituteSlip``s, sealed: a JSON list. The subject tells for which laptop of the kit.
    package static let slips = FeedKind("slips")
    /// One sheet of the register extract for a tour, sealed: a ``RegisterSheet`` of Casework.
    package static let register = FeedKind("register")
    package static let appointments = FeedKind("appointments")
    package static let tour = FeedKind("tour")
    /// The kit stops taking in cases at once. Clear: ``LockOrder``.
    package static let lock = FeedKind("lock")
    package static let unlock = FeedKind("unlock")
    /// The kit erases its keys, then everything. Clear: ``LockOrder``.
    package static let erase = FeedKind("erase")
    /// How long the kit may work without contact. Clear: ``KitTerms``.
    package static let terms = FeedKind("terms")
    /// The office has erased a case: the kit forgets what is sealed of its keys, too.
    package static let caseErased = FeedKind("case-erased")
    /// Whom new keys are sealed to from now on. Clear: ``OfficeKeys``.
    package static let officeKeys = FeedKind("office-keys")
    /// Entries or attachments were refused and are kept at the office for a person.
    package static let refused = FeedKind("refused")
}

/// One numbered, chained, signed message from the office to one kit. The clear payload names no person; what does is
/// in the sealed payload. Stored bytes are kept as they came and never encoded again.
///
/// Layout (big-endian, frozen): `format u8 = 1, kit u16, epoch u32, number u64, time i64, kind text8, subject text8,
/// previous 32, clear block32 (≤ 768 KiB), sealed block32 (≤ 256 KiB), signature 64`.
package struct FeedMessage: Hashable, Sendable {
    package static let clearLimit = 768 << 10
    package static let sealedLimit = 256 << 10
    package static let subjectLimit = 48
    package static let signatureContext = Data("amtskoffer-feed-1".utf8)
    /// What the first message of an epoch names as the one before it.
    package static let noPrevious = Data(count: 32)

    package let kit: UInt16
    package let epoch: UInt32
    /// From 1 within an epoch, without gaps.
    package let number: UInt64
    /// Milliseconds since 1970 UTC, by the office's clock.
    package let time: Int64
    package let kind: FeedKind
    /// A case number, or empty.
    package let subject: String
    /// Hash of the message before it in the same epoch; ``noPrevious`` for number 1.
    package let previous: Data
    package let clear: Data
    /// Empty, or `encapsulated key 32 ‖ ciphertext` (HPKE, see ``FeedSeal``).
    package let sealed: Data
    package let signature: Data
    /// The message as stored and sent.
    package let bytes: Data

    /// SHA-256 of the stored bytes, signature included.
    package var hash: Data { Data(SHA256.hash(data: bytes)) }

    /// Reads a stored or received message and checks its form again. The signature is checked by ``FeedChain``.
    package init(bytes: Data) throws(WireFault) {
        var reader = WireReader(bytes)
        guard try reader.integer(UInt8.self, "format") == 1 else { throw WireFault(.unknownFormat, at: 0, "format") }
        kit = try reader.integer(UInt16.self, "kit")
        epoch = try reader.integer(UInt32.self, "epoch")
        number = try reader.integer(UInt64.self, "number")
        guard number > 0 else { throw WireFault(.outOfRange, at: reader.offset - 8, "number") }
        time = try reader.integer(Int64.self, "time")
        let kindOffset = reader.offset
        guard let kind = FeedKind(rawValue: try reader.text(limit: 32, "kind")) else {
            throw WireFault(.outOfRange, at: kindOffset, "kind")
        }
        self.kind = kind
        subject = try reader.text(limit: Self.subjectLimit, "subject")
        previous = try reader.fixed(32, "previous")
        clear = try reader.block(limit: Self.clearLimit, "clear")
        sealed = try reader.block(limit: Self.sealedLimit, "sealed")
        signature = try reader.fixed(64, "signature")
        try reader.finish()
        self.bytes = Data(bytes)
    }

    /// Everything the signature covers.
    package var signedBytes: Data { Self.signatureContext + bytes.dropLast(64) }

    package func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: signedBytes)
    }
}
