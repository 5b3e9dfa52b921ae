import HTTPTypes
import Pages

/// What the office's pages do not show or do, in words for a person.
enum OfficeRefusal: PageError, Hashable {
    /// There is no such case, or it is another unit's: the two are not told apart.
    case noSuchCase
    /// Its retention is over.
    case erased
    case noSuchDocument
    case documentUnreadable
    case headOnly
    case blocked
    case noSuchKit
    case noSuchClerk
    case noSuchOpening
    case noSuchAppointment

    var status: HTTPResponse.Status {
        switch self {
        case .noSuchCase, .noSuchDocument, .noSuchKit, .noSuchClerk, .noSuchOpening, .noSuchAppointment: .notFound
        case .erased: .gone
        case .documentUnreadable: .internalServerError
        case .headOnly, .blocked: .forbidden
        }
    }

    var title: String {
        switch self {
        case .noSuchCase: "Dieser Vorgang ist hier nicht zu sehen"
        case .erased: "Dieser Vorgang ist gelöscht"
        case .noSuchDocument: "Diese Unterlage gibt es nicht"
        case .documentUnreadable: "Diese Unterlage lässt sich nicht öffnen"
        case .headOnly: "Das ist der Leitung vorbehalten"
        case .blocked: "Dieser Zugang ist gesperrt"
        case .noSuchKit: "Diesen Koffer gibt es nicht"
        case .noSuchClerk: "Diese Kennung gibt es nicht"
        case .noSuchOpening: "Diesen Außentermin gibt es nicht"
        case .noSuchAppointment: "Diesen Termin gibt es nicht"
        }
    }

    var text: String {
        switch self {
        case .noSuchCase:
            "Es gibt ihn nicht, oder er liegt bei einer Organisationseinheit, zu der Sie nicht gehören. Prüfen Sie die Nummer oder fragen Sie die Leitung."
        case .erased:
            "Seine Aufbewahrung ist abgelaufen, nichts davon ist mehr lesbar. Wann das war, sieht die Leitung unter „Löschungen“. Nehmen Sie Fehlendes neu auf."
        case .noSuchDocument: "Gehen Sie zum Vorgang zurück und öffnen Sie die Unterlage dort."
        case .documentUnreadable:
            "Die Datei wurde verändert oder ihr Schlüssel fehlt. Rufen Sie die Betreuung an; der Vorgang selbst bleibt lesbar."
        case .headOnly: "Bitten Sie die Leitung darum."
        case .blocked: "Fragen Sie die Leitung. Ihre Vorgänge sind davon nicht betroffen."
        case .noSuchKit: "Gehen Sie zur Liste der Koffer."
        case .noSuchClerk: "Gehen Sie zur Liste der Mitarbeiter."
        case .noSuchOpening: "Gehen Sie zur Liste der Termine."
        case .noSuchAppointment: "Er ist abgesagt oder verschoben. Gehen Sie zur Liste der Termine."
        }
    }
}
