import Casework
import Foundation
import Journal
import OpenSSL
import Sync
import Testing

@testable import Kit
@testable import Office

/// Certificates renew by themselves over the line, with a key the kit makes; seen with real TLS and with openssl.
@Suite struct RenewalTests {
    private static let day: TimeInterval = 86_400

    @Test func aCertificateInItsLastThirdIsRenewedOverTheOldOne() async throws {
        let kit = try await SpeakingKit(issued: Date(timeIntervalSinceNow: -300 * Self.day))
        let program = try await kit.bench.program()
        let before = try kit.certificate
        let oldKey = try kit.folder.read("tls/kit.key")
        try await kit.listening(program) {
            try await kit.syncing { _ in
                // The contact after the renewal is one with the new certificate, and tells the office its end.
                let contact = try program.registry.ledger.record(of: 1)?.contact
                let told = contact?.hello.report?.certificateUntil
                return told.map { $0.date > before.validUntil } ?? false
            }
        }
        let after = try kit.certificate
        #expect(after.serial != before.serial && after.kit == 1)
        #expect(after.validUntil.timeIntervalSinceNow > 396 * Self.day)
        #expect(try kit.folder.read("tls/kit.key") != oldKey)
        #expect(!FileManager.default.fileExists(atPath: kit.folder.path("tls/next.key")))
        try agreesOpenSSL(kit)
        // The office's own certificate was as old, and was renewed when it started.
        let server = try PeerCertificate(pem: kit.bench.folder.server().certificatePEM)
        #expect(server.validUntil.timeIntervalSinceNow > 396 * Self.day)
    }

    @Test func aYoungCertificateStays() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        let before = try kit.certificate
        try await kit.listening(program) {
            try await kit.syncing { _ in try program.registry.ledger.record(of: 1)?.contact != nil }
        }
        #expect(try kit.certificate == before)
    }

    /// It does not let anybody in any more; the kit says so, and a renewal by file helps.
    @Test func anEndedCertificateIsRenewedByFile() async throws {
        let kit = try await SpeakingKit(issued: Date(timeIntervalSinceNow: -400 * Self.day))
        let program = try await kit.bench.program()
        try await kit.listening(program) {
            try await kit.syncing { desk in
                await desk.shown?.problems.contains { $0.trouble == .certificateEnded } ?? false
            }
            #expect(try program.registry.ledger.record(of: 1)?.contact == nil)
            let request = try kit.folder.askForRenewal()
            let answer = try KitRenewal.answer(request, in: kit.bench.folder, at: Date())
            try kit.folder.takeRenewal(answer)
            try await kit.syncing { _ in try program.registry.ledger.record(of: 1)?.contact != nil }
        }
        try agreesOpenSSL(kit)
    }

    @Test func aRenewalByFileIsOnlyForKitsThatMaySpeak() async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        let request = try kit.folder.askForRenewal()
        var forged = try JSONDecoder().decode(RenewalFile.self, from: request)
        forged = RenewalFile(kit: forged.kit, request: forged.request) { _ in Data(count: 64) }
        let bytes = try JSONEncoder().encode(forged)
        #expect(throws: RenewalFault.notSigned) {
            try KitRenewal.answer(bytes, in: kit.bench.folder, at: Date())
        }
        #expect(throws: RenewalFault.unreadable) {
            try KitRenewal.answer(Data("{}".utf8), in: kit.bench.folder, at: Date())
        }
        try await program.registry.setLock(true, of: 1, reason: "gestohlen", by: "brandt")
        #expect(throws: RenewalFault.locked) {
            try KitRenewal.answer(request, in: kit.bench.folder, at: Date())
        }
    }

    @Test(arguments: [true, false]) func aLockedKitGetsNoCertificate(isLocked: Bool) async throws {
        let kit = try await SpeakingKit()
        let program = try await kit.bench.program()
        if isLocked { try await program.registry.setLock(true, of: 1, reason: "gestohlen", by: "brandt") }
        let hello = Hello(
            kit: 1, generation: 1, head: nil, epoch: 1, feedThrough: 0, catalogue: "", program: "1.0", unsent: 0)
        let greeted = await program.endpoints.respond(
            to: SyncHTTPRequest(method: "POST", path: "/sync/1/hello", body: SyncJSON.encode(hello)), from: 1)
        let contact = try SyncJSON.decode(HelloAnswer.self, from: greeted.body).contact
        let request = try SyncJSON.encode(CertificateRenewalRequest(request: KitCertificateRequest.make().requestPEM))
        func ask(_ contact: String?, _ body: Data) async -> Int {
            await program.endpoints.respond(
                to: SyncHTTPRequest(method: "POST", path: SyncRoutes.certificate, contact: contact, body: body), from: 1
            ).status
        }
        #expect(await ask(contact.rawValue, request) == (isLocked ? 403 : 200))
        #expect(await ask(nil, request) == 400)
        #expect(await ask("0123456789abcdef", request) == 409)
        let rubbish = SyncJSON.encode(CertificateRenewalRequest(request: "-"))
        #expect(await ask(contact.rawValue, rubbish) == (isLocked ? 403 : 400))
    }

    /// A crash between the two files: the certificate is the new one, its key still beside the old one.
    @Test func aCrashInTheMiddleOfARenewalLeavesAPairThatFits() async throws {
        let kit = try await SpeakingKit()
        let next = try KitCertificateRequest.make()
        let pem = try kit.bench.folder.authority().issue(
            kit: 1, request: next.requestPEM, at: Date(), serial: Data((1...16).map { UInt8($0) }))
        let identity = try kit.folder.identity()
        try kit.folder.write(Data(next.keyPEM.utf8), to: "tls/next.key")
        let before = try kit.folder.office(identity).identity
        #expect(PeerCertificate.fits(before.certificatePEM, before.keyPEM) && before.keyPEM != next.keyPEM)
        try kit.folder.write(Data(pem.utf8), to: "tls/kit.pem")
        let after = try kit.folder.office(identity).identity
        #expect(after == CertificateIdentity(certificatePEM: pem, keyPEM: next.keyPEM))
    }

    private func agreesOpenSSL(_ kit: SpeakingKit) throws {
        let tls = kit.folder.path("tls")
        let verify = try OpenSSL.run(
            ["verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", "office.pem", "kit.pem"], in: tls)
        #expect(verify.status == 0)
        let certified = try OpenSSL.run(["x509", "-in", "kit.pem", "-noout", "-pubkey"], in: tls).output
        #expect(try OpenSSL.run(["pkey", "-in", "kit.key", "-pubout"], in: tls).output == certified)
    }
}
