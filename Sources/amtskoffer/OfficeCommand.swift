import ArgumentParser
import Office

struct OfficeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Die Zentrale im Rathaus oder Rechenzentrum.",
        subcommands: [
            OfficeInit.self, OfficeEnrolmentCode.self, OfficeEnrol.self, OfficeRenew.self, OfficeServe.self,
            OfficeStaff.self, OfficeRegister.self,
            OfficeBackupCommand.self, OfficeRestoreCommand.self, OfficeRotateKey.self, OfficeErase.self,
        ])
}

/// Which office a command is for.
struct OfficeOptions: ParsableArguments {
    @Argument(help: "Datenordner der Zentrale.")
    var folder: String

    @Option(help: "Schlüsseldatei außerhalb des Datenordners; sonst ORDNER.key.")
    var keyFile: String?

    var office: OfficeFolder { OfficeFolder(path: folder, keyPath: keyFile) }
}
