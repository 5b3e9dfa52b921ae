/// Where a case stands. Until it is transferred it is the kit's, then the office's.
package enum CaseState: String, Hashable, Sendable, Codable, CaseIterable {
    // At the desk.
    case open, transferred, cancelled
    // At the office, from the moment it has acknowledged the case.
    case new, inWork, askedBack, forwarded, readyToCollect, handedOut, withdrawn, rejected, done

    /// The office has acknowledged it.
    package var isAtOffice: Bool {
        switch self {
        case .open, .transferred, .cancelled: false
        default: true
        }
    }

    /// Nothing is left to do; retention counts from here.
    package var isEnded: Bool {
        switch self {
        case .cancelled, .handedOut, .withdrawn, .rejected, .done: true
        default: false
        }
    }

    /// Whether the office's deadline runs.
    package var isAwaitingDecision: Bool {
        switch self {
        case .new, .inWork, .askedBack, .forwarded: true
        default: false
        }
    }

    /// As it stands on the pages.
    package var german: String {
        switch self {
        case .open: "in Aufnahme"
        case .transferred: "abgegeben"
        case .cancelled: "abgebrochen"
        case .new: "neu"
        case .inWork: "in Arbeit"
        case .askedBack: "Rückfrage offen"
        case .forwarded: "weitergeleitet"
        case .readyToCollect: "abholbereit"
        case .handedOut: "ausgehändigt"
        case .withdrawn: "zurückgenommen"
        case .rejected: "abgelehnt"
        case .done: "erledigt"
        }
    }
}
