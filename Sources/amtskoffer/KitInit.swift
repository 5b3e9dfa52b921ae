import ArgumentParser
import Foundation
import Kit

struct KitInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Erzeugt die Schlüssel eines neuen Koffers und die Anfrage an die Zentrale, als Datei.")

    @OptionGroup var options: KitOptions

    func run() async throws {
        try await explaining {
            _ = try Enrolling.prepare(options.kit, program: KitProgram.version)
            print("Anfrage an die Zentrale: \(options.kit.path("enrolment-request.json"))")
            print("Weiter mit Netz: In der Zentrale auf der Seite „Koffer“ einen Code zeigen lassen, dann hier:")
            print("„amtskoffer kit serve \(options.folder)“; die Seite fragt nach dem Code.")
            print("Weiter ohne Netz: in der Zentrale „amtskoffer office enrol ORDNER ANFRAGE -o ANTWORT“,")
            print("dann hier: „amtskoffer kit enrol \(options.folder) ANTWORT“.")
        }
    }
}
