package import Casework
package import Hummingbird
package import Pages

/// What the desk refuses has words for a person; where no form can show them they are a page of their own.
extension PageError where Self: Explained {
    package var text: String { message }
    package var title: String { "Das geht so nicht" }
    package var status: HTTPResponse.Status { .conflict }
}

extension CaseRefusal: PageError {}
extension BookRefusal: PageError {
    package var status: HTTPResponse.Status { if case .noSuchReceipt = self { .notFound } else { .conflict } }
}
extension OutingRefusal: PageError {
    package var status: HTTPResponse.Status { self == .noSuchVisit || self == .noSuchPerson ? .notFound : .conflict }
}

extension DeskFault: PageError {
    package var title: String {
        switch self {
        case .noSuchCase, .noSuchVisit, .noSuchService: "Nicht gefunden"
        case .locked, .lockedByOffice, .lockedByAbsence, .replaced: "Der Koffer ist gesperrt"
        case .noOuting: "Kein Außentermin geöffnet"
        case .journal, .keys, .attachment, .takenByOffice: "Nicht gespeichert"
        }
    }

    /// Every page of a locked kit says the same.
    package var hasWayHome: Bool {
        switch self {
        case .lockedByOffice, .lockedByAbsence: false
        default: true
        }
    }

    package var status: HTTPResponse.Status {
        switch self {
        case .noSuchCase, .noSuchVisit, .noSuchService: .notFound
        case .journal, .keys, .attachment: .serviceUnavailable
        case .locked, .lockedByOffice, .lockedByAbsence, .replaced, .noOuting, .takenByOffice: .conflict
        }
    }
}
