package import Casework
import Crypto
import Foundation

/// Who has booked: kept apart from the bookings, sealed, and erased soon after the day.
package struct Booker: Codable, Hashable, Sendable {
    package var name: String
    package var phone: String?
    package var email: String?
    package var language: Language

    package init(name: String, phone: String? = nil, email: String? = nil, language: Language = .german) {
        self.name = name
        self.phone = phone
        self.email = email
        self.language = language
    }
}

/// What the appointments' rows of the ledger are sealed with: AES-256-GCM under a key of their own, what the row is for as associated data.
struct AppointmentSeal: Sendable {
    private let key: SymmetricKey

    init(atRest: SymmetricKey) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: atRest, info: Data("amtskoffer-appointments-1".utf8), outputByteCount: 32)
    }

    func seal(_ value: some Encodable, as name: String) throws -> Data {
        try AES.GCM.seal(JSONEncoder().encode(value), using: key, authenticating: Data(name.utf8)).combined ?? Data()
    }

    func open<Value: Decodable>(_ sealed: Data, as name: String) -> Value? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let clear = try? AES.GCM.open(box, using: key, authenticating: Data(name.utf8))
        else { return nil }
        return try? JSONDecoder().decode(Value.self, from: clear)
    }
}

/// The secret of a citizen's private link: 128 bits. Only its hash is kept, in the booking.
package struct PrivateLink: Hashable, Sendable {
    /// 32 hexadecimal digits.
    let secret: String

    /// - Returns: `nil` for anything but 32 small hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 32,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        secret = text
    }

    static func make() -> PrivateLink {
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<2).map { _ -> String in
            let half = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - half.count) + half
        }
        return PrivateLink(digits.joined())!
    }

    package var hash: String {
        SHA256.hash(data: Data(secret.utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    package var path: String { "/termine/b/\(secret)" }
}
