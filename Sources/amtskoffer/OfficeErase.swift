import ArgumentParser
import Office

struct OfficeErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract:
            "Löscht, was fällig ist. Im Betrieb geschieht das jede Stunde von selbst; dieser Befehl ist für eine Zentrale, die nicht läuft."
    )

    @OptionGroup var options: OfficeOptions

    @OptionGroup var clock: ClockOptions

    @Flag(help: "Alles, dessen Aufbewahrung abgelaufen ist.")
    var due = false

    func run() async throws {
        try await explaining {
            guard due else {
                throw ValidationError("Sagen Sie dazu, was gelöscht werden soll: --due für alles Fällige.")
            }
            let registry = try Registry(folder: options.office, clock: clock.clock())
            try await registry.start()
            print(try await registry.eraseDue().german)
        }
    }
}
