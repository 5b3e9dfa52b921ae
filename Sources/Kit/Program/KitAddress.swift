package import Casework
import Foundation

/// The addresses of the kit's pages. No page writes one by hand; none holds a name.
package enum KitAddress {
    package static let today = "/heute"
    package static let newVisit = "/vorsprachen/neu"
    package static let visits = "/vorsprachen"

    // MARK: A visit

    package static func visit(_ id: VisitID) -> String { "/vorsprache/\(id.text)" }
    package static func zone(_ id: VisitID) -> String { visit(id) + "/zone" }
    package static func readChip(_ id: VisitID) -> String { visit(id) + "/chip" }
    package static func services(_ id: VisitID) -> String { visit(id) + "/leistung" }
    package static func persons(_ id: VisitID) -> String { visit(id) + "/personen" }
    package static func person(_ person: PersonID, in id: VisitID) -> String { visit(id) + "/person/\(person.text)" }
    package static func personAnswer(_ person: PersonID, in id: VisitID) -> String {
        self.person(person, in: id) + "/antwort"
    }
    package static func removePerson(_ person: PersonID, in id: VisitID) -> String {
        self.person(person, in: id) + "/entfernen"
    }
    package static func bill(_ id: VisitID) -> String { visit(id) + "/rechnung" }
    package static func endVisit(_ id: VisitID) -> String { visit(id) + "/beenden" }
    package static func forwardVisit(_ id: VisitID) -> String { visit(id) + "/weitergeben" }

    // MARK: A case

    package static func case_(_ number: CaseNumber) -> String { "/vorgang/\(number.text)" }
    package static func details(_ number: CaseNumber, _ step: StepKey) -> String {
        case_(number) + "/angaben/\(step.text)"
    }
    /// Where a field stands on its step's page.
    package static func field(_ number: CaseNumber, _ step: StepKey, _ field: FieldKey) -> String {
        details(number, step) + "#f-\(field.text)"
    }
    package static func answer(_ number: CaseNumber) -> String { case_(number) + "/antwort" }
    package static func roles(_ number: CaseNumber) -> String { case_(number) + "/beteiligte" }
    package static func evidence(_ number: CaseNumber) -> String { case_(number) + "/unterlagen" }
    package static func evidence(_ number: CaseNumber, _ key: EvidenceKey, _ act: String) -> String {
        evidence(number) + "/\(key.text)/\(act)"
    }
    package static func scan(_ number: CaseNumber, _ id: AttachmentID) -> String {
        case_(number) + "/datei/\(id.text)"
    }
    package static func captures(_ number: CaseNumber) -> String { case_(number) + "/erfassung" }
    package static func capture(_ number: CaseNumber, _ key: CaptureKey, _ act: String) -> String {
        captures(number) + "/\(key.text)/\(act)"
    }
    package static func chip(_ number: CaseNumber) -> String { case_(number) + "/chip" }
    package static let cardProgress = "/karte/stand"
    package static func settleChip(_ number: CaseNumber) -> String { chip(number) + "/abschluss" }
    package static func postponeChip(_ number: CaseNumber) -> String { chip(number) + "/folgt" }
    package static func unblockPIN(_ number: CaseNumber) -> String { chip(number) + "/entsperren" }
    package static func sticker(_ number: CaseNumber) -> String { case_(number) + "/aufkleber" }
    package static let stickers = "/aufkleber"
    package static func stickers(_ day: CalendarDate) -> String { stickers + "?tag=\(day.iso)" }
    package static let returnStickers = "/aufkleber/zurueck"
    package static let spoilSticker = "/aufkleber/verdorben"
    package static func history(_ number: CaseNumber) -> String { case_(number) + "/verlauf" }
    package static func signature(_ number: CaseNumber) -> String { case_(number) + "/unterschrift" }
    package static func absentSignature(_ number: CaseNumber) -> String { signature(number) + "/fehlt" }
    package static func fees(_ number: CaseNumber) -> String { case_(number) + "/gebuehren" }
    package static func waiver(_ number: CaseNumber) -> String { fees(number) + "/ermaessigung" }
    package static func check(_ number: CaseNumber) -> String { case_(number) + "/pruefen" }
    package static func reading(_ number: CaseNumber) -> String { case_(number) + "/lesen" }
    package static func transfer(_ number: CaseNumber) -> String { case_(number) + "/abgeben" }
    package static func transferred(_ number: CaseNumber) -> String { case_(number) + "/abgegeben" }
    package static func cancel(_ number: CaseNumber) -> String { case_(number) + "/verwerfen" }
}
