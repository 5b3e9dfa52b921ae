import ArgumentParser
import Town

struct TownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "town", abstract: "Der Ordner einer Stadt.", subcommands: [TownCheckCommand.self])
}

struct TownCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Nennt jeden Fehler eines Stadtordners mit Datei und Zeile; endet dann mit 1.")

    @Argument(help: "Ordner der Stadt, z. B. Towns/wittenberg.")
    var folder: String

    func run() async throws {
        let check = TownFolder.load(path: folder)
        for line in check.lines { print(line) }
        if !check.isClean { throw ExitCode(1) }
    }
}
