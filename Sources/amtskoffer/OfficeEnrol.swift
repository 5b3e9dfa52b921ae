import ArgumentParser
import Foundation
import Journal
import Office

struct OfficeEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Nimmt einen Koffer auf: Antwort auf seine Anfrage, mit Zertifikat und Einmalcodes.")

    @OptionGroup var options: OfficeOptions

    @Argument(help: "Anfrage des Koffers.")
    var request: String

    @OptionGroup var clock: ClockOptions

    @Option(help: "Kürzel des Koffers, z. B. W01; sonst das nächste freie.")
    var code: String?

    @Option(name: .shortAndLong, help: "Datei für die Antwort.")
    var output: String

    func run() async throws {
        try await explaining {
            guard let file = try DiskFile(path: request).read() else {
                throw ValidationError(
                    "Die Anfrage \(request) fehlt. Erzeugen Sie sie am Koffer mit „amtskoffer kit init“.")
            }
            let outcome = try KitEnrolment.enrol(
                file, code: code, in: options.office, at: Date(), today: clock.today())
            try DiskFile(path: output).replace(with: outcome.answer, shredding: false)
            for line in outcome.lines { print(line) }
            print("")
            print("Antwort für den Koffer: \(output)")
        }
    }
}
