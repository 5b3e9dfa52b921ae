import ArgumentParser
import Foundation
import Journal
import Office

struct OfficeBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract:
            "Sichert den Datenordner in einen neuen Ordner, auch im Betrieb; entfernt daneben abgelaufene Sicherungen.")

    @OptionGroup var options: OfficeOptions

    @OptionGroup var clock: ClockOptions

    @Argument(help: "Neuer Ordner für die Sicherung.")
    var target: String

    @Option(help: "Tage, nach denen die Sicherung abläuft. So lange steht Gelöschtes noch in ihr.")
    var keepDays = OfficeBackup.keptDays

    func run() async throws {
        try await explaining {
            guard (1...3650).contains(keepDays) else {
                throw ValidationError("--keep-days \(keepDays): Möglich sind 1 bis 3650 Tage.")
            }
            let outcome = try OfficeBackup.copy(
                options.office, to: target, at: clock.clock().now(), keepDays: keepDays)
            print("Gesichert: \(outcome.attachments) Anlagen und die Journale bis")
            for head in outcome.heads { print("  \(head)") }
            print("Aufbewahrt bis \(outcome.keptUntil.german), dann entfernt sie die nächste Sicherung daneben.")
            for name in outcome.removed { print("Abgelaufen und entfernt: \(name)") }
            print("Nicht dabei, getrennt sichern: die Schlüsseldatei \(options.office.keyPath)")
            print("und die Löschliste \(options.office.erasureListPath), diese immer in ihrem letzten Stand.")
        }
    }
}

extension Timestamp {
    /// `22.12.2026`, by the day in UTC.
    var german: String {
        let parts = date.ISO8601Format().prefix(10).split(separator: "-")
        return parts.reversed().joined(separator: ".")
    }
}
