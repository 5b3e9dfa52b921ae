/// What is being done with the card: for progress on the page and for errors.
package enum CardStep: String, CaseIterable, Sendable {
    case select, access, password, terminal, security, chip, read, write, confirm, pin, verify

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
        case .verify: "Prüfen der Echtheit"
        }
    }
}
