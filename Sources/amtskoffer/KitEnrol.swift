import ArgumentParser
import Casework
import Foundation
import Journal
import Kit

struct KitEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: "Nimmt die Antwort der Zentrale in den Koffer auf.")

    @OptionGroup var options: KitOptions

    @Argument(help: "Antwort der Zentrale.")
    var answer: String

    func run() async throws {
        try await explaining {
            guard let file = try DiskFile(path: answer).read() else {
                throw ValidationError("Die Antwort \(answer) fehlt. Holen Sie die Datei aus der Zentrale.")
            }
            let secrets = try Enrolling.complete(options.kit, answer: file)
            print("Koffer \(secrets.code.text) ist eingerichtet.")
            print("")
            print("Losung für den Tagesbeginn (wird nur jetzt gezeigt; getrennt vom Koffer aufbewahren):")
            print("  \(secrets.passphrase)")
            print("Wiederherstellungscode (in der Zentrale einschließen):")
            print("  \(secrets.recoveryCode)")
            if !secrets.clerks.isEmpty {
                print("Einmalcodes liegen bereit für: \(secrets.clerks.map(\.text).joined(separator: ", "))")
            }
            print("")
            print("Weiter: „amtskoffer kit serve \(options.folder)“.")
        }
    }
}
