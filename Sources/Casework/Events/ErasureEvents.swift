/// The retention of a piece of evidence or a capture is over: its files' keys are gone, the form stays.
package struct CasePartErased: EventPayload {
    package static let type = "case.partErased"
    package var evidence: EvidenceKey?
    package var capture: CaptureKey?
    /// As the form called it then.
    package var title: String

    /// Nil for a part that has no retention of its own.
    package init?(_ part: Case.Part, title: String) {
        switch part {
        case .evidence(let key): evidence = key
        case .capture(let key): capture = key
        default: return nil
        }
        self.title = title
    }

    package var part: Case.Part? {
        evidence.map { .evidence($0) } ?? capture.map { .capture($0) }
    }
}

/// The case's key is gone for good. The entry is in clear, for nothing else of the case can be read from then on.
package struct CaseErased: EventPayload {
    package enum Cause: String, Codable, Hashable, Sendable {
        case retention
        /// Its citizen withdrew it at the desk.
        case cancelled
        /// It was erased before the office was restored from an older backup.
        case repeated

        /// As it stands on the page.
        package var german: String {
            switch self {
            case .retention: "Aufbewahrung abgelaufen"
            case .cancelled: "am Koffer abgebrochen"
            case .repeated: "nach einer Wiederherstellung noch einmal"
            }
        }
    }

    package static let type = "case.erased"
    package var because: Cause
    /// Where the case stood; nil where that was not known any more.
    package var state: CaseState?

    package init(because: Cause, state: CaseState?) {
        self.because = because
        self.state = state
    }
}
