/// The registries: which body belongs to which event. One line an event, both ways.

extension CaseEvent: SubjectEvent {
    package static let codec = EventCodec<CaseEvent>([
        .init(CaseOpened.self) { .opened($0) },
        .init(CaseAnswered.self) { .answered($0) },
        .init(CasePersonJoined.self) { .personJoined($0) },
        .init(CasePersonLeft.self) { .personLeft($0) },
        .init(CaseEvidenceSeen.self) { .evidenceSeen($0) },
        .init(CaseEvidenceScanned.self) { .evidenceScanned($0) },
        .init(CaseEvidenceWithdrawn.self) { .evidenceWithdrawn($0) },
        .init(CaptureCoded.self) { .captureCoded($0) },
        .init(CaptureTaken.self) { .captureTaken($0) },
        .init(CaptureImpossible.self) { .captureImpossible($0) },
        .init(CaseSigned.self) { .signed($0) },
        .init(CaseSignatureAbsent.self) { .signatureAbsent($0) },
        .init(CaseFeesDecided.self) { .feesDecided($0) },
        .init(CaseWaiverDecided.self) { .waiverDecided($0) },
        .init(CasePaid.self) { .paid($0) },
        .init(CaseChecked.self) { .checked($0) },
        .init(ChipChangeBegun.self) { .chipChangeBegun($0) },
        .init(ChipChangeEnded.self) { .chipChangeEnded($0) },
        .init(ChipPINBegun.self) { .chipPINBegun($0) },
        .init(ChipPINServed.self) { .chipPINServed($0) },
        .init(CaseNoteAdded.self) { .noteAdded($0) },
        .init(CaseTransferred.self) { .transferred($0) },
        .init(CaseCancelled.self) { .cancelled($0) },
        .init(CaseReceived.self) { .received($0) },
        .init(CaseLooked.self) { .looked($0) },
        .init(CaseTaken.self) { .taken($0) },
        .init(CaseAskedBack.self) { .askedBack($0) },
        .init(CaseAskedBackTold.self) { .askedBackTold($0) },
        .init(CaseAnswerReceived.self) { .answerReceived($0) },
        .init(CaseForwarded.self) { .forwarded($0) },
        .init(CaseReadyToCollect.self) { .readyToCollect($0) },
        .init(CaseHandedOut.self) { .handedOut($0) },
        .init(CaseWithdrawn.self) { .withdrawn($0) },
        .init(CaseRejected.self) { .rejected($0) },
        .init(CaseDone.self) { .done($0) },
        .init(CasePartErased.self) { .partErased($0) },
        .init(CaseErased.self) { .erased($0) },
    ])

    package var payload: (any EventPayload)? {
        switch self {
        case .opened(let payload): payload
        case .answered(let payload): payload
        case .personJoined(let payload): payload
        case .personLeft(let payload): payload
        case .evidenceSeen(let payload): payload
        case .evidenceScanned(let payload): payload
        case .evidenceWithdrawn(let payload): payload
        case .captureCoded(let payload): payload
        case .captureTaken(let payload): payload
        case .captureImpossible(let payload): payload
        case .signed(let payload): payload
        case .signatureAbsent(let payload): payload
        case .feesDecided(let payload): payload
        case .waiverDecided(let payload): payload
        case .paid(let payload): payload
        case .checked(let payload): payload
        case .chipChangeBegun(let payload): payload
        case .chipChangeEnded(let payload): payload
        case .chipPINBegun(let payload): payload
        case .chipPINServed(let payload): payload
        case .noteAdded(let payload): payload
        case .transferred(let payload): payload
        case .cancelled(let payload): payload
        case .received(let payload): payload
        case .looked(let payload): payload
        case .taken(let payload): payload
        case .askedBack(let payload): payload
        case .askedBackTold(let payload): payload
        case .answerReceived(let payload): payload
        case .forwarded(let payload): payload
        case .readyToCollect(let payload): payload
        case .handedOut(let payload): payload
        case .withdrawn(let payload): payload
        case .rejected(let payload): payload
        case .done(let payload): payload
        case .partErased(let payload): payload
        case .erased(let payload): payload
        case .unknown: nil
        }
    }
}

extension OutingEvent: SubjectEvent {
    package static let codec = EventCodec<OutingEvent>([
        .init(OutingOpened.self) { .opened($0) },
        .init(OutingClosed.self) { .closed($0) },
        .init(TicketTaken.self) { .ticketTaken($0) },
        .init(TicketCalled.self) { .ticketCalled($0) },
        .init(TicketParked.self) { .ticketParked($0) },
        .init(TicketReturned.self) { .ticketReturned($0) },
        .init(TicketNoShow.self) { .ticketNoShow($0) },
        .init(TicketForwarded.self) { .ticketForwarded($0) },
        .init(AppointmentMissed.self) { .appointmentMissed($0) },
        .init(VisitStarted.self) { .visitStarted($0) },
        .init(PersonAdded.self) { .personAdded($0) },
        .init(PersonAttributeSet.self) { .personAttributeSet($0) },
        .init(PersonRoleSet.self) { .personRoleSet($0) },
        .init(PersonRemoved.self) { .personRemoved($0) },
        .init(DocumentRead.self) { .documentRead($0) },
        .init(DocumentChipRead.self) { .chipRead($0) },
        .init(VisitCaseAdded.self) { .caseAdded($0) },
        .init(VisitForwarded.self) { .visitForwarded($0) },
        .init(VisitEnded.self) { .visitEnded($0) },
    ])

    package var payload: (any EventPayload)? {
        switch self {
        case .opened(let payload): payload
        case .closed(let payload): payload
        case .ticketTaken(let payload): payload
        case .ticketCalled(let payload): payload
        case .ticketParked(let payload): payload
        case .ticketReturned(let payload): payload
        case .ticketNoShow(let payload): payload
        case .ticketForwarded(let payload): payload
        case .appointmentMissed(let payload): payload
        case .visitStarted(let payload): payload
        case .personAdded(let payload): payload
        case .personAttributeSet(let payload): payload
        case .personRoleSet(let payload): payload
        case .personRemoved(let payload): payload
        case .documentRead(let payload): payload
        case .chipRead(let payload): payload
        case .caseAdded(let payload): payload
        case .visitForwarded(let payload): payload
        case .visitEnded(let payload): payload
        case .unknown: nil
        }
    }
}

extension BookEvent: SubjectEvent {
    package static let codec = EventCodec<BookEvent>([
        .init(CashDayOpened.self) { .dayOpened($0) },
        .init(ReceiptIssued.self) { .receiptIssued($0) },
        .init(ReceiptReversed.self) { .receiptReversed($0) },
        .init(ReceiptPrinted.self) { .receiptPrinted($0) },
        .init(CashCounted.self) { .counted($0) },
        .init(CashDayClosed.self) { .dayClosed($0) },
        .init(ClerkLoggedIn.self) { .loggedIn($0) },
        .init(ClerkLoggedOut.self) { .loggedOut($0) },
        .init(ClockChecked.self) { .clockChecked($0) },
        .init(MatterSettled.self) { .matterSettled($0) },
        .init(SubstituteAdmitted.self) { .substituteAdmitted($0) },
        .init(RegisterLooked.self) { .registerLooked($0) },
        .init(StickersCounted.self) { .stickersCounted($0) },
        .init(StickerUsed.self) { .stickerUsed($0) },
        .init(StickerSpoiled.self) { .stickerSpoiled($0) },
        .init(StickersCountedBack.self) { .stickersCountedBack($0) },
    ])

    package var payload: (any EventPayload)? {
        switch self {
        case .dayOpened(let payload): payload
        case .receiptIssued(let payload): payload
        case .receiptReversed(let payload): payload
        case .receiptPrinted(let payload): payload
        case .counted(let payload): payload
        case .dayClosed(let payload): payload
        case .loggedIn(let payload): payload
        case .loggedOut(let payload): payload
        case .clockChecked(let payload): payload
        case .matterSettled(let payload): payload
        case .substituteAdmitted(let payload): payload
        case .registerLooked(let payload): payload
        case .stickersCounted(let payload): payload
        case .stickerUsed(let payload): payload
        case .stickerSpoiled(let payload): payload
        case .stickersCountedBack(let payload): payload
        case .unknown: nil
        }
    }
}

extension StatisticsEvent: SubjectEvent {
    package static let codec = EventCodec<StatisticsEvent>([
        .init(VisitCounted.self) { .visitEnded($0) },
        .init(CaseCounted.self) { .caseTransferred($0) },
        .init(TakingsCounted.self) { .taken($0) },
        .init(OutingCounted.self) { .outing($0) },
    ])

    package var payload: (any EventPayload)? {
        switch self {
        case .visitEnded(let payload): payload
        case .caseTransferred(let payload): payload
        case .taken(let payload): payload
        case .outing(let payload): payload
        case .unknown: nil
        }
    }
}
