import ArgumentParser
import Journal
import Office

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Das Journal eines Koffers oder der Zentrale.",
        subcommands: [JournalVerify.self])
}

struct JournalVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Prüft Kette, Unterschriften, Schlüsseldatei und Anlagen ohne jedes Geheimnis; endet bei Fehlern mit 1.")

    @Argument(help: "Datenordner.")
    var folder: String

    func run() async throws {
        let report = JournalVerifier(folder: folder, meanings: .ofCases).report()
        for line in report.lines { print(line) }
        if !report.isIntact { throw ExitCode(1) }
    }
}
