import ArgumentParser
import Kit

struct KitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kit", abstract: "Der Koffer: das Programm auf dem Laptop vor Ort.",
        subcommands: [
            KitInit.self, KitEnrol.self, KitRenew.self, KitServe.self, KitMirror.self, KitRestore.self, KitBind.self,
            KitUnbind.self,
        ])
}

/// Which kit a command is for.
struct KitOptions: ParsableArguments {
    @Argument(help: "Datenordner des Koffers.")
    var folder: String

    var kit: KitFolder { KitFolder(path: folder) }
}
