/// What the office tells the kits of a case: where it stands, and what the clerk at a stop has to say to the citizen. No answers, no names.
/// Sealed payload of the feed's `state` and `question`, JSON.
package struct CaseTold: Codable, Hashable, Sendable {
    package var number: CaseNumber
    package var state: CaseState
    package var title: String
    package var service: ServiceKey
    /// The unit's title and telephone number.
    package var unit: String
    package var phone: String
    package var day: CalendarDate
    /// The code on the citizen's paper.
    package var code: String?
    package var question: String?
    package var due: CalendarDate?
    /// Where the document waits, why it was rejected.
    package var note: String?

    package init(
        number: CaseNumber, state: CaseState, title: String, service: ServiceKey, unit: String, phone: String,
        day: CalendarDate, code: String? = nil, question: String? = nil, due: CalendarDate? = nil, note: String? = nil
    ) {
        self.number = number
        self.state = state
        self.title = title
        self.service = service
        self.unit = unit
        self.phone = phone
        self.day = day
        self.code = code
        self.question = question
        self.due = due
        self.note = note
    }
}

/// A one-time code with which a clerk sets her own secret at a kit. Sealed payload of the feed's `staff`, JSON.
package struct StaffCode: Codable, Hashable, Sendable {
    package var clerk: ClerkID
    package var code: String
    /// The last day on which it can be used.
    package var until: CalendarDate

    package init(clerk: ClerkID, code: String, until: CalendarDate) {
        self.clerk = clerk
        self.code = code
        self.until = until
    }
}
