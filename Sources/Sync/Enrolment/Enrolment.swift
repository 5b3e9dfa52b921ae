package import Crypto
package import Foundation

/// The two files by which a kit is enrolled: the kit writes a request, the office answers. Neither holds a secret in
/// clear, but the answer decides whom the kit trusts: compare the fingerprint over another way before taking it in.
package struct EnrolmentRequest: Codable, Equatable, Sendable {
    package static let format = 1
    package let format: Int
    /// PKCS #10, PEM, P-256.
    package let certificateRequest: String
    /// Ed25519, 32 bytes: signs the journal's heads.
    package let signingKey: Data
    /// X25519, 32 bytes: the feed is sealed to it.
    package let agreementKey: Data
    /// Version of the kit's program.
    package let program: String

    package init(certificateRequest: String, signingKey: Data, agreementKey: Data, program: String) {
        format = Self.format
        self.certificateRequest = certificateRequest
        self.signingKey = signingKey
        self.agreementKey = agreementKey
        self.program = program
    }
}

package struct EnrolmentAnswer: Codable, Equatable, Sendable {
    package static let format = 1
    package let format: Int
    package let kit: UInt16
    /// From 1; higher for a kit restored from its mirror.
    package let generation: UInt16
    /// The kit's certificate, PEM.
    package let certificate: String
    /// The office's authority, PEM: the only root the kit trusts.
    package let authority: String
    /// Ed25519, 32 bytes each: signs the feed. More than one while it rotates.
    package let officeSigningKeys: [Data]
    /// X25519, 32 bytes: keys of cases are sealed to it.
    package let officeSealingKey: Data
    /// X25519, 32 bytes, offline recovery key of the office; nil where there is none.
    package let recoverySealingKey: Data?
    /// `https://host:port`.
    package let officeAddress: String
    /// The first part of the kit's case and receipt numbers, `W01`.
    package let code: String
    /// The town's files as JSON (`{path: text}`), the kit's first catalogue.
    package let town: Data
    /// What only this kit may read, its clerks' one-time codes: sealed to its agreement key, see ``EnrolmentSeal``.
    package let sealedStaff: Data?
    /// Its ``SubstituteSlip``s, likewise; nil from offices of older releases.
    package let sealedSlips: Data?

    package init(
        kit: UInt16, generation: UInt16, certificate: String, authority: String, officeSigningKeys: [Data],
        officeSealingKey: Data, recoverySealingKey: Data?, officeAddress: String, code: String, town: Data,
        sealedStaff: Data?, sealedSlips: Data? = nil
    ) {
        format = Self.format
        self.kit = kit
        self.generation = generation
        self.certificate = certificate
        self.authority = authority
        self.officeSigningKeys = officeSigningKeys
        self.officeSealingKey = officeSealingKey
        self.recoverySealingKey = recoverySealingKey
        self.officeAddress = officeAddress
        self.code = code
        self.town = town
        self.sealedStaff = sealedStaff
        self.sealedSlips = sealedSlips
    }
}

/// Seals a part of the answer to the kit's agreement key: HPKE base mode as the feed, info `amtskoffer-enrolment-1`, no associated data;
/// `encapsulated key 32 ‖ ciphertext`.
package enum EnrolmentSeal {
    private static let info = Data("amtskoffer-enrolment-1".utf8)

    package static func seal(_ secret: Data, to agreementKey: Data) throws -> Data {
        let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: agreementKey)
        var sender = try HPKE.Sender(recipientKey: key, ciphersuite: FeedSeal.suite, info: info)
        let ciphertext = try sender.seal(secret)
        return sender.encapsulatedKey + ciphertext
    }

    /// - Returns: nil when it was not sealed to this key.
    package static func open(_ sealed: Data, with key: Curve25519.KeyAgreement.PrivateKey) -> Data? {
        guard sealed.count > 32 else { return nil }
        var recipient = try? HPKE.Recipient(
            privateKey: key, ciphersuite: FeedSeal.suite, info: info, encapsulatedKey: sealed.prefix(32))
        return try? recipient?.open(sealed.dropFirst(32))
    }
}

/// Why an enrolment file was not taken in; `description` is for the person at the screen.
package enum EnrolmentFault: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadable
    case newerFormat(Int)
    case wrongKeyLength(what: String)
    case certificate(CertificateFault)
    case addressWithoutTLS

    package var description: String {
        switch self {
        case .unreadable: "Die Datei ist keine Anmeldedatei. Die Datei noch einmal von der anderen Seite holen."
        case .newerFormat(let format):
            "Die Datei ist von einer neueren Programmversion (Format \(format)). Das Programm hier aktualisieren."
        case .wrongKeyLength(let what): "Der Schlüssel „\(what)“ ist unvollständig. Die Datei noch einmal erzeugen."
        case .certificate(.keyDoesNotFit):
            "Die Antwort gehört zu einer anderen Anfrage. Die Antwort auf die letzte Anfrage dieses Koffers nehmen."
        case .certificate(.requestNotSigned), .certificate(.unreadable), .certificate(.otherKeyKind):
            "Die Anfrage ist beschädigt. Am Koffer eine neue Anfrage erzeugen."
        case .certificate: "Das Zertifikat ist nicht von dieser Zentrale. Die Antwort dort noch einmal erzeugen."
        case .addressWithoutTLS: "Die Adresse der Zentrale muss mit https:// beginnen. Die Adresse dort berichtigen."
        }
    }
}

extension EnrolmentRequest {
    package func encoded() throws -> Data { try EnrolmentJSON.encode(self) }

    /// Reads and checks a kit's file at the office.
    package init(file: Data) throws(EnrolmentFault) {
        let value: Self = try EnrolmentJSON.decode(file)
        guard value.format == Self.format else { throw .newerFormat(value.format) }
        guard value.signingKey.count == 32 else { throw .wrongKeyLength(what: "signingKey") }
        guard value.agreementKey.count == 32 else { throw .wrongKeyLength(what: "agreementKey") }
        self = value
    }
}

extension EnrolmentAnswer {
    package func encoded() throws -> Data { try EnrolmentJSON.encode(self) }

    /// Reads and checks the office's file at the kit.
    /// - Parameter keyPEM: the private key the request was made with.
    package init(file: Data, keyPEM: String) throws(EnrolmentFault) {
        let value: Self = try EnrolmentJSON.decode(file)
        guard value.format == Self.format else { throw .newerFormat(value.format) }
        guard !value.officeSigningKeys.isEmpty, value.officeSigningKeys.allSatisfy({ $0.count == 32 }) else {
            throw .wrongKeyLength(what: "officeSigningKeys")
        }
        guard value.officeSealingKey.count == 32 else { throw .wrongKeyLength(what: "officeSealingKey") }
        guard value.recoverySealingKey.map({ $0.count == 32 }) ?? true else {
            throw .wrongKeyLength(what: "recoverySealingKey")
        }
        guard value.officeAddress.hasPrefix("https://") else { throw .addressWithoutTLS }
        do throws(CertificateFault) {
            let issued = try PeerCertificate.check(value.certificate, isFor: keyPEM, signedBy: value.authority)
            guard issued.kit == value.kit else { throw CertificateFault.noKitNumber }
        } catch { throw .certificate(error) }
        self = value
    }
}

private enum EnrolmentJSON {
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    static func decode<Value: Decodable>(_ file: Data) throws(EnrolmentFault) -> Value {
        guard file.count <= 8 << 20, let value = try? JSONDecoder().decode(Value.self, from: file) else {
            throw .unreadable
        }
        return value
    }
}
