/// A typed name for something: a string that is never empty and cannot be mistaken for another kind of name.
package struct Name<Thing>: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        precondition(!text.isEmpty, "a name is never empty")
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard !text.isEmpty else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "empty name"))
        }
        self.text = text
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }
}

extension Name: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init(text) }
}

/// What the names name. Uninhabited: they only keep names apart.
package enum Naming {
    package enum Service {}
    package enum Unit {}
    package enum Partner {}
    package enum Field {}
    package enum Step {}
    package enum Evidence {}
    package enum Capture {}
    package enum Fee {}
    package enum Paper {}
    package enum Account {}
    package enum Clerk {}
    package enum Venue {}
    package enum Person {}
    package enum Visit {}
    package enum Case {}
    package enum Outing {}
    package enum Receipt {}
    package enum Ticket {}
    package enum Attachment {}
    package enum Opening {}
    package enum Booking {}
}

package typealias ServiceKey = Name<Naming.Service>
package typealias UnitKey = Name<Naming.Unit>
package typealias PartnerKey = Name<Naming.Partner>
package typealias FieldKey = Name<Naming.Field>
package typealias StepKey = Name<Naming.Step>
package typealias EvidenceKey = Name<Naming.Evidence>
package typealias CaptureKey = Name<Naming.Capture>
package typealias FeeKey = Name<Naming.Fee>
package typealias PaperKey = Name<Naming.Paper>
package typealias AccountKey = Name<Naming.Account>
package typealias ClerkID = Name<Naming.Clerk>
package typealias VenueKey = Name<Naming.Venue>
package typealias PersonID = Name<Naming.Person>
package typealias VisitID = Name<Naming.Visit>
package typealias CaseNumber = Name<Naming.Case>
package typealias OutingID = Name<Naming.Outing>
package typealias ReceiptNumber = Name<Naming.Receipt>
package typealias TicketNumber = Name<Naming.Ticket>
/// The random identifier of an attachment's file, 32 hexadecimal digits.
package typealias AttachmentID = Name<Naming.Attachment>
/// A published opening, one for each venue and day: `straach-lindenhof-2026-12-07`.
package typealias OpeningID = Name<Naming.Opening>
/// What one citizen booked; the number on the slip, eight characters like a ``CitizenCode``.
package typealias BookingID = Name<Naming.Booking>
