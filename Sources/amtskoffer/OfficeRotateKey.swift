import ArgumentParser
import Office

struct OfficeRotateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract:
            "Gibt der Zentrale einen neuen Schlüssel, an den Koffer von da an verschließen. Die Zentrale läuft dabei nicht."
    )

    @OptionGroup var options: OfficeOptions

    @Flag(help: "Gibt keinen neuen, sondern vernichtet die alten, wenn nichts mehr allein an sie verschlossen ist.")
    var retire = false

    func run() async throws {
        try await explaining {
            let rotation = KeyRotation(options.office)
            let outcome = retire ? try rotation.retire() : try rotation.rotate()
            print("Es gilt der Schlüssel \(outcome.current).")
            for id in outcome.retired { print("Vernichtet: \(id)") }
            for id in outcome.kept { print("Aufgehoben für das, was an ihn verschlossen ist: \(id)") }
            if !retire {
                print("Die Koffer hören davon, wenn sie das nächste Mal übertragen.")
                print(
                    "Sichern Sie die Zentrale jetzt: Ältere Sicherungen haben den neuen Schlüssel nicht. Aus ihnen braucht es den Wiederherstellungsschlüssel."
                )
            }
        }
    }
}
