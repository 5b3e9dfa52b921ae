import ArgumentParser
import Foundation
import Journal
import Office

struct OfficeRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract:
            "Baut die Zentrale aus einer Sicherung neu auf. Was seitdem gelöscht wurde, wird vor dem ersten Betrieb noch einmal gelöscht."
    )

    @Argument(help: "Ordner der Sicherung.")
    var backup: String

    @Option(help: "Neuer Datenordner der Zentrale.")
    var to: String

    @Option(help: "Schlüsseldatei der gesicherten Zentrale; neben ihr liegt die Löschliste. Sonst ORDNER.key.")
    var keyFile: String?

    @Option(help: "Ordner der Stadt, wenn er jetzt anderswo liegt.")
    var town: String?

    @Flag(help: "Die Löschliste ist verloren: Als gelöscht gilt nur, was in der Sicherung gelöscht ist.")
    var withoutErasureList = false

    @Option(
        help:
            "Datei mit dem Wiederherstellungsschlüssel. Nötig, wenn die Sicherung älter ist als der letzte Wechsel des Schlüssels."
    )
    var recoveryKeyFile: String?

    @OptionGroup var clock: ClockOptions

    func run() async throws {
        try await explaining {
            let office = OfficeFolder(path: to, keyPath: keyFile)
            let restore = OfficeRestore(backup, to: office, at: try clock.clock().now())
            let outcome = try await restore.run(
                withoutErasureList: withoutErasureList,
                town: town.map { URL(filePath: $0).standardizedFileURL.path }, recoveryKey: try recoveryKey())
            print("Die Zentrale ist aus der Sicherung vom \(outcome.madeAt.german) aufgebaut: \(office.path)")
            for head in outcome.heads { print("  \(head)") }
            print("Noch einmal gelöscht: \(outcome.repeated) Schlüssel.")
            print(
                "Letzte Löschung auf der Liste: \(outcome.lastErasure?.german ?? "keine"). Fehlt eine spätere, beginnen Sie nicht und suchen Sie die neuere Liste."
            )
            print("Epoche \(outcome.epoch): Die Koffer übertragen von selbst noch einmal, was der Sicherung fehlt.")
            let kits = outcome.kits.isEmpty ? "keine" : outcome.kits.joined(separator: ", ")
            print("Koffer, wie die Sicherung sie kennt: \(kits)")
            print("Prüfen Sie auf der Seite „Koffer“, ob seitdem einer gesperrt oder neu aufgenommen wurde.")
            for line in outcome.report.lines { print(line) }
            if !outcome.report.isIntact { throw ExitCode(1) }
            print("Weiter: „amtskoffer office serve \(to)\(keyFile.map { " --key-file \($0)" } ?? "")“.")
        }
    }

    private func recoveryKey() throws -> Data? {
        guard let recoveryKeyFile else { return nil }
        let text = try String(contentsOfFile: recoveryKeyFile, encoding: .utf8).filter { !$0.isWhitespace }
        guard let key = Data(hex: text.lowercased()), key.count == 32 else { throw OfficeFault.recoveryKey }
        return key
    }
}
