package import Crypto
package import Foundation

/// One of a kit's spare one-time codes, made when it is enrolled: the office tells it by telephone to somebody whom the kit does not
/// know, and the kit checks it without a network. The code is `opener ‖ ending`: the opener is known to the kit only as a lock, the
/// ending ties the code to a name and a last day.
package struct SubstituteSlip: Codable, Hashable, Sendable {
    /// How many a kit gets.
    package static let count = 12
    package static let openerLength = 12
    package static let endingLength = 4
    /// Without look-alikes.
    package static let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")

    /// From 1.
    package let number: Int
    /// 12 characters, 59 bits.
    package let opener: String
    /// 16 bytes; the bearer of the code does not know them, so that she cannot change name or day.
    package let check: Data

    /// The slip of a number, always the same: HKDF-SHA256 of the office's key at rest, the kit's signing key and the number.
    package init(number: Int, kit: UInt16, signingKey: Data, from key: SymmetricKey) {
        self.number = number
        let info = Data("amtskoffer-substitute-1 \(kit) \(number)".utf8)
        let bytes = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: signingKey, info: info, outputByteCount: 112
        ).withUnsafeBytes { Data($0) }
        opener = Self.characters(bytes.prefix(96), Self.openerLength)
        check = Data(bytes.suffix(16))
    }

    /// The last characters of the code, for this name and last day (`2026-12-07`).
    package static func ending(_ check: Data, name: String, until: String) -> String {
        let mac = HMAC<SHA512>.authenticationCode(
            for: Data("\(plain(name))|\(until)".utf8), using: SymmetricKey(data: check))
        return characters(Data(mac), endingLength)
    }

    /// What is told by telephone, in groups of four: `ABCD-EFGH-JKLM-NPQR`.
    package func code(name: String, until: String) -> String {
        let all = Array(opener + Self.ending(check, name: name, until: until))
        return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<min($0 + 4, all.count)]) }
            .joined(separator: "-")
    }

    /// A name as it counts: capitals, blanks, hyphens and the two spellings of umlauts do not.
    package static func plain(_ name: String) -> String {
        name.lowercased().reduce(into: "") { plain, letter in
            switch letter {
            case "ä": plain += "ae"
            case "ö": plain += "oe"
            case "ü": plain += "ue"
            case "ß": plain += "ss"
            default: if letter.isLetter { plain.append(letter) }
            }
        }
    }

    /// Bytes that would make some characters likelier are passed over.
    private static func characters(_ bytes: Data, _ count: Int) -> String {
        let drawn = bytes.filter { $0 < 248 }.prefix(count).map { alphabet[Int($0) % alphabet.count] }
        return String(drawn)
    }
}
