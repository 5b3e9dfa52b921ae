package import Casework

/// Somebody who works in the office or at a kit: from the town's folder or added at the office, with how she logs in.
package struct StaffMember: Hashable, Sendable {
    package enum Access: Hashable, Sendable {
        case none
        /// A one-time code was given and not used yet.
        case code(until: CalendarDate)
        case secret
    }

    package let id: ClerkID
    package let name: String
    package let units: [UnitKey]
    package let worksAtKit: Bool
    package let worksInOffice: Bool
    package let isHead: Bool
    package let isBlocked: Bool
    package let access: Access
    /// Added at the office, not in the town's folder.
    package let isAdded: Bool

    /// A clerk sees her units' cases; the head sees all.
    package func sees(_ unit: UnitKey?) -> Bool { isHead || unit.map(units.contains) == true }
}

/// Why somebody was not let in, or a change of staff was not made.
package enum StaffRefusal: Error, Hashable, Sendable {
    /// Id, secret or code do not fit; which one is not told.
    case wrong
    case wait(seconds: Int)
    case tooOften
    case codeExpired
    case secretTooShort
    case secretsDiffer
    case idTaken
    case idMalformed
    case nameMissing
    case unitMissing
    case file

    package var message: String {
        switch self {
        case .wrong: "Kennung und Kennwort passen nicht zusammen. Prüfen Sie beides und geben Sie es noch einmal ein."
        case .wait(let seconds):
            "Das Kennwort stimmte mehrmals nicht. Der nächste Versuch geht in \(seconds == 1 ? "einer Sekunde" : "\(seconds) Sekunden")."
        case .tooOften:
            "Das Kennwort stimmte achtmal nicht. Lassen Sie sich von der Leitung einen neuen Einmalcode geben."
        case .codeExpired: "Der Einmalcode ist abgelaufen. Lassen Sie sich von der Leitung einen neuen geben."
        case .secretTooShort: "Wählen Sie ein Kennwort mit mindestens \(StaffBook.shortestSecret) Zeichen."
        case .secretsDiffer: "Die beiden Eingaben sind verschieden. Geben Sie das neue Kennwort zweimal gleich ein."
        case .idTaken: "Diese Kennung gibt es schon. Wählen Sie eine andere."
        case .idMalformed: "Eine Kennung hat 2 bis 32 Zeichen: kleine Buchstaben a bis z, Ziffern und Bindestrich."
        case .nameMissing: "Geben Sie den Namen ein."
        case .unitMissing: "Wählen Sie mindestens eine Organisationseinheit."
        case .file: "Die Änderung ließ sich nicht speichern. Prüfen Sie Platz und Rechte im Datenordner."
        }
    }
}
