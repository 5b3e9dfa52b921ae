/// What a person in the office ordered of kits, clerks and things that could not be opened: who, when, why. It stands in the office's own
/// chain, so that auditing is reading the journal.
package struct OrderGiven: EventPayload {
    package enum Order: String, Codable, Hashable, Sendable {
        case kitLocked, kitReleased, kitErased, absenceLimit, enrolmentOffered
        case clerkAdded, clerkBlocked, clerkReleased, codeGiven
        /// A transferred case that cannot be opened, or an entry that was refused: a person has dealt with it.
        case caseSettled, entrySettled

        /// As it stands in a history, behind what it is about.
        package var german: String {
            switch self {
            case .enrolmentOffered: "Code zur Aufnahme gezeigt"
            case .kitLocked: "gesperrt"
            case .kitReleased: "freigegeben"
            case .kitErased: "Löschen angeordnet"
            case .absenceLimit: "Frist ohne Kontakt gesetzt"
            case .clerkAdded: "hinzugefügt"
            case .clerkBlocked: "gesperrt"
            case .clerkReleased: "freigegeben"
            case .codeGiven: "Einmalcode ausgegeben"
            case .caseSettled, .entrySettled: "geklärt"
            }
        }
    }

    package static let type = "office.orderGiven"
    package var order: Order
    package var clerk: ClerkID
    /// A kit's code, a clerk's id, a case's number or an entry's place.
    package var about: String
    package var reason: String?

    package init(_ order: Order, of about: String, by clerk: ClerkID, because reason: String? = nil) {
        self.order = order
        self.clerk = clerk
        self.about = about
        self.reason = reason.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What the office says of itself (subject: its own "kit" `Z00`).
package enum OfficeOwnEvent: Hashable, Sendable {
    case ordered(OrderGiven)
    case unknown(type: String, version: Int)
}

extension OfficeOwnEvent: SubjectEvent {
    package static let codec = EventCodec<OfficeOwnEvent>([.init(OrderGiven.self) { .ordered($0) }])

    package var payload: (any EventPayload)? {
        switch self {
        case .ordered(let payload): payload
        case .unknown: nil
        }
    }
}
