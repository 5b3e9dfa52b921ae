package import Identity

/// Why a card could not be read or written. Names no person and no secret.
package enum CardProblem: Error, Equatable, Sendable {
    // Reader and card
    case serviceMissing
    case readerMissing
    case cardMissing
    case cardRemoved
    /// Another program holds the card.
    case readerBusy
    case readerFailed(code: Int64)
    /// Nobody waits for it any longer.
    case readerSilent
    /// The reader's own keys could not be used.
    case padFailed
    /// The holder pressed cancel on the reader, or waited too long.
    case padAbandoned
    /// The new PIN was typed in two ways on the reader, or is not six digits long.
    case padTypedTwo
    // Conversation
    case answerUnreadable(CardStep)
    case answerForged(CardStep)
    case refused(CardStep, StatusWord)
    case fileBroken(CardStep)
    /// Longer than such a file may be, or than short commands reach (32,767 bytes).
    case fileTooLong(CardStep)
    case protocolUnknown(CardStep)
    case libraryFailed(String)
    // Passwords
    case passwordWrong(PasswordKind, triesLeft: Int?)
    /// One try is left, and the card wants the CAN before it.
    case pinSuspended
    case passwordBlocked(PasswordKind)
    /// The eID function is switched off.
    case pinDeactivated
    /// Cut off while a new PIN was set: it may be on the card already.
    case pinUnsettled
    // Change terminal
    case certificateUnreadable
    case certificateForged
    case certificateExpired(CivilDate)
    case certificateNotYetGood(CivilDate)
    case rightMissing(TerminalRight)
    case certificateForeign
    case terminalRefused(StatusWord)
    // Chip
    case securityForged
    case securitySignerUnknown
    case chipForged
    // Writing
    /// The card has no room for it; what stood there before stands there.
    case dataTooLong(DataGroup)
    case dataUnreadable(DataGroup)
    case writingNotConfirmed(DataGroup)
    case changedElsewhere
    /// Not the card on which the change was begun that is to be settled.
    case otherCard
}
