/// What a password is, by the number TR-03110-3 gives it.
package enum PasswordKind: UInt8, CaseIterable, Sendable {
    case zone = 1
    case can = 2
    case pin = 3
    case puk = 4

    /// German, for the page.
    package var germanName: String {
        switch self {
        case .zone: "maschinenlesbare Zone"
        case .can: "Zugangsnummer (CAN)"
        case .pin: "PIN"
        case .puk: "PUK"
        }
    }
}
