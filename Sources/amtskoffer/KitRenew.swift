import ArgumentParser
import Journal
import Kit

struct KitRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract:
            "Erneuert das abgelaufene Zertifikat eines Koffers: ohne ANTWORT die Anfrage, mit ANTWORT der Abschluss.")

    @OptionGroup var options: KitOptions

    @Argument(help: "Antwort der Zentrale.")
    var answer: String?

    func run() async throws {
        try await explaining {
            guard let answer else {
                _ = try options.kit.askForRenewal()
                print("Anfrage an die Zentrale: \(options.kit.path(KitFolder.renewalName))")
                print("Weiter in der Zentrale: „amtskoffer office renew ORDNER ANFRAGE -o ANTWORT“,")
                print("dann hier: „amtskoffer kit renew \(options.folder) ANTWORT“.")
                return
            }
            guard let file = try DiskFile(path: answer).read() else {
                throw ValidationError("Die Antwort \(answer) fehlt. Holen Sie die Datei aus der Zentrale.")
            }
            try options.kit.takeRenewal(file)
            print("Das Zertifikat ist erneuert. Es gilt beim nächsten Start des Koffers.")
        }
    }
}
