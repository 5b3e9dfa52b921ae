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
    /// The folder is a copy that `office backup` made.
    case isBackup
    /// No backup, or one that was not finished.
    case noBackup(String)
    case erasureListMissing(path: String)
    case erasureListDamaged(path: String, line: Int)
    /// A sealing key that something still needs.
    case keyInUse([String])
    case recoveryKey
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
        case .isBackup:
            "Dieser Ordner ist eine Sicherung. Bauen Sie daraus mit „amtskoffer office restore SICHERUNG --to ORDNER“ eine Zentrale auf."
        case .noBackup(let path):
            "\(path) ist keine vollständige Sicherung. Nennen Sie einen Ordner, den „amtskoffer office backup“ bis zum Ende geschrieben hat."
        case .erasureListMissing(let path):
            """
            Die Löschliste \(path) fehlt. Ohne sie könnte die Zentrale zurückholen, was gelöscht ist; darum beginnt sie nicht.
            Legen Sie die Liste an diese Stelle; sie gehört neben die Schlüsseldatei. Ist sie verloren, entscheiden Sie das mit
            --without-erasure-list: Dann gilt nur als gelöscht, was in diesem Ordner gelöscht ist.
            """
        case .erasureListDamaged(let path, let line):
            """
            Die Löschliste \(path) ist in Zeile \(line) beschädigt oder gehört zu einer anderen Zentrale. Holen Sie sie aus ihrer Sicherung.
            Ist sie verloren, entscheiden Sie das mit --without-erasure-list: Dann gilt nur als gelöscht, was in diesem Ordner gelöscht ist.
            """
        case .keyInUse(let reasons):
            "Der alte Schlüssel wird noch gebraucht:\n" + reasons.map { "  \($0)" }.joined(separator: "\n")
        case .recoveryKey:
            "Das ist nicht der Wiederherstellungsschlüssel dieser Zentrale. Er hat 64 Ziffern und Buchstaben von a bis f."
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
