/// What somebody wants to do with a case: who, having seen which revision, with which form, and the act itself.
package struct CaseCommand: Hashable, Sendable {
    package enum Act: Hashable, Sendable {
        // At the desk.
        case answer(FieldKey, label: String, value: FieldValue?, shown: String?, source: CaseAnswered.Source)
        case join(PersonID, as: Role, attributes: [PersonAttribute: FieldValue])
        case leave(PersonID, as: Role)
        case seeEvidence(EvidenceKey, title: String, note: String?)
        case scanEvidence(EvidenceKey, title: String, Attachment)
        /// One scan, or the mark "seen" when none is named.
        case withdrawEvidence(EvidenceKey, AttachmentID?)
        case codeCapture(CaptureKey, title: String, code: String)
        case takeCapture(CaptureKey, title: String, Attachment, device: String, place: String)
        case giveUpCapture(CaptureKey, title: String, reason: String)
        case sign(Attachment, statement: String, signer: PersonID?)
        case recordAbsentSignature(reason: String, witness: String)
        case decideFees([FeePosition], catalogue: String)
        case decideWaiver(CaseRecord.Waiver)
        case takeBackWaiver
        case pay(ReceiptNumber, Money)
        case check(readByCitizen: Bool)
        /// Goes before the first byte that is written.
        case beginChipChange(String, isSimulated: Bool)
        case endChipChange(ChipChangeEnded.Outcome, isSimulated: Bool)
        case beginPIN(isSimulated: Bool)
        case servePIN(ChipPINServed.Act, isSimulated: Bool)
        case transfer(Transfer)
        case cancel(reason: String)
        // In every state.
        /// What the book says of the case's money: a reversal, or a receipt given after the transfer.
        case settle(CaseReceipts.Line)
        case note(String)
        case look
        // At the office.
        case receive(at: Moment)
        case take(fileNumber: String)
        case askBack(question: String, due: CalendarDate, telling: CaseAskedBack.Telling, today: CalendarDate)
        case tell(note: String)
        case receiveAnswer(follower: CaseNumber, day: CalendarDate)
        case forward(to: UnitKey, reason: String)
        case makeReady(place: String)
        case handOut(to: String)
        case withdraw(reason: String)
        case reject(reason: String)
        case finish(note: String?)
    }

    /// What the review of the case found, and how the clerk wants to give it away.
    package struct Transfer: Hashable, Sendable {
        package let on: CalendarDate
        package let code: String
        /// Rules that do not hold, in words: with one of them it is no application of this service.
        package let hindrances: [String]
        /// What is missing, in words. An unpaid fee is added by the decision itself.
        package let missing: [String]
        /// The clerk chose "unvollständig abgeben".
        package let asIncomplete: Bool
        /// Where and when the rest follows.
        package let followsAt: String?
        /// The service ends at the desk.
        package let finished: Bool
        /// The case that an answer names as the one this follows.
        package let follows: CaseNumber?

        package init(
            on: CalendarDate, code: String, hindrances: [String], missing: [String], asIncomplete: Bool,
            followsAt: String?, finished: Bool, follows: CaseNumber? = nil
        ) {
            self.on = on
            self.code = code
            self.hindrances = hindrances
            self.missing = missing
            self.asIncomplete = asIncomplete
            self.followsAt = followsAt
            self.finished = finished
            self.follows = follows
        }
    }

    package let by: ClerkID
    /// The revision the page showed; `nil` where the command does not rest on what a page showed.
    package let seen: Int?
    /// The form's token; the same form sent twice does it once.
    package let token: String?
    package let act: Act

    package init(by clerk: ClerkID, seen: Int? = nil, token: String? = nil, _ act: Act) {
        by = clerk
        self.seen = seen
        self.token = token
        self.act = act
    }
}
