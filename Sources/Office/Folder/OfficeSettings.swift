import Foundation
package import Journal

/// `office.json`: where the office listens and which town it serves. No secrets.
package struct OfficeSettings: Codable, Hashable, Sendable {
    package static let name = "office.json"

    private var format = 1
    /// The town's folder, as an absolute path.
    package var town: String
    /// Where the pages are served; TLS is a proxy's task.
    package var host: String
    package var port: Int
    /// Where kits call, by mutual TLS.
    package var syncPort: Int
    /// `https://host:port` as kits reach it.
    package var syncAddress: String
    /// `https://name` when a proxy serves the pages by TLS; nil when they are only reached on this machine.
    package var pageAddress: String?

    package init(town: String, host: String, port: Int, syncPort: Int, syncAddress: String, pageAddress: String? = nil)
    {
        self.town = town
        self.host = host
        self.port = port
        self.syncPort = syncPort
        self.syncAddress = syncAddress
        self.pageAddress = pageAddress
    }

    package init(from file: some WholeFile) throws(OfficeFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try file.read() } catch { throw .file(error) }
        guard let bytes else { throw .notSetUp(missing: Self.name) }
        guard let settings = try? JSONDecoder().decode(Self.self, from: bytes), settings.format == 1 else {
            throw .unreadable(Self.name)
        }
        self = settings
    }

    package func write(to file: some WholeFile) throws(OfficeFault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(self) else { throw .unreadable(Self.name) }
        do throws(FileFault) { try file.replace(with: bytes + Data("\n".utf8), shredding: false) } catch {
            throw .file(error)
        }
    }
}
