import ArgumentParser
import Foundation
import Journal
import Office

struct OfficeRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Stellt einem Koffer, dessen Zertifikat abgelaufen ist, ein neues aus.")

    @OptionGroup var options: OfficeOptions

    @Argument(help: "Anfrage des Koffers.")
    var request: String

    @Option(name: .shortAndLong, help: "Datei für die Antwort.")
    var output: String

    func run() async throws {
        try await explaining {
            guard let file = try DiskFile(path: request).read() else {
                throw ValidationError(
                    "Die Anfrage \(request) fehlt. Erzeugen Sie sie am Koffer mit „amtskoffer kit renew“.")
            }
            let answer = try KitRenewal.answer(file, in: options.office, at: Date())
            try DiskFile(path: output).replace(with: answer, shredding: false)
            print("Antwort für den Koffer: \(output)")
        }
    }
}
