/// What is being done with the card: for progress on the page and for errors.
package enum CardStep: String, CaseIterable, Sendable {
    case select, access, password, terminal, security, chip, read, write, confirm, pin, typing, verify

    /// German, for the page: "Beim … meldet der Ausweis einen Fehler".
    package var germanName: String {
        switch self {
        case .select: "Öffnen der Anwendung"
        case .access: "Lesen der Zugangsangaben"
        case .password: "Aufbau der geschützten Verbindung"
        case .terminal: "Ausweisen des Änderungsterminals"
        case .security: "Lesen der Sicherheitsangaben"
        case .chip: "Prüfen des Chips"
        case .read: "Lesen der Daten"
        case .write: "Schreiben der Daten"
        case .confirm: "Gegenlesen"
        case .pin: "Setzen der PIN"
        case .typing: "Eingeben am Lesegerät"
        case .verify: "Prüfen der Echtheit"
        }
    }

    /// German, for who waits: a sentence without its stop.
    package var germanProgress: String {
        switch self {
        case .select: "Die Daten auf dem Chip werden geöffnet"
        case .access: "Die Karte wird erkannt"
        case .password: "Die geschützte Verbindung wird aufgebaut"
        case .terminal: "Das Änderungsterminal weist sich aus"
        case .security: "Die Sicherheitsangaben werden gelesen"
        case .chip: "Die Karte wird geprüft"
        case .read: "Die Daten werden gelesen"
        case .write: "Die Anschrift wird geschrieben"
        case .confirm: "Die Anschrift wird gegengelesen"
        case .pin: "Die PIN wird gesetzt"
        case .typing: "Das Lesegerät wartet auf die Eingabe an seinen Tasten"
        case .verify: "Die Echtheit wird geprüft"
        }
    }
}
