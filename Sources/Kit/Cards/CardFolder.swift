import Foundation
package import IdentityCard

/// The folder `cards` of a kit: country certificates (`*.der`), the change terminal's certificates (`*.cv`), and for
/// demonstrations its key (`terminal.p8`, PKCS #8). Read anew each time, because certificates of terminals live for weeks only.
package struct CardFolder: Sendable {
    package static let name = "cards"
    private let path: String

    package init(path: String) { self.path = path }

    private func files(_ ending: String) -> [[UInt8]] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted()
            .compactMap { FileManager.default.contents(atPath: "\(path)/\($0)").map(Array.init) }
    }

    /// Empty where the folder has none: then nobody's signature is trusted.
    package func countries() throws(CardProblem) -> CountryCertificates { try CountryCertificates(files(".der")) }

    /// Nil where there are none.
    package func terminalCertificates() throws(CardProblem) -> [TerminalCertificate]? {
        var all: [TerminalCertificate] = []
        for file in files(".cv") { all += try TerminalCertificate.chain(file) }
        return all.isEmpty ? nil : all
    }

    /// The key of a demonstration; nil where certificates or key are missing.
    package func softwareKey() throws(CardProblem) -> SoftwareTerminalKey? {
        guard let certificates = try terminalCertificates(),
            let secret = FileManager.default.contents(atPath: "\(path)/terminal.p8")
        else { return nil }
        return try SoftwareTerminalKey(certificates: certificates, pkcs8: Array(secret))
    }
}
