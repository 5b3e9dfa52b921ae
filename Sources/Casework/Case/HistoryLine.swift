/// One line of a case's history: what happened, when, by whom. Answers are not in it; they stand in the journal.
package struct HistoryLine: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        case event(CaseEvent)
        /// The body cannot be read.
        case closed(type: String, version: Int)
    }

    package let at: Moment
    /// The case's revision after it.
    package let revision: Int
    package let what: What
    package let stateBefore: CaseState

    /// Somebody only opened the page.
    package var isLook: Bool {
        if case .event(.looked) = what { true } else { false }
    }

    package var clerk: ClerkID? {
        guard case .event(let event) = what else { return nil }
        return switch event {
        case .opened(let it): it.clerk
        case .chipChangeBegun(let it): it.clerk
        case .chipChangeEnded(let it): it.clerk
        case .chipPINBegun(let it): it.clerk
        case .chipPINServed(let it): it.clerk
        case .noteAdded(let it): it.clerk
        case .transferred(let it): it.clerk
        case .cancelled(let it): it.clerk
        case .looked(let it): it.clerk
        case .taken(let it): it.clerk
        case .askedBack(let it): it.clerk
        case .askedBackTold(let it): it.clerk
        case .forwarded(let it): it.clerk
        case .readyToCollect(let it): it.clerk
        case .handedOut(let it): it.clerk
        case .withdrawn(let it): it.clerk
        case .rejected(let it): it.clerk
        case .done(let it): it.clerk
        default: nil
        }
    }

    /// The unit the case went to, for the page to name it by its title.
    package var unit: UnitKey? {
        if case .event(.forwarded(let it)) = what { it.unit } else { nil }
    }

    /// As it stands on the page.
    package var german: String {
        switch what {
        case .closed(let type, _):
            CaseStep(type: type) == .unknown
                ? "Eintrag einer anderen Programmversion, verschlossen" : "Eintrag, dessen Inhalt verschlossen ist"
        case .event(let event): Self.german(event)
        }
    }

    private static func german(_ event: CaseEvent) -> String {
        switch event {
        case .opened(let it):
            if let follows = it.follows {
                "Aufgenommen zu Vorgang \(follows.text)"
            } else if let venue = it.venueTitle {
                "Aufgenommen in \(venue)"
            } else {
                "Aufgenommen"
            }
        case .noteAdded(let it): "Notiz: \(it.text)"
        case .paid(let it):
            if let reverses = it.reverses {
                "Zahlung storniert: \((-it.amount).german), Beleg \(reverses.text) mit Beleg \(it.receipt.text)"
                    + (it.day.map { " am \($0.german)" } ?? "") + (it.reason.map { ", \($0)" } ?? "")
            } else if it.amount < .zero {
                "Zurückgezahlt: \((-it.amount).german), Beleg \(it.receipt.text)"
            } else {
                "Bezahlt: \(it.amount.german), Beleg \(it.receipt.text)"
            }
        case .transferred(let it): transferred(it)
        case .cancelled(let it): "Abgebrochen: \(it.reason)"
        case .received: "In der Zentrale angekommen"
        case .looked: "Angesehen"
        case .taken(let it): "In Arbeit genommen, Aktenzeichen \(it.fileNumber)"
        case .askedBack(let it): "Rückfrage, Antwort bis \(it.due.german): \(it.question)"
        case .askedBackTold(let it): "Rückfrage mitgeteilt: \(it.note)"
        case .answerReceived(let it): "Antwort eingegangen am \(it.day.german): Vorgang \(it.follower.text)"
        case .forwarded(let it): "Weitergeleitet: \(it.reason)"
        case .readyToCollect(let it): "Abholbereit: \(it.place)"
        case .handedOut(let it): "Ausgehändigt an: \(it.to)"
        case .withdrawn(let it): "Zurückgenommen: \(it.reason)"
        case .rejected(let it): "Abgelehnt: \(it.reason)"
        case .done(let it): it.note.map { "Erledigt: \($0)" } ?? "Erledigt"
        case .partErased(let it): "Gelöscht, weil die Aufbewahrung abgelaufen ist: \(it.title)"
        case .erased(let it): "Inhalt gelöscht: \(it.because.german)"
        case .chipChangeBegun, .chipChangeEnded, .chipPINBegun, .chipPINServed: event.chipGerman ?? ""
        case .unknown: "Eintrag einer anderen Programmversion"
        case .answered, .personJoined, .personLeft, .evidenceSeen, .evidenceScanned, .evidenceWithdrawn, .captureCoded,
            .captureTaken, .captureImpossible, .signed, .signatureAbsent, .feesDecided, .waiverDecided, .checked:
            "Änderung an der Aufnahme"
        }
    }

    private static func transferred(_ it: CaseTransferred) -> String {
        let of = it.follows.map { " zu Vorgang \($0.text)" } ?? ""
        if it.finished { return "Am Tisch abgeschlossen und abgegeben\(of)" }
        if it.missing.isEmpty { return "Vollständig abgegeben\(of)" }
        let follows = it.followsAt.map { "; wird nachgereicht: \($0)" } ?? ""
        return "Unvollständig abgegeben\(of), es fehlt: \(it.missing.joined(separator: ", "))\(follows)"
    }
}
