/// Why something was not sent. `message` is for the clerk: what is the matter and what to do.
package enum SyncTrouble: Error, Hashable, Sendable {
    case noConnection
    case timedOut
    /// The other end has no certificate of our authority, or does not take ours.
    case untrusted
    /// Our own certificate is past its last day.
    case certificateEnded
    case turnedAway(SyncProblem.Kind)
    case status(Int)
    case unreadableAnswer
    case entries(EntriesFault.Kind)
    case keysRefused(Int)
    case attachment(AttachmentAnswer.Fault)
    /// The office answered, and nothing went forward.
    case noProgress
    case feed(FeedFault)
    /// Something on this kit's own disk could not be read or written.
    case ownDisk(String)
    case journalIsBehind

    /// True when it is the line and not the thing that was sent.
    package var isOfTheLine: Bool {
        switch self {
        case .noConnection, .timedOut, .untrusted, .certificateEnded: true
        default: false
        }
    }

    package var message: String {
        switch self {
        case .noConnection:
            "Keine Verbindung zur Zentrale. Weiterarbeiten ist möglich, gesendet wird von selbst, sobald ein Netz da ist."
        case .timedOut:
            "Die Verbindung ist zu langsam oder abgerissen. Weiterarbeiten ist möglich, es wird von selbst fortgesetzt."
        case .untrusted:
            "Die Gegenstelle weist sich nicht als Zentrale aus oder kennt das Zertifikat dieses Koffers nicht. "
                + "Ein anderes Netz versuchen; hilft das nicht, die Zentrale anrufen."
        case .certificateEnded:
            "Das Zertifikat dieses Koffers ist abgelaufen. Weiterarbeiten ist möglich, alles bleibt gespeichert; gesendet "
                + "wird erst mit einem neuen. Die IT erneuert es mit „amtskoffer kit renew“."
        case .turnedAway(.unknownKit): Refusal.unknownKit.message
        case .turnedAway(.locked): Refusal.locked.message
        case .turnedAway(.notPossibleNow), .status:
            "Die Zentrale kann gerade nichts annehmen. Es wird von selbst wieder versucht; "
                + "hält es bis morgen an, die Zentrale anrufen."
        case .turnedAway, .unreadableAnswer:
            "Koffer und Zentrale verstehen sich nicht. Beide Programme auf den gleichen Stand bringen lassen."
        case .entries(.gap), .noProgress:
            "Die Übertragung kommt nicht voran. Es wird von selbst wieder versucht; "
                + "hält es bis morgen an, die Zentrale anrufen."
        case .entries(.oldGeneration): Refusal.oldGeneration.message
        case .entries(.locked), .attachment(.locked): Refusal.locked.message
        case .entries: Refusal.forked.message
        case .keysRefused(let count):
            "Die Zentrale hat \(count == 1 ? "einen Schlüssel" : "\(count) Schlüssel") nicht angenommen. "
                + "Die Zentrale anrufen; am Koffer bleibt alles lesbar."
        case .attachment(.hash):
            "Eine Anlage kam verändert an und wird noch einmal gesendet."
        case .attachment(.unknown):
            "Eine Anlage wartet, bis die Zentrale ihren Eintrag hat. Sie wird von selbst gesendet."
        case .attachment(.tooLong):
            "Die Zentrale nimmt eine Anlage nicht an. Die Zentrale anrufen; am Koffer bleibt sie erhalten."
        case .feed:
            "Nachrichten der Zentrale sind nicht echt oder nicht vollständig und wurden nicht übernommen. "
                + "Die Zentrale anrufen."
        case .ownDisk(let reason): reason
        case .journalIsBehind:
            "Auf diesem Koffer fehlen Einträge, die die Zentrale schon hat. Den Koffer aus dem Spiegel "
                + "wiederherstellen oder die Zentrale anrufen."
        }
    }
}
