package import Crypto
import Foundation
package import Journal

/// What the office shows once to enrol a kit: `7K3MA-9QX2B-C5D8E-FGH1J`. Three characters say which code is meant, sixteen are the
/// secret, the last one is a check character. The secret has 80 random bits, so that nobody who heard both ends speak can guess it
/// afterwards.
package struct EnrolmentCode: Hashable, Sendable {
    /// Crockford's base 32: without I, L, O and U.
    package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    package static let handleLength = 3
    private static let secretLength = 16
    private static let groupLength = 5

    /// Says which code is meant, and nothing of the rest.
    package let handle: String
    private let secret: String

    package init(_ randomness: Randomness) {
        let drawn = String(
            randomness.bytes(Self.handleLength + Self.secretLength).map { Self.alphabet[Int($0 & 31)] })
        handle = String(drawn.prefix(Self.handleLength))
        secret = String(drawn.dropFirst(Self.handleLength))
    }

    /// Reads what a person typed or a scanner read: blanks and hyphens do not count, nor do capitals; O is 0, I and L are 1.
    package init(typed text: String) throws(EnrolmentCodeFault) {
        var characters: [Character] = []
        for letter in text.uppercased() where !letter.isWhitespace && letter != "-" {
            let plain: Character =
                switch letter {
                case "O": "0"
                case "I", "L": "1"
                default: letter
                }
            guard Self.alphabet.contains(plain) else { throw .character(letter) }
            characters.append(plain)
        }
        let length = Self.handleLength + Self.secretLength + 1
        guard characters.count == length else { throw .length(characters.count, of: length) }
        handle = String(characters.prefix(Self.handleLength))
        secret = String(characters.dropFirst(Self.handleLength).dropLast())
        guard characters.last == check else { throw .mistyped }
    }

    /// In groups of five.
    package var text: String {
        let all = Array(handle + secret + String(check))
        return stride(from: 0, to: all.count, by: Self.groupLength).map { start in
            String(all[start..<min(start + Self.groupLength, all.count)])
        }.joined(separator: "-")
    }

    /// What the office keeps of a code: proofs are made with it, and the code does not follow from it.
    package var key: SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(secret.utf8)), salt: Data(handle.utf8),
            info: Data("amtskoffer-enrolment-code-1".utf8), outputByteCount: 32)
    }

    /// Five bits of a hash: of 32 mistakes it lets one pass, which the office then finds.
    private var check: Character {
        let first = SHA256.hash(data: Data("amtskoffer-enrolment-check-1 \(handle)\(secret)".utf8)).first(where: { _ in
            true
        })
        return Self.alphabet[Int((first ?? 0) & 31)]
    }
}

package enum EnrolmentCodeFault: Error, Hashable, Sendable, CustomStringConvertible {
    case length(Int, of: Int)
    case character(Character)
    case mistyped

    package var description: String {
        switch self {
        case .length(let count, let length):
            "Der Code hat \(length) Zeichen, eingegeben sind \(count). Geben Sie ihn noch einmal ganz ein."
        case .character(let letter):
            "„\(letter)“ kommt in keinem Code vor. Vergleichen Sie den Code mit dem der Zentrale."
        case .mistyped: "Im Code ist ein Zeichen vertippt. Vergleichen Sie ihn mit dem der Zentrale."
        }
    }
}
