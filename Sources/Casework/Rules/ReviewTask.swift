/// A line of the task list of a case. Tasks may be done in any order.
package struct ReviewTask: Hashable, Sendable {
    /// In the order of the list: Angaben, Unterlagen, Erfassung, Prüfen.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case details, documents, captures, check

        package var german: String {
            switch self {
            case .details: "Angaben"
            case .documents: "Unterlagen"
            case .captures: "Erfassung"
            case .check: "Prüfen"
            }
        }
    }

    package enum State: Hashable, Sendable {
        case done
        /// What is missing, in words; never empty.
        case open([String])
        case notNeeded
    }

    package let kind: Kind
    package let state: State

    /// `1 fehlt`, `3 fehlen`, `erledigt`, `nicht nötig`
    package var german: String {
        switch state {
        case .done: "erledigt"
        case .notNeeded: "nicht nötig"
        case .open(let missing): kind == .check ? "offen" : missing.count == 1 ? "1 fehlt" : "\(missing.count) fehlen"
        }
    }

    static func list(
        missing: [Missing], failures: [CaseReview.Failure], isChecked: Bool, hasDetails: Bool, hasDocuments: Bool,
        hasCaptures: Bool
    ) -> [ReviewTask] {
        Kind.allCases.map { kind in
            var open = missing.filter { $0.task == kind }.map(\.name)
            let isNeeded: Bool
            switch kind {
            case .details:
                open += failures.map(\.message.de)
                isNeeded = hasDetails
            case .documents: isNeeded = hasDocuments
            case .captures: isNeeded = hasCaptures
            case .check:
                if !isChecked { open.append("Angaben gemeinsam durchgehen") }
                isNeeded = true
            }
            let state: State = open.isEmpty ? (isNeeded ? .done : .notNeeded) : .open(open)
            return ReviewTask(kind: kind, state: state)
        }
    }
}
