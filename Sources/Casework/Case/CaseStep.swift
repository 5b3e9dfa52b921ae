/// What an event does to the state of its case. It follows from the event's type alone, so that a sealed case has a state too.
enum CaseStep: Hashable, Sendable {
    case open
    /// Answers, persons, evidence, captures, signature, fees: what the desk records.
    case record
    /// What is done at the chip of a card: only at the desk, and it stays in the history.
    case chip
    /// Notes, looks and payments have their place in every state.
    case remark
    case transfer, cancel, receive
    case take, askBack, tell, receiveAnswer, forward, makeReady, handOut, withdraw, reject, finish
    /// Of another release.
    case unknown

    /// - Parameter beforeQuestion: the state to go back to when the question is answered.
    /// - Returns: `nil` where the step has no place in the state.
    func state(after state: CaseState, beforeQuestion: CaseState) -> CaseState? {
        let isWorkedOn = state == .new || state == .inWork || state == .forwarded
        return switch self {
        case .remark, .unknown: state
        case .open, .record, .chip: state == .open ? .open : nil
        case .transfer: state == .open ? .transferred : nil
        case .cancel: state == .open ? .cancelled : nil
        case .receive: state == .transferred ? .new : nil
        case .take: isWorkedOn ? .inWork : nil
        case .askBack: isWorkedOn ? .askedBack : nil
        case .tell: state == .askedBack ? .askedBack : nil
        // An answer that comes late is kept and changes nothing.
        case .receiveAnswer: state == .askedBack ? beforeQuestion : state.isAtOffice ? state : nil
        case .forward: isWorkedOn || state == .askedBack ? .forwarded : nil
        case .makeReady: isWorkedOn ? .readyToCollect : nil
        case .handOut: state == .readyToCollect ? .handedOut : nil
        case .withdraw: state.isAtOffice && !state.isEnded ? .withdrawn : nil
        case .reject: isWorkedOn || state == .askedBack ? .rejected : nil
        case .finish: isWorkedOn ? .done : nil
        }
    }

    init(_ event: CaseEvent) {
        switch event {
        case .opened: self = .open
        case .answered, .personJoined, .personLeft, .evidenceSeen, .evidenceScanned, .evidenceWithdrawn, .captureCoded,
            .captureTaken, .captureImpossible, .signed, .signatureAbsent, .feesDecided, .waiverDecided, .checked:
            self = .record
        case .chipChangeBegun, .chipChangeEnded, .chipPINBegun, .chipPINServed: self = .chip
        case .paid, .noteAdded, .looked, .partErased, .erased: self = .remark
        case .transferred: self = .transfer
        case .cancelled: self = .cancel
        case .received: self = .receive
        case .taken: self = .take
        case .askedBack: self = .askBack
        case .askedBackTold: self = .tell
        case .answerReceived: self = .receiveAnswer
        case .forwarded: self = .forward
        case .readyToCollect: self = .makeReady
        case .handedOut: self = .handOut
        case .withdrawn: self = .withdraw
        case .rejected: self = .reject
        case .done: self = .finish
        case .unknown: self = .unknown
        }
    }

    /// Of an event whose body cannot be read.
    init(type: String) {
        self = Self.byType[type] ?? .unknown
    }

    private static let byType: [String: CaseStep] = [
        CaseOpened.type: .open,
        CaseAnswered.type: .record, CasePersonJoined.type: .record, CasePersonLeft.type: .record,
        CaseEvidenceSeen.type: .record, CaseEvidenceScanned.type: .record, CaseEvidenceWithdrawn.type: .record,
        CaptureCoded.type: .record, CaptureTaken.type: .record, CaptureImpossible.type: .record,
        CaseSigned.type: .record, CaseSignatureAbsent.type: .record, CaseFeesDecided.type: .record,
        CaseWaiverDecided.type: .record, CaseChecked.type: .record,
        ChipChangeBegun.type: .chip, ChipChangeEnded.type: .chip, ChipPINBegun.type: .chip,
        ChipPINServed.type: .chip,
        CasePaid.type: .remark, CaseNoteAdded.type: .remark, CaseLooked.type: .remark,
        CasePartErased.type: .remark, CaseErased.type: .remark,
        CaseTransferred.type: .transfer, CaseCancelled.type: .cancel, CaseReceived.type: .receive,
        CaseTaken.type: .take, CaseAskedBack.type: .askBack, CaseAskedBackTold.type: .tell,
        CaseAnswerReceived.type: .receiveAnswer, CaseForwarded.type: .forward, CaseReadyToCollect.type: .makeReady,
        CaseHandedOut.type: .handOut, CaseWithdrawn.type: .withdraw, CaseRejected.type: .reject, CaseDone.type: .finish,
    ]
}
