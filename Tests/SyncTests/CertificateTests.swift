import Foundation
import OpenSSL
import Testing

@testable import Sync

@Suite struct CertificateTests {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    let serial = Data((1...16).map { UInt8($0) })

    func authority() throws -> (identity: CertificateIdentity, authority: CertificateAuthority) {
        let identity = try CertificateAuthority.make(town: "Lutherstadt Wittenberg", at: Self.now, serial: serial)
        return (identity, try CertificateAuthority(identity))
    }

    @Test func aKitGetsItsNumberWhateverItsRequestSays() throws {
        let (identity, authority) = try authority()
        let request = try KitCertificateRequest.make()
        let pem = try authority.issue(kit: 7, request: request.requestPEM, at: Self.now, serial: serial)
        let issued = try PeerCertificate.check(pem, isFor: request.keyPEM, signedBy: identity.certificatePEM)
        #expect(issued.kit == 7)
        #expect(issued.serial == "4" + "1" + "02030405060708090a0b0c0d0e0f10")
        #expect(issued.validFrom < Self.now && issued.validUntil > Self.now)
        #expect(!issued.isDueForRenewal(at: Self.now))
        #expect(issued.isDueForRenewal(at: Self.now.addingTimeInterval(86_400 * 300)))
        let again = try KitCertificateRequest.renew(keyPEM: request.keyPEM)
        let renewed = try authority.issue(
            kit: 7, request: again.requestPEM, at: Self.now.addingTimeInterval(86_400 * 300), serial: serial)
        _ = try PeerCertificate.check(renewed, isFor: request.keyPEM, signedBy: identity.certificatePEM)
    }

    @Test func foreignCertificatesAndKeysAreTurnedAway() throws {
        let (identity, authority) = try authority()
        let other = try self.authority()
        let request = try KitCertificateRequest.make()
        let pem = try authority.issue(kit: 7, request: request.requestPEM, at: Self.now, serial: serial)
        #expect(throws: CertificateFault.notOurs) {
            try PeerCertificate.check(pem, isFor: request.keyPEM, signedBy: other.identity.certificatePEM)
        }
        let otherKey = try KitCertificateRequest.make().keyPEM
        #expect(throws: CertificateFault.keyDoesNotFit) {
            try PeerCertificate.check(pem, isFor: otherKey, signedBy: identity.certificatePEM)
        }
        #expect(throws: CertificateFault.keyDoesNotFit) {
            try CertificateAuthority(
                CertificateIdentity(certificatePEM: identity.certificatePEM, keyPEM: other.identity.keyPEM))
        }
        #expect(throws: CertificateFault.noKitNumber) {
            try authority.issue(kit: 0, request: request.requestPEM, at: Self.now, serial: self.serial)
        }
        #expect(throws: CertificateFault.unreadable(what: "request")) {
            try authority.issue(kit: 7, request: pem, at: Self.now, serial: self.serial)
        }
    }

    @Test func aServerIsNoKit() throws {
        let (_, authority) = try authority()
        let server = try authority.makeServer(names: ["kit-7", "127.0.0.1"], at: Self.now, serial: serial)
        #expect(try PeerCertificate(pem: server.certificatePEM).kit == nil)
    }

    @Test(
        arguments: [
            ("kit-7", 7), ("kit-65535", 65_535), ("kit-0", nil), ("kit-07", nil), ("kit-+7", nil), ("kit-65536", nil),
            ("kit-", nil), ("Kit-7", nil), ("kit-7 ", nil), ("", nil),
        ] as [(String, UInt16?)])
    func kitNumbersHaveOneSpelling(name: String, number: UInt16?) {
        #expect(PeerCertificate.kitNumber(in: name) == number)
    }

    /// openssl, which we did not write, agrees: chain, purpose, subject, key, names.
    @Test(.enabled(if: OpenSSL.isHere)) func opensslAgrees() throws {
        let folder = NSTemporaryDirectory() + "certificates-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (identity, authority) = try authority()
        let request = try KitCertificateRequest.make()
        let kit = try authority.issue(kit: 7, request: request.requestPEM, at: Self.now, serial: serial)
        let server = try authority.makeServer(names: ["zentrale.example", "192.0.2.7"], at: Self.now, serial: serial)
        let files = [
            "ca.pem": identity.certificatePEM, "kit.pem": kit, "server.pem": server.certificatePEM,
            "kit.key": request.keyPEM, "kit.csr": request.requestPEM,
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        let time = "\(Int(Self.now.timeIntervalSince1970))"
        func verify(_ name: String, _ purpose: String) throws -> Int32 {
            try OpenSSL.run(
                ["verify", "-attime", time, "-x509_strict", "-purpose", purpose, "-CAfile", "ca.pem", name], in: folder
            ).status
        }
        #expect(try verify("kit.pem", "sslclient") == 0)
        #expect(try verify("kit.pem", "sslserver") != 0)
        #expect(try verify("server.pem", "sslserver") == 0)
        #expect(try verify("server.pem", "sslclient") != 0)
        let text = try OpenSSL.run(["x509", "-in", "kit.pem", "-noout", "-text"], in: folder).output
        for part in [
            "CN = kit-7", "ecdsa-with-SHA256", "prime256v1", "CA:FALSE", "TLS Web Client Authentication",
            "Digital Signature",
        ] { #expect(text.contains(part), "\(part)") }
        let serverText = try OpenSSL.run(["x509", "-in", "server.pem", "-noout", "-text"], in: folder).output
        #expect(serverText.contains("DNS:zentrale.example, IP Address:192.0.2.7"))
        let caText = try OpenSSL.run(["x509", "-in", "ca.pem", "-noout", "-text"], in: folder).output
        #expect(caText.contains("CA:TRUE, pathlen:0"))
        #expect(caText.contains("Certificate Sign, CRL Sign"))
        #expect(try OpenSSL.run(["req", "-in", "kit.csr", "-noout", "-verify"], in: folder).status == 0)
        let certified = try OpenSSL.run(["x509", "-in", "kit.pem", "-noout", "-pubkey"], in: folder).output
        let own = try OpenSSL.run(["pkey", "-in", "kit.key", "-pubout"], in: folder).output
        #expect(certified == own)
    }

    /// A request made by openssl is certified too, one whose signature was broken is not.
    @Test(.enabled(if: OpenSSL.isHere)) func aRequestOfOpensslIsRead() throws {
        let folder = NSTemporaryDirectory() + "requests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (_, authority) = try authority()
        _ = try OpenSSL.run(
            [
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "a.key",
                "-subj", "/CN=kit-9", "-out", "a.csr",
            ], in: folder)
        let request = try String(contentsOfFile: "\(folder)/a.csr", encoding: .utf8)
        let pem = try authority.issue(kit: 7, request: request, at: Self.now, serial: serial)
        #expect(try PeerCertificate(pem: pem).kit == 7)
        _ = try OpenSSL.run(["req", "-in", "a.csr", "-outform", "DER", "-out", "a.der"], in: folder)
        var der = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/a.der"))
        der[der.count - 3] ^= 1
        let broken =
            "-----BEGIN CERTIFICATE REQUEST-----\n" + der.base64EncodedString(options: .lineLength64Characters)
            + "\n-----END CERTIFICATE REQUEST-----\n"
        #expect(throws: CertificateFault.requestNotSigned) {
            try authority.issue(kit: 7, request: broken, at: Self.now, serial: self.serial)
        }
        _ = try OpenSSL.run(
            ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "b.key", "-subj", "/CN=x", "-out", "b.csr"],
            in: folder)
        let rsa = try String(contentsOfFile: "\(folder)/b.csr", encoding: .utf8)
        #expect(throws: CertificateFault.otherKeyKind) {
            try authority.issue(kit: 7, request: rsa, at: Self.now, serial: self.serial)
        }
    }

    @Test func enrolmentFilesGoThereAndBack() throws {
        let (identity, authority) = try authority()
        let request = try KitCertificateRequest.make()
        let file = try EnrolmentRequest(
            certificateRequest: request.requestPEM, signingKey: Data(count: 32), agreementKey: Data(count: 32),
            program: "0.1"
        ).encoded()
        let read = try EnrolmentRequest(file: file)
        let certificate = try authority.issue(kit: 7, request: read.certificateRequest, at: Self.now, serial: serial)
        func answer(kit: UInt16 = 7, address: String = "https://zentrale.example:8443") throws -> Data {
            try EnrolmentAnswer(
                kit: kit, generation: 1, certificate: certificate, authority: identity.certificatePEM,
                officeSigningKeys: [Data(count: 32)], officeSealingKey: Data(count: 32), recoverySealingKey: nil,
                officeAddress: address, code: "W01", town: Data("{}".utf8), sealedStaff: nil
            ).encoded()
        }
        #expect(try EnrolmentAnswer(file: answer(), keyPEM: request.keyPEM).kit == 7)
        let otherKey = try KitCertificateRequest.make().keyPEM
        #expect(throws: EnrolmentFault.certificate(.keyDoesNotFit)) {
            try EnrolmentAnswer(file: answer(), keyPEM: otherKey)
        }
        #expect(throws: EnrolmentFault.certificate(.noKitNumber)) {
            try EnrolmentAnswer(file: answer(kit: 8), keyPEM: request.keyPEM)
        }
        #expect(throws: EnrolmentFault.addressWithoutTLS) {
            try EnrolmentAnswer(file: answer(address: "http://x"), keyPEM: request.keyPEM)
        }
        #expect(throws: EnrolmentFault.unreadable) { try EnrolmentRequest(file: Data("{".utf8)) }
        #expect(throws: EnrolmentFault.wrongKeyLength(what: "signingKey")) {
            try EnrolmentRequest(
                file: EnrolmentRequest(
                    certificateRequest: "", signingKey: Data(count: 31), agreementKey: Data(count: 32), program: ""
                ).encoded())
        }
    }
}
