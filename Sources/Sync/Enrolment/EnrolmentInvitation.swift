package import Foundation
package import Journal

/// All that a kit needs to be enrolled, as one text for a QR code: address, the beginning of the SHA-256 of the office's certificate, code.
/// `AMTSKOFFER1 ZENTRALE.EXAMPLE:8443 <32 hexadecimal digits> 7K3MA-9QX2B-C5D8E-FGH1J`, only characters of a QR code's alphanumeric mode
/// where the address allows it.
package struct EnrolmentInvitation: Hashable, Sendable {
    private static let mark = "AMTSKOFFER1"
    private static let certificateLength = 16

    package let address: EnrolmentAddress
    /// The first 16 bytes of the certificate's SHA-256; nil when only the code was typed.
    package let certificate: Data?
    package let code: EnrolmentCode

    package init(address: EnrolmentAddress, certificate: EntryHash, code: EnrolmentCode) {
        self.address = address
        self.certificate = certificate.bytes.prefix(Self.certificateLength)
        self.code = code
    }

    package var text: String {
        [Self.mark, address.text, certificate?.hex ?? "", code.text].joined(separator: " ").uppercased()
    }

    /// Reads what was typed or scanned into one field.
    /// - Parameter address: what stands in the other field; not looked at when the text names one.
    package init(typed text: String, address typed: String) throws(InvitationFault) {
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 4, parts[0].uppercased() == Self.mark else {
            code = try Self.code(text)
            address = try Self.read(typed)
            certificate = nil
            return
        }
        code = try Self.code(parts[3])
        address = try Self.read(parts[1])
        guard let bytes = Data(hex: parts[2].lowercased()), bytes.count == Self.certificateLength else {
            throw .code(.mistyped)
        }
        certificate = bytes
    }

    private static func code(_ text: String) throws(InvitationFault) -> EnrolmentCode {
        do throws(EnrolmentCodeFault) { return try EnrolmentCode(typed: text) } catch { throw .code(error) }
    }

    private static func read(_ text: String) throws(InvitationFault) -> EnrolmentAddress {
        guard let address = EnrolmentAddress(text) else { throw .address }
        return address
    }

    /// Whether this is the certificate that was named; every one is where none was.
    package func names(_ seen: EntryHash) -> Bool {
        certificate.map { $0 == seen.bytes.prefix(Self.certificateLength) } ?? true
    }
}

package enum InvitationFault: Error, Hashable, Sendable {
    case code(EnrolmentCodeFault)
    case address
}

/// Where the office's sync listens: `zentrale.example:8443`, with or without `https://` before it.
package struct EnrolmentAddress: Hashable, Sendable {
    package let host: String
    package let port: Int

    package init?(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespaces).lowercased()
        let full = trimmed.hasPrefix("https://") ? trimmed : "https://\(trimmed)"
        guard let parts = URLComponents(string: full), let host = parts.host, !host.isEmpty,
            ["", "/"].contains(parts.path), parts.query == nil, parts.user == nil
        else { return nil }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? 443
        guard (1...65_535).contains(port) else { return nil }
    }

    package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
