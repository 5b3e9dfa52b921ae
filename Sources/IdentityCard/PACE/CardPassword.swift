package import Identity

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

/// The six digits printed on the front of a card; they prove that it is in sight.
package struct CardAccessNumber: Hashable, Sendable {
    package let digits: String

    /// Blanks between the digits are left out; nil when six digits do not remain.
    package init?(_ text: String) {
        let digits = text.filter { !$0.isWhitespace }
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.digits = digits
    }
}

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
