import Casework
import Pages

/// The tabs of the inbox.
enum InboxFilter: String, CaseIterable, Sendable {
    case new = "neu"
    case inWork = "in-arbeit"
    case overdue = "ueberfaellig"
    case askedBack = "rueckfrage"
    case ready = "abholbereit"
    case ended = "erledigt"

    var title: String {
        switch self {
        case .new: "Neu"
        case .inWork: "In Arbeit"
        case .overdue: "Überfällig"
        case .askedBack: "Rückfrage"
        case .ready: "Abholbereit"
        case .ended: "Erledigt"
        }
    }

    func holds(_ item: Case, on day: CalendarDate) -> Bool {
        switch self {
        case .new: item.state == .new || item.state == .forwarded
        case .inWork: item.state == .inWork
        case .overdue: item.isOverdue(on: day)
        case .askedBack: item.state == .askedBack
        case .ready: item.state == .readyToCollect
        case .ended: item.state.isEnded
        }
    }

    var empty: EmptyState {
        switch self {
        case .new: EmptyState("Nichts Neues", "Neue Vorgänge erscheinen hier, sobald ein Koffer sie übertragen hat.")
        case .inWork: EmptyState("Nichts in Arbeit", "Nehmen Sie einen neuen Vorgang in Arbeit.")
        case .overdue: EmptyState("Nichts überfällig", "Alle Fristen sind eingehalten.")
        case .askedBack:
            EmptyState("Keine Rückfrage offen", "Rückfragen, auf die noch niemand geantwortet hat, stehen hier.")
        case .ready: EmptyState("Nichts abholbereit", "Was fertig ist und auf Abholung wartet, steht hier.")
        case .ended: EmptyState("Noch nichts erledigt", "Abgeschlossene Vorgänge bleiben hier, bis ihre Frist abläuft.")
        }
    }
}

extension CaseState {
    var tone: Tone {
        switch self {
        case .new, .forwarded: .information
        case .inWork: .busy
        case .askedBack: .warning
        case .readyToCollect: .good
        case .done, .handedOut: .good
        case .rejected, .withdrawn, .cancelled: .idle
        case .open, .transferred: .idle
        }
    }

    var tag: HTML { StatusTag(tone, german).html }
}
