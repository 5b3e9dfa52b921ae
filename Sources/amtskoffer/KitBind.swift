import ArgumentParser
import Journal
import Kit

struct KitBind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind", abstract: "Bindet den Koffer an den Sicherheitschip (TPM 2.0) dieses Laptops.",
        discussion:
            "Platte und Losung öffnen ihn dann nur noch hier. Die Losung wird abgefragt, nie als Argument genannt.")

    @OptionGroup var options: KitOptions

    func run() async throws {
        try await explaining {
            try MachineBinding(options.kit, to: TPM()).bind(passphrase: TypedSecret.ask("Losung: "))
            print(
                "Die Losung öffnet diesen Koffer ab jetzt nur noch auf diesem Laptop, eine Schlüsseldatei öffnet ihn nicht mehr."
            )
            print("Ist der Laptop defekt, hilft der Wiederherstellungscode: „amtskoffer kit restore --recovery-code“.")
            print("Ein Stick, der eingerichtet ist, folgt beim nächsten „amtskoffer kit serve“.")
        }
    }
}

struct KitUnbind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unbind",
        abstract: "Löst den Koffer von diesem Laptop, zum Beispiel vor einem Tausch der Hauptplatine.",
        discussion: "Die Losung wird abgefragt, nie als Argument genannt.")

    @OptionGroup var options: KitOptions

    func run() async throws {
        try await explaining {
            try MachineBinding(options.kit, to: TPM()).unbind(passphrase: TypedSecret.ask("Losung: "))
            print("Die Losung öffnet diesen Koffer wieder ohne den Chip dieses Laptops.")
        }
    }
}
