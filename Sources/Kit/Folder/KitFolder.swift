import Casework
package import Crypto
package import Foundation
package import Journal
import Sync
package import Town

/// A kit's folder on disk and what lies in it. Everything in it is either encrypted or says nothing of any person.
package struct KitFolder: Sendable {
    package let path: String
    package let disk: any Disk

    package init(path: String, on disk: any Disk = .machine) {
        self.path = path
        self.disk = disk
    }

    package func path(_ name: String) -> String { "\(path)/\(name)" }
    /// The folder of the certificates for the way to the office.
    package static let tls = "tls"
    /// The subjects' keys, wrapped.
    package static let keys = "keys.json"
    /// The folder of every catalogue that was ever pinned.
    static let towns = "towns"

    package func file(_ name: String) -> DiskFile { DiskFile(folder: path, name: name, on: disk) }

    package func read(_ name: String) throws(KitFolderFault) -> Data {
        let data: Data?
        do throws(FileFault) { data = try file(name).read() } catch { throw .file(error) }
        guard let data else { throw .notSetUp(missing: name) }
        return data
    }

    package func write(_ data: Data, to name: String) throws(KitFolderFault) {
        do throws(FileFault) { try file(name).replace(with: data, shredding: false) } catch { throw .file(error) }
    }

    package var isEnrolled: Bool { disk.exists(path(KitIdentity.fileName)) }

    package func identity() throws(KitFolderFault) -> KitIdentity {
        let journal: IdentityFile
        do throws(FileFault) { journal = try IdentityFile(from: file(IdentityFile.name)) } catch { throw .file(error) }
        let bytes = try read(KitIdentity.fileName)
        guard let enrolment = try? JSONDecoder().decode(KitIdentity.Enrolment.self, from: bytes) else {
            throw .unreadable(KitIdentity.fileName)
        }
        return try KitIdentity(file: journal, enrolment: enrolment)
    }

    /// Where the office is, and the certificates for the way to it.
    func office(_ identity: KitIdentity) throws(KitFolderFault) -> OfficeAddress {
        func text(_ name: String) throws(KitFolderFault) -> String {
            String(decoding: try read("\(Self.tls)/\(name)"), as: UTF8.self)
        }
        let certificate = try text("kit.pem")
        // After a crash in the middle of a renewal the certificate is the new one, and its key still lies beside the old one.
        let next = (try? text(Self.nextKey)).flatMap { PeerCertificate.fits(certificate, $0) ? $0 : nil }
        let keyText: String
        if let next { keyText = next } else { keyText = try text("kit.key") }
        return OfficeAddress(
            address: identity.enrolment.officeAddress,
            identity: CertificateIdentity(certificatePEM: certificate, keyPEM: keyText),
            authorityPEM: try text("office.pem"))
    }

    static let nextKey = "next.key"

    /// Puts a renewed certificate and its key in place of the old ones. It counts from the moment the certificate is written.
    func keep(_ identity: CertificateIdentity) throws(KitFolderFault) {
        let folder = Self.tls
        try write(Data(identity.keyPEM.utf8), to: "\(folder)/\(Self.nextKey)")
        try write(Data(identity.certificatePEM.utf8), to: "\(folder)/kit.pem")
        do throws(FileFault) {
            try file("\(folder)/kit.key").replace(with: Data(identity.keyPEM.utf8), shredding: true)
            try disk.remove(path("\(folder)/\(Self.nextKey)"))
        } catch { throw .file(error) }
    }

    // MARK: The key the feed is sealed to

    static let agreementName = "agreement.key"
    private static let agreementContext = Data("amtskoffer-agreement-1".utf8)

    /// The X25519 key the office seals the feed to, kept under the kit's own key.
    package func agreementKey(under kitKey: SymmetricKey) throws(KitFolderFault) -> Curve25519.KeyAgreement.PrivateKey {
        let wrapped = try read(Self.agreementName)
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            let raw = try? AES.GCM.open(box, using: kitKey, authenticating: Self.agreementContext),
            let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: raw)
        else { throw .unreadable(Self.agreementName) }
        return key
    }

    package func keepAgreementKey(
        _ key: Curve25519.KeyAgreement.PrivateKey, under kitKey: SymmetricKey
    ) throws(KitFolderFault) {
        guard
            let wrapped = try? AES.GCM.seal(
                key.rawRepresentation, using: kitKey, authenticating: Self.agreementContext
            ).combined
        else { throw .unreadable(Self.agreementName) }
        try write(wrapped, to: Self.agreementName)
    }

    // MARK: The catalogues that were ever pinned, by hash, and which is the newest

    static let newestTown = "town.json"

    package func town() throws(KitFolderFault) -> Town { try town(named: Self.newestTown) }

    package func town(hash: String) throws(KitFolderFault) -> Town { try town(named: "\(Self.towns)/\(hash).json") }

    private func town(named name: String) throws(KitFolderFault) -> Town {
        guard let bundle = try? TownBundle(json: try read(name)) else { throw .unreadable(name) }
        let check = TownFolder.load(bundle: bundle)
        guard let town = check.town else { throw .town(check.lines) }
        return town
    }

    /// Keeps a catalogue under its hash and as the newest one.
    package func keep(_ bundle: TownBundle) throws {
        try disk.makeFolder(path(Self.towns))
        let json = try bundle.json()
        try write(json, to: "\(Self.towns)/\(bundle.hash).json")
        try write(json, to: Self.newestTown)
    }
}

package enum KitFolderFault: Error, CustomStringConvertible {
    case notSetUp(missing: String)
    case unreadable(String)
    case file(FileFault)
    case town([String])

    package var description: String {
        switch self {
        case .notSetUp(let name):
            "Der Koffer ist nicht eingerichtet (\(name) fehlt). Richten Sie ihn mit „amtskoffer kit init“ und „amtskoffer kit enrol“ ein."
        case .unreadable(let name): "\(name) ist beschädigt. Stellen Sie den Koffer vom Spiegel wieder her."
        case .file(let fault): "\(fault)"
        case .town(let lines): "Der Katalog des Koffers hat Fehler:\n" + lines.joined(separator: "\n")
        }
    }
}
