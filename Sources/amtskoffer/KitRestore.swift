import ArgumentParser
import Casework
import Foundation
import Journal
import Kit

struct KitRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Stellt den Koffer auf einem leeren Laptop aus seinem Spiegel wieder her.",
        discussion: "Losung oder Wiederherstellungscode werden abgefragt, nie als Argument genannt.")

    @Argument(help: "Ordner des Spiegels.")
    var mirror: String

    @Option(name: .customLong("to"), help: "Neuer Datenordner des Koffers.")
    var folder: String

    @Option(help: "Statt der Losung: die Schlüsseldatei.")
    var keyFile: String?

    @Flag(help: "Statt der Losung: der Wiederherstellungscode aus der Zentrale.")
    var recoveryCode = false

    @Flag(help: "Die Losung; so ist es auch ohne Angabe.")
    var passphrase = false

    func run() async throws {
        try await explaining {
            let restoring = Restoring(mirror: KitMirror.absolute(mirror), to: KitFolder(path: folder))
            let restored = try restoring.restore(with: secret(), at: WallClock.system.now())
            for line in Self.lines(restored, folder: folder) { print(line) }
        }
    }

    private func secret() throws -> Restoring.Secret {
        if let keyFile {
            guard let bytes = try DiskFile(path: keyFile).read() else {
                throw ValidationError("Die Schlüsseldatei \(keyFile) fehlt. Nennen Sie die richtige.")
            }
            return .keyFile(bytes)
        }
        let typed = TypedSecret.ask(recoveryCode ? "Wiederherstellungscode: " : "Losung: ")
        return recoveryCode ? .recoveryCode(typed) : .passphrase(typed)
    }

    static func lines(_ restored: Restoring.Restored, folder: String) -> [String] {
        let letters = NumberFormat.letters(ofGeneration: Int(restored.generation))
        var lines = [
            "Koffer \(restored.code.text) ist wiederhergestellt, Stand Eintrag \(restored.continues.position.sequence).",
            "Neue Nummern beginnen mit \(restored.code.text)\(letters). Der alte Laptop nimmt nichts mehr an, sobald er den Stick oder die Zentrale sieht.",
        ]
        if let fault = restored.fault {
            lines.append("Der Spiegel ist beschädigt: \(fault) Was davor steht, ist da. Rufen Sie die Zentrale an.")
        }
        if restored.entriesMissing > 0 {
            lines.append(
                "Die letzten \(restored.entriesMissing) Einträge waren noch nicht auf dem Spiegel. Sehen Sie nach, was fehlt, und nehmen Sie es neu auf."
            )
        }
        if restored.attachmentsMissing > 0 {
            lines.append(
                "\(restored.attachmentsMissing) Anlagen waren noch nicht auf dem Spiegel. Die Vorgänge sind da; scannen Sie dort neu."
            )
        }
        if let new = restored.newSecrets {
            lines += ["", "Neue Losung für den Tagesbeginn (wird nur jetzt gezeigt):", "  \(new.passphrase)"]
            if !new.codes.isEmpty { lines.append("Einmalcodes, eine Woche gültig:") }
            lines += new.codes.map { "  \($0.clerk.text): \($0.code)" }
        }
        return lines + [
            "", "Weiter: „amtskoffer kit serve \(folder)“. Lassen Sie den Stick stecken; er bleibt der Spiegel.",
        ]
    }
}
