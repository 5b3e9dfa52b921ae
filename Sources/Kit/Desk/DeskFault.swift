package import Casework
package import Journal

extension CaseRefusal: Explained {}
extension OutingRefusal: Explained {}

/// Why the desk could not do something; nothing was changed.
package enum DeskFault: Explained, Hashable {
    /// The day has not been started, or was ended.
    case locked
    case journal(JournalFault)
    case keys(KeyFault)
    case attachment(AttachmentFault)
    /// The office has locked this kit.
    case lockedByOffice(String)
    /// So many days without contact to the office.
    case lockedByAbsence(days: Int)
    /// Another laptop carries this kit on.
    case replaced(Successor)
    case noSuchCase(CaseNumber)
    /// The laptop that this one replaced had given the case away, and the office has it.
    case takenByOffice(CaseNumber)
    case noSuchVisit
    case noOuting
    case noSuchService

    package var message: String {
        switch self {
        case .locked: "Der Koffer ist verschlossen. Beginnen Sie den Tag mit der Losung und melden Sie sich an."
        case .journal(let fault): fault.message
        case .keys(let fault): "\(fault)"
        case .attachment(let fault): "\(fault)"
        case .lockedByOffice(let reason): AccessRefusal.lockedByOffice(reason).message
        case .lockedByAbsence(let days):
            "Dieser Koffer hatte \(days) Tage keinen Kontakt zur Zentrale und ist deshalb gesperrt. Verbinden Sie ihn mit einem Netz; nach dem ersten Kontakt geht es von selbst weiter. Alles Gespeicherte ist erhalten."
        case .replaced: MirrorTrouble.replaced(generation: 0, continues: nil).text
        case .noSuchCase(let number):
            "Den Vorgang \(number.text) gibt es auf diesem Koffer nicht. Suchen Sie ihn mit F8."
        case .takenByOffice(let number):
            "Den Vorgang \(number.text) hat die Zentrale schon: der ersetzte Laptop hatte ihn abgegeben. Nehmen Sie Weiteres als neuen Vorgang auf, der diesen nennt."
        case .noSuchVisit: "Diese Vorsprache gibt es nicht. Öffnen Sie sie von der Seite „Heute“ aus."
        case .noOuting: "Es ist kein Außentermin geöffnet. Öffnen Sie ihn auf der Seite „Heute“."
        case .noSuchService: "Diese Leistung steht nicht im Katalog. Wählen Sie eine aus der Liste."
        }
    }
}

extension JournalFault: Explained {
    package var message: String {
        switch self {
        case .readOnly(let fault):
            "Das Journal ist beschädigt und nur noch lesbar: \(fault) Arbeiten Sie auf der Seite „Journal“ in einer neuen Generation weiter."
        case .store(.diskFull):
            "Der Speicher ist voll; nichts ging verloren. Schaffen Sie Platz, dann speichern Sie noch einmal."
        case .store(let fault): "Nicht gespeichert: \(fault)"
        case .keys(let fault): "Nicht gespeichert: \(fault)"
        case .tooLarge: "Der Eintrag ist zu groß. Fügen Sie lange Texte als Unterlage an."
        case .signer: "Der Schlüssel dieses Koffers fehlt. Rufen Sie die Zentrale an."
        case .noGenerationLeft: "Dieser Koffer kann keine neue Generation beginnen. Rufen Sie die Zentrale an."
        }
    }
}
