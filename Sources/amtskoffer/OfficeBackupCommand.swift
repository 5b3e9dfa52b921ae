import ArgumentParser
import Office

struct OfficeBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Sichert den Datenordner in einen neuen Ordner, auch im Betrieb.")

    @OptionGroup var options: OfficeOptions

    @Argument(help: "Neuer Ordner für die Sicherung.")
    var target: String

    func run() async throws {
        try await explaining {
            let outcome = try OfficeBackup.copy(options.office, to: target)
            print("Gesichert: \(outcome.attachments) Anlagen und die Journale bis")
            for head in outcome.heads { print("  \(head)") }
            print("Die Schlüsseldatei \(options.office.keyPath) ist nicht dabei. Sichern Sie sie getrennt.")
        }
    }
}
