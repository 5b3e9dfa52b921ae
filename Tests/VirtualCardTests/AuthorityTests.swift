import Foundation
import OpenSSL
import Testing

@testable import VirtualCard

/// What the test authorities make, judged by programs we did not write.
@Suite("Authorities, judged by others")
struct AuthorityTests {
    /// A folder of its own, gone afterwards.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "virtual-card-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func write(_ bytes: [UInt8], _ name: String, in folder: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder).appending(path: name))
    }

    /// `openssl cms -verify` of a signature taken from a chip.
    private func verify(_ message: [UInt8], root: [UInt8], in folder: String) throws -> (
        status: Int32, content: [UInt8]
    ) {
        try write(message, "message.der", in: folder)
        try write(root, "root.der", in: folder)
        #expect(
            try OpenSSL.run(["x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem"], in: folder).status == 0)
        let result = try OpenSSL.run(
            [
                "cms", "-verify", "-inform", "DER", "-in", "message.der", "-CAfile", "root.pem", "-purpose", "any",
                "-binary", "-out", "content.bin",
            ], in: folder)
        let content = try? Data(contentsOf: URL(fileURLWithPath: folder).appending(path: "content.bin"))
        return (result.status, Array(content ?? Data()))
    }

    @Test(.enabled(if: OpenSSL.isHere))
    func cardSecurityVerifies() throws {
        let documents = DocumentAuthority()
        let card = try VirtualIdentityCard(terminals: TerminalAuthority(), documents: documents)
        let security = try #require(card.file(0x011D))
        let access = try #require(card.file(0x011C))
        try inFolder { folder in
            let good = try verify(security, root: documents.root, in: folder)
            #expect(good.status == 0)
            // Everything EF.CardAccess says stands in the signed file as well.
            let signed = try DataObject.all(in: DataObject.only(0x31, in: good.content))
            for info in try DataObject.all(in: DataObject.only(0x31, in: access)) { #expect(signed.contains(info)) }
            #expect(signed.count == 6)
            #expect(try verify(security, root: DocumentAuthority().root, in: folder).status != 0)
            var changed = security
            let at = try #require(changed.firstIndex(of: 0x41))
            changed[at] ^= 1
            #expect(try verify(changed, root: documents.root, in: folder).status != 0)
            let parsed = try OpenSSL.run(["asn1parse", "-inform", "DER", "-in", "message.der"], in: folder)
            #expect(parsed.status == 0)
        }
    }

    @Test(.enabled(if: OpenSSL.isHere))
    func securityObjectVerifies() throws {
        let documents = DocumentAuthority(country: "UT")
        let passport = try VirtualPassport(documents: documents)
        let file = try #require(passport.file(0x011D, in: VirtualPassport.application))
        try inFolder { folder in
            let good = try verify(try DataObject.only(0x77, in: file), root: documents.root, in: folder)
            #expect(good.status == 0)
            for group: UInt16 in [1, 2, 14] {
                let content = try #require(passport.file(0x0100 + group, in: VirtualPassport.application))
                try write(content, "group.bin", in: folder)
                let digest = try OpenSSL.run(["dgst", "-sha256", "-r", "group.bin"], in: folder).output
                let hash = hex(String(digest.prefix(64)))
                #expect(good.content.indices.contains { good.content[$0...].starts(with: hash) })
            }
        }
    }

    /// Passports describe their curve by numbers; libcrypto's own check refuses exactly that.
    @Test(.enabled(if: OpenSSL.isHere))
    func explicitParametersAreExplicit() throws {
        let documents = DocumentAuthority(hasExplicitParameters: true)
        try inFolder { folder in
            try write(documents.signer, "signer.der", in: folder)
            let text = try OpenSSL.run(["x509", "-inform", "DER", "-in", "signer.der", "-noout", "-text"], in: folder)
            #expect(text.output.contains("Field Type: prime-field"))
            let passport = try VirtualPassport(documents: documents)
            let file = try #require(passport.file(0x011D, in: VirtualPassport.application))
            #expect(try verify(try DataObject.only(0x77, in: file), root: documents.root, in: folder).status != 0)
        }
    }

    private static let printer = "/usr/bin/cvc-print"

    /// Debian's libeac reads the terminals' certificates and checks their signatures up to the root.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: printer)))
    func terminalCertificatesAreRead() throws {
        let authority = TerminalAuthority()
        let terminal = authority.terminal([.read(17), .write(17, 18), .pinManagement, .canAllowed])
        try inFolder { folder in
            // Its folder of trusted roots holds them by the name of their holder.
            let names = [authority.name, "DEVERMITT00001", "DEKOFFER00001"]
            for (name, bytes) in zip(names, [authority.root] + terminal.chain) { try write(bytes, name, in: folder) }
            for (name, expected) in zip(names, ["CVCA certificate", "DV certificate", "Terminal certificate"]) {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: Self.printer)
                process.arguments = ["--cvc", name, "--cvc-dir", folder]
                process.currentDirectoryURL = URL(fileURLWithPath: folder)
                let pipe = Pipe()
                process.standardOutput = pipe
                process.standardError = pipe
                try process.run()
                let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                process.waitUntilExit()
                #expect(process.terminationStatus == 0, "\(output)")
                #expect(output.contains("CHR: \(name)") && output.contains(expected), "\(output)")
                #expect(output.contains("certificate verified"), "\(output)")
            }
        }
    }
}
