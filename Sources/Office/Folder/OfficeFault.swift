package import Journal
package import Sync

/// Why the office could not start or do something; nothing was changed. `description` is for the person who runs it.
package enum OfficeFault: Error, CustomStringConvertible {
    case notSetUp(missing: String)
    case alreadySetUp
    /// Another process works in the folder: the office serves.
    case inUse
    /// This office has let its folder go.
    case closed
    case unreadable(String)
    /// The key file is not there or is another office's.
    case keyFile(String)
    case file(FileFault)
    case town([String])
    case certificate(CertificateFault)
    case enrolment(EnrolmentFault)
    case journal(JournalFault)
    case store(StoreFault)
    case keys(KeyFault)
    case attachment(AttachmentFault)
    case ledger(String)
    case kitCode(String)
    case kitCodeTaken(String)
    case noSuchClerk(String)

    package var description: String {
        switch self {
        case .notSetUp(let name):
            "Die Zentrale ist hier nicht eingerichtet (\(name) fehlt). Richten Sie sie mit „amtskoffer office init“ ein."
        case .alreadySetUp: "In diesem Ordner ist schon eine Zentrale eingerichtet. Nennen Sie einen anderen Ordner."
        case .inUse:
            "Mit diesem Ordner läuft die Zentrale schon. Beenden Sie sie zuerst; Einmalcodes gibt die Leitung im Betrieb auf der Seite „Mitarbeiter“."
        case .closed: "Diese Zentrale ist beendet und schreibt nichts mehr. Starten Sie sie neu."
        case .unreadable(let name): "\(name) ist beschädigt. Holen Sie die Datei aus der Sicherung."
        case .keyFile(let path):
            "Die Schlüsseldatei \(path) fehlt oder gehört nicht zu dieser Zentrale. Nennen Sie die richtige mit --key-file."
        case .file(let fault): "\(fault)"
        case .town(let lines): "Der Ordner der Stadt hat Fehler:\n" + lines.joined(separator: "\n")
        case .certificate: "Ein Zertifikat ließ sich nicht ausstellen. Prüfen Sie den Ordner tls."
        case .enrolment(let fault): "\(fault)"
        case .journal(let fault): "\(fault)"
        case .store(let fault): "\(fault)"
        case .keys(let fault): "\(fault)"
        case .attachment(let fault): "\(fault)"
        case .ledger(let reason): "ledger.sqlite lässt sich nicht benutzen: \(reason)"
        case .kitCode(let code):
            "„\(code)“ ist kein Kürzel eines Koffers. Ein Kürzel hat bis zu drei Buchstaben und zwei Ziffern: W01."
        case .kitCodeTaken(let code): "Das Kürzel \(code) hat schon ein anderer Koffer. Wählen Sie ein anderes."
        case .noSuchClerk(let id):
            "„\(id)“ steht nicht in staff.yaml und wurde nicht in der Zentrale angelegt. Prüfen Sie die Schreibweise."
        }
    }
}
