import ArgumentParser
import Casework
import Foundation
import Journal
import Kit

struct KitMirror: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mirror", abstract: "Richtet den Spiegel des Koffers ein, zum Beispiel auf einem Stick.",
        discussion: "Ab dann führt „amtskoffer kit serve“ ihn bei jedem Speichern mit.")

    @OptionGroup var options: KitOptions

    @Argument(help: "Neuer Ordner auf dem Stick.")
    var mirror: String

    /// The running kit may have been started elsewhere.
    static func absolute(_ path: String) -> String {
        let path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    func run() async throws {
        try await explaining {
            let setUp = try MirrorSetUp(options.kit, on: .machine)
            let setting = try setUp.begin(at: Self.absolute(mirror))
            print("Der Spiegel von Koffer \(setUp.identity.code.text) ist \(setting.path).")
            switch try setUp.copyNow(setting) {
            case .copied(let head): print("Gespiegelt bis Eintrag \(head?.position.sequence ?? 0).")
            case .kitIsRunning: print("Der laufende Koffer spiegelt ab jetzt dorthin.")
            case .waits: print(MirrorTrouble.notLoggedInYet.message)
            }
        }
    }
}
