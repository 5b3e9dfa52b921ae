import ArgumentParser
import Foundation
import Office

struct OfficeInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Richtet eine Zentrale ein: Schlüssel, Zertifikate, Einstellungen.")

    @OptionGroup var options: OfficeOptions

    @Option(help: "Ordner der Stadt.")
    var town: String

    @Option(help: "Port der Seiten.")
    var port = 8081

    @Option(help: "Port für die Koffer (TLS).")
    var syncPort = 8443

    @Option(help: "Name oder Adresse, auf der gelauscht wird.")
    var host = "127.0.0.1"

    @Option(help: "Adresse, unter der Koffer die Zentrale erreichen; sonst https://HOST:SYNC-PORT.")
    var syncAddress: String?

    @Option(help: "Adresse der Seiten hinter einem TLS-Proxy, z. B. https://zentrale.example.")
    var pageAddress: String?

    func run() async throws {
        try await explaining {
            let town = URL(filePath: town).standardizedFileURL.path
            let settings = OfficeSettings(
                town: town, host: host, port: port, syncPort: syncPort,
                syncAddress: syncAddress ?? "https://\(host):\(syncPort)", pageAddress: pageAddress)
            let recovery = try options.office.setUp(settings, at: Date())
            let digits = Array(recovery.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
            let groups = stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<($0 + 4)]) }
            print("Die Zentrale ist eingerichtet: \(options.office.path)")
            print("Schlüsseldatei (getrennt aufbewahren und sichern): \(options.office.keyPath)")
            print("")
            print("Wiederherstellungsschlüssel. Er wird nur jetzt gezeigt; ausdrucken und einschließen:")
            for start in stride(from: 0, to: groups.count, by: 4) {
                print("  " + groups[start..<min(start + 4, groups.count)].joined(separator: " "))
            }
            print("")
            print(
                "Weiter: „amtskoffer office staff \(options.folder) --code KENNUNG“, dann „amtskoffer office serve \(options.folder)“."
            )
        }
    }
}
