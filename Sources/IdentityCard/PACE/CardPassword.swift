package import Identity

/// What opens the protected channel to a card.
package enum CardPassword: Sendable {
    case zone(MachineReadableZone)
    case can(CardAccessNumber)
    case pin(SecretDigits)
    case puk(SecretDigits)
    /// Typed on the reader's own keys; it never reaches this machine.
    case onPad(PasswordKind)
    /// The CAN for a reader that runs PACE itself, so that what follows can be typed on its keys.
    case canThroughPad(CardAccessNumber)

    package var kind: PasswordKind {
        switch self {
        case .zone: .zone
        case .can: .can
        case .pin: .pin
        case .puk: .puk
        case .onPad(let kind): kind
        case .canThroughPad: .can
        }
    }

    /// The key of the password for a cipher (ICAO 9303-11, 4.4.4.1).
    func key(for cipher: Cipher) throws(CardProblem) -> [UInt8] {
        switch self {
        case .zone(let zone):
            try DerivedKey.password.derive(from: try Hash.sha1.digest(Array(zone.accessKey.utf8)), for: cipher)
        case .can(let number): try DerivedKey.password.derive(from: Array(number.digits.utf8), for: cipher)
        case .pin(let digits), .puk(let digits):
            try digits.withBytes { bytes throws(CardProblem) in
                try DerivedKey.password.derive(from: bytes, for: cipher)
            }
        case .onPad, .canThroughPad: throw .padFailed
        }
    }
}
