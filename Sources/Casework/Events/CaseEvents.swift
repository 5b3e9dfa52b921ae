/// Events of one case (subject `case`, id = case number), written by its one owner: the kit until transfer, the office after.
package enum CaseEvent: Hashable, Sendable {
    case opened(CaseOpened)
    case answered(CaseAnswered)
    case personJoined(CasePersonJoined)
    case personLeft(CasePersonLeft)
    case evidenceSeen(CaseEvidenceSeen)
    case evidenceScanned(CaseEvidenceScanned)
    case evidenceWithdrawn(CaseEvidenceWithdrawn)
    case captureCoded(CaptureCoded)
    case captureTaken(CaptureTaken)
    case captureImpossible(CaptureImpossible)
    case signed(CaseSigned)
    case signatureAbsent(CaseSignatureAbsent)
    case feesDecided(CaseFeesDecided)
    case waiverDecided(CaseWaiverDecided)
    case paid(CasePaid)
    case checked(CaseChecked)
    case chipChangeBegun(ChipChangeBegun)
    case chipChangeEnded(ChipChangeEnded)
    case chipPINBegun(ChipPINBegun)
    case chipPINServed(ChipPINServed)
    case noteAdded(CaseNoteAdded)
    case transferred(CaseTransferred)
    case cancelled(CaseCancelled)
    // Of the office.
    case received(CaseReceived)
    case looked(CaseLooked)
    case taken(CaseTaken)
    case askedBack(CaseAskedBack)
    case askedBackTold(CaseAskedBackTold)
    case answerReceived(CaseAnswerReceived)
    case forwarded(CaseForwarded)
    case readyToCollect(CaseReadyToCollect)
    case handedOut(CaseHandedOut)
    case withdrawn(CaseWithdrawn)
    case rejected(CaseRejected)
    case done(CaseDone)
    case partErased(CasePartErased)
    case erased(CaseErased)
    /// An event of a release this program does not know: kept, shown as such, never dropped.
    case unknown(type: String, version: Int)
}

package struct CaseOpened: EventPayload {
    package static let type = "case.opened"
    package var number: CaseNumber
    package var service: ServiceKey
    /// As the catalogue called it then.
    package var title: String
    package var leika: String?
    package var unit: UnitKey
    package var partner: PartnerKey?
    package var catalogue: String
    package var outing: OutingID?
    package var venue: VenueKey?
    package var venueTitle: String?
    package var visit: VisitID?
    package var clerk: ClerkID
    package var day: CalendarDate
    /// The case this one follows: the answer to a question, a late scan, a collection.
    package var follows: CaseNumber?
    /// The question it answers.
    package var question: String?
    /// A case that must be done first (a card after the registration).
    package var waitsFor: CaseNumber?
    package var retentionMonths: Int
    package var deadlineDays: Int?
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?

    package init(
        number: CaseNumber, service: ServiceKey, title: String, leika: String? = nil, unit: UnitKey,
        partner: PartnerKey? = nil, catalogue: String, outing: OutingID? = nil, venue: VenueKey? = nil,
        venueTitle: String? = nil, visit: VisitID? = nil, clerk: ClerkID, day: CalendarDate, follows: CaseNumber? = nil,
        question: String? = nil, waitsFor: CaseNumber? = nil, retentionMonths: Int, deadlineDays: Int? = nil,
        token: String? = nil
    ) {
        self.number = number
        self.service = service
        self.title = title
        self.leika = leika
        self.unit = unit
        self.partner = partner
        self.catalogue = catalogue
        self.outing = outing
        self.venue = venue
        self.venueTitle = venueTitle
        self.visit = visit
        self.clerk = clerk
        self.day = day
        self.follows = follows
        self.question = question
        self.waitsFor = waitsFor
        self.retentionMonths = retentionMonths
        self.deadlineDays = deadlineDays
        self.token = token
    }
}

package struct CaseAnswered: EventPayload {
    package enum Source: String, Codable, Hashable, Sendable { case typed, zone, visit, card, register }
    package static let type = "case.answered"
    package var field: FieldKey
    /// As the form called it then, so that the answer can be read without the catalogue.
    package var label: String
    /// `nil` = the answer was taken back.
    package var value: FieldValue?
    /// The value as a person reads it (`grün`, `12.08.1983`).
    package var shown: String?
    package var source: Source
    package var clerk: ClerkID

    package init(field: FieldKey, label: String, value: FieldValue?, shown: String?, source: Source, clerk: ClerkID) {
        self.field = field
        self.label = label
        self.value = value
        self.shown = shown
        self.source = source
        self.clerk = clerk
    }
}

package struct CasePersonJoined: EventPayload {
    package static let type = "case.personJoined"
    package var person: PersonID
    package var role: Role
    /// The person's attributes as they were then, so that the case stands by itself.
    package var attributes: [PersonAttribute: FieldValue]
    package var clerk: ClerkID
}

package struct CasePersonLeft: EventPayload {
    package static let type = "case.personLeft"
    package var person: PersonID
    package var role: Role
    package var clerk: ClerkID
}

package struct CaseEvidenceSeen: EventPayload {
    package static let type = "case.evidenceSeen"
    package var evidence: EvidenceKey
    package var title: String
    package var note: String?
    package var clerk: ClerkID
}

/// Where an attachment's ciphertext is and what it is; the file itself is no part of the journal.
package struct Attachment: Hashable, Sendable, Codable {
    package var id: AttachmentID
    package var keyID: String
    package var bytes: Int
    package var cipherSHA256: String
    package var mediaType: String
    package var pages: Int?

    package init(
        id: AttachmentID, keyID: String, bytes: Int, cipherSHA256: String, mediaType: String, pages: Int? = nil
    ) {
        self.id = id
        self.keyID = keyID
        self.bytes = bytes
        self.cipherSHA256 = cipherSHA256
        self.mediaType = mediaType
        self.pages = pages
    }
}

package struct CaseEvidenceScanned: EventPayload {
    package static let type = "case.evidenceScanned"
    package var evidence: EvidenceKey
    package var title: String
    package var attachment: Attachment
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

/// One attachment, or the mark "seen" when none is named.
package struct CaseEvidenceWithdrawn: EventPayload {
    package static let type = "case.evidenceWithdrawn"
    package var evidence: EvidenceKey
    package var attachment: AttachmentID?
    package var clerk: ClerkID
}

package struct CaptureCoded: EventPayload {
    package static let type = "capture.coded"
    package var capture: CaptureKey
    package var title: String
    /// The certified photographer's Data Matrix code.
    package var code: String
    package var clerk: ClerkID
}

package struct CaptureTaken: EventPayload {
    package static let type = "capture.taken"
    package var capture: CaptureKey
    package var title: String
    package var attachment: Attachment
    package var device: String
    package var place: String
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct CaptureImpossible: EventPayload {
    package static let type = "capture.impossible"
    package var capture: CaptureKey
    package var title: String
    package var reason: String
    package var clerk: ClerkID
}

package struct CaseSigned: EventPayload {
    package static let type = "case.signed"
    package var attachment: Attachment
    package var statement: String
    package var signer: PersonID?
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct CaseSignatureAbsent: EventPayload {
    package static let type = "case.signatureAbsent"
    package var reason: String
    package var witness: String
    package var clerk: ClerkID
}

/// A position as it was decided then: amount, reason, legal basis.
package struct FeePosition: Hashable, Sendable, Codable {
    package var fee: FeeKey
    package var title: String
    package var law: String
    package var reason: String
    /// `nil`: set by the office, nothing is taken here.
    package var amount: Money?
    /// Parts by account; they add up to `amount`.
    package var accounts: [AccountShare]

    package init(
        fee: FeeKey, title: String, law: String, reason: String, amount: Money? = nil, accounts: [AccountShare]
    ) {
        self.fee = fee
        self.title = title
        self.law = law
        self.reason = reason
        self.amount = amount
        self.accounts = accounts
    }
}

package struct AccountShare: Hashable, Sendable, Codable {
    package var account: AccountKey
    package var amount: Money

    package init(account: AccountKey, amount: Money) {
        self.account = account
        self.amount = amount
    }
}

package struct CaseFeesDecided: EventPayload {
    package static let type = "case.feesDecided"
    package var positions: [FeePosition]
    package var catalogue: String
    package var clerk: ClerkID
}

package struct CaseWaiverDecided: EventPayload {
    package static let type = "case.waiverDecided"
    /// What is still to be paid of all positions; zero = waived; `nil` = the decision was taken back.
    package var reducedTo: Money?
    package var reason: String
    package var law: String
    package var clerk: ClerkID
}

package struct CasePaid: EventPayload {
    package static let type = "case.paid"
    package var receipt: ReceiptNumber
    /// Negative when a receipt was reversed.
    package var amount: Money
    /// Of a reversal: the receipt it takes back, the day and the reason, as the book has them.
    package var reverses: ReceiptNumber?
    package var day: CalendarDate?
    package var reason: String?

    package init(
        receipt: ReceiptNumber, amount: Money, reverses: ReceiptNumber? = nil, day: CalendarDate? = nil,
        reason: String? = nil
    ) {
        self.receipt = receipt
        self.amount = amount
        self.reverses = reverses
        self.day = day
        self.reason = reason
    }
}

/// The clerk has gone through the check page with the citizen.
package struct CaseChecked: EventPayload {
    package static let type = "case.checked"
    package var readByCitizen: Bool
    package var clerk: ClerkID
}

package struct CaseNoteAdded: EventPayload {
    package static let type = "case.noteAdded"
    package var text: String
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct CaseTransferred: EventPayload {
    package static let type = "case.transferred"
    package var on: CalendarDate
    /// The code on the citizen's paper that shows the state of the case without a log-in.
    package var code: String
    /// What is missing, in words; empty = complete.
    package var missing: [String]
    /// Where and when the rest follows.
    package var followsAt: String?
    /// Finished at the desk: nothing is left to decide.
    package var finished: Bool
    /// Every attachment that belongs to it.
    package var attachments: [AttachmentID]
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
    /// The case that an answer names as the one this follows.
    package var follows: CaseNumber?
}

package struct CaseCancelled: EventPayload {
    package static let type = "case.cancelled"
    package var reason: String
    package var clerk: ClerkID
}

/// The office has opened and checked every entry and attachment: the case is its own.
package struct CaseReceived: EventPayload {
    package static let type = "case.received"
    package var at: Moment
}

/// Somebody opened the case's page.
package struct CaseLooked: EventPayload {
    package static let type = "case.looked"
    package var clerk: ClerkID
}

package struct CaseTaken: EventPayload {
    package static let type = "case.taken"
    package var fileNumber: String
    package var clerk: ClerkID
}

package struct CaseAskedBack: EventPayload {
    package enum Telling: String, Codable, Hashable, Sendable { case callList, letter }
    package static let type = "case.askedBack"
    package var question: String
    package var due: CalendarDate
    package var telling: Telling
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

/// The citizen was called, or the letter was posted.
package struct CaseAskedBackTold: EventPayload {
    package static let type = "case.askedBackTold"
    package var note: String
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

/// The answer came in as a case of its own.
package struct CaseAnswerReceived: EventPayload {
    package static let type = "case.answerReceived"
    package var follower: CaseNumber
    package var day: CalendarDate
}

package struct CaseForwarded: EventPayload {
    package static let type = "case.forwarded"
    package var unit: UnitKey
    package var reason: String
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct CaseReadyToCollect: EventPayload {
    package static let type = "case.readyToCollect"
    package var place: String
    package var clerk: ClerkID
}

package struct CaseHandedOut: EventPayload {
    package static let type = "case.handedOut"
    package var to: String
    package var clerk: ClerkID
}

package struct CaseWithdrawn: EventPayload {
    package static let type = "case.withdrawn"
    package var reason: String
    package var clerk: ClerkID
}

package struct CaseRejected: EventPayload {
    package static let type = "case.rejected"
    package var reason: String
    package var clerk: ClerkID
}

package struct CaseDone: EventPayload {
    package static let type = "case.done"
    package var note: String?
    package var clerk: ClerkID
}
