import Crypto
package import Foundation
package import Journal
package import Sync
package import Town

/// The office's data folder, and the key file that lies outside it.
package struct OfficeFolder: Sendable {
    package let path: String
    /// 32 bytes in hexadecimal, mode 0600; the folder is of no use without it.
    package let keyPath: String
    package let disk: any Disk
    private let readTown: @Sendable (_ path: String) -> TownCheck

    /// - Parameters:
    ///   - keyPath: nil for the default, beside the folder.
    ///   - readTown: reads the town's own folder, which people edit and which may lie elsewhere.
    package init(
        path: String, keyPath: String? = nil, on disk: any Disk = .machine,
        readTown: @escaping @Sendable (_ path: String) -> TownCheck = { TownFolder.load(path: $0) }
    ) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
        self.keyPath = keyPath ?? path + ".key"
        self.disk = disk
        self.readTown = readTown
    }

    package func path(_ name: String) -> String { "\(path)/\(name)" }
    package func file(_ name: String) -> DiskFile { DiskFile(folder: path, name: name, on: disk) }

    /// Outside of the data folder, so that no backup of it holds it.
    package var erasureListPath: String { keyPath + ".erasures" }

    /// - Throws: ``OfficeFault/isBackup`` for a folder that is a backup: it has to be restored, not served.
    func refuseBackup() throws(OfficeFault) {
        if disk.exists(path(BackupMark.name)) { throw .isBackup }
    }

    package var isSetUp: Bool { disk.exists(path(OfficeSettings.name)) }

    /// Holds the folder for this process, as long as what it returns lives. Taking a backup and enrolling a kit need no hold.
    /// - Throws: ``OfficeFault/inUse`` when another process or program holds it.
    package func hold() throws(OfficeFault) -> FolderLock? {
        guard isSetUp else { throw .notSetUp(missing: OfficeSettings.name) }
        do throws(FileFault) { return try disk.hold(path) } catch {
            if case .inUse = error { throw .inUse }
            throw .file(error)
        }
    }

    package func settings() throws(OfficeFault) -> OfficeSettings {
        try OfficeSettings(from: file(OfficeSettings.name))
    }

    package func identity() throws(OfficeFault) -> IdentityFile {
        do throws(FileFault) { return try IdentityFile(from: file(IdentityFile.name)) } catch { throw .file(error) }
    }

    package func secrets() throws(OfficeFault) -> OfficeSecrets {
        try OfficeSecrets(from: file(OfficeSecrets.name), keyFile: keyFile(), path: keyPath)
    }

    /// The 32 bytes of the key file.
    func keyFile() throws(OfficeFault) -> Data {
        let text: Data?
        do throws(FileFault) { text = try DiskFile(path: keyPath, on: disk).read() } catch { throw .keyFile(keyPath) }
        guard let text, let key = Data(hex: String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }),
            key.count == 32
        else {
            throw .keyFile(keyPath)
        }
        return key
    }

    package func town() throws(OfficeFault) -> Town {
        let check = readTown(try settings().town)
        guard let town = check.town else { throw .town(check.lines) }
        return town
    }

    // MARK: Certificates

    package func authority() throws(OfficeFault) -> CertificateAuthority {
        let identity = try certificate("authority")
        do throws(CertificateFault) { return try CertificateAuthority(identity) } catch { throw .certificate(error) }
    }

    package func server() throws(OfficeFault) -> CertificateIdentity { try certificate("server") }

    package func authorityPEM() throws(OfficeFault) -> String { try text("tls/authority.pem") }

    private func certificate(_ name: String) throws(OfficeFault) -> CertificateIdentity {
        CertificateIdentity(certificatePEM: try text("tls/\(name).pem"), keyPEM: try text("tls/\(name)-key.pem"))
    }

    private func text(_ name: String) throws(OfficeFault) -> String {
        do throws(FileFault) {
            guard let bytes = try file(name).read() else { throw FileFault.missing(name: name) }
            return String(decoding: bytes, as: UTF8.self)
        } catch { throw .file(error) }
    }

    private func write(_ identity: CertificateIdentity, as name: String) throws {
        try file("tls/\(name)-key.pem").replace(with: Data(identity.keyPEM.utf8), shredding: false)
        try file("tls/\(name).pem").replace(with: Data(identity.certificatePEM.utf8), shredding: false)
    }
}

extension OfficeFolder {
    /// Sets an office up: identity, keys, certificates, settings.
    /// - Returns: the offline recovery key's private half, 32 bytes, to be printed once and kept apart. It is not stored.
    package func setUp(
        _ settings: OfficeSettings, at now: Date, randomness: Randomness = .system
    ) throws -> Data {
        guard !isSetUp else { throw OfficeFault.alreadySetUp }
        let check = readTown(settings.town)
        guard let town = check.town else { throw OfficeFault.town(check.lines) }
        for folder in [path, path("tls"), path(AttachmentFolder.name)] { try disk.makeFolder(folder) }
        let keyFile = randomness.bytes(32)
        let secrets = OfficeSecrets.make(randomness)
        let recovery = Curve25519.KeyAgreement.PrivateKey()
        let publicKeys = try secrets.sealingKeys.map {
            try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0).publicKey.rawRepresentation
        }
        try DiskFile(path: keyPath, on: disk).replace(with: Data((keyFile.hex + "\n").utf8), shredding: false)
        try secrets.write(to: file(OfficeSecrets.name), keyFile: keyFile)
        try IdentityFile(
            kit: 0, signingKey: Curve25519.Signing.PrivateKey().rawRepresentation, officeKeys: publicKeys,
            recoveryKey: recovery.publicKey.rawRepresentation
        ).write(to: file(IdentityFile.name))
        let authority = try CertificateAuthority.make(town: town.name, at: now, serial: randomness.bytes(16))
        try write(authority, as: "authority")
        let server = try CertificateAuthority(authority).makeServer(
            names: serverNames(settings), at: now, serial: randomness.bytes(16))
        try write(server, as: "server")
        // Last: an office with settings is one that is set up.
        try settings.write(to: file(OfficeSettings.name))
        return recovery.rawRepresentation
    }

    /// Makes a new server certificate with a new key when the present one is in the last third of its life.
    func renewServer(at now: Date, randomness: Randomness = .system) throws {
        let server = try server()
        let own = try PeerCertificate(pem: server.certificatePEM)
        // A crash in the middle of writing left a key that does not fit.
        guard own.isDueForRenewal(at: now) || !PeerCertificate.fits(server.certificatePEM, server.keyPEM) else {
            return
        }
        try write(
            authority().makeServer(names: serverNames(settings()), at: now, serial: randomness.bytes(16)), as: "server")
    }

    /// Every name by which a kit may call: of the address, of this machine.
    private func serverNames(_ settings: OfficeSettings) -> [String] {
        let called = URL(string: settings.syncAddress)?.host() ?? settings.host
        var names: [String] = []
        for name in [called, settings.host, "localhost", "127.0.0.1"] where !names.contains(name) && name != "0.0.0.0" {
            names.append(name)
        }
        return names
    }
}
