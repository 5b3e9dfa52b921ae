import ArgumentParser
import Casework
import Foundation
import Journal
import Office

struct OfficeRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Der Auszug aus dem Melderegister für eine Tour.",
        subcommands: [OfficeRegisterImport.self])
}

struct OfficeRegisterImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Liest einen Auszug, lässt gesperrte Personen weg und schickt die der Tour versiegelt an die Koffer.",
        discussion:
            "Auch während die Zentrale läuft. Die Spalten der Datei stehen in Documentation/Register.md. Löschen Sie die Datei danach."
    )

    @OptionGroup var options: OfficeOptions

    @Argument(help: "Datei mit dem Auszug (CSV, UTF-8).")
    var file: String

    @Option(help: "Tag der Tour (2026-12-07); sonst der nächste, den der Plan nennt.")
    var day: String?

    @Option(help: "Kürzel eines Ortsteils aus districts.yaml; sonst die, in denen an dem Tag geöffnet wird.")
    var district: [String] = []

    @Option(help: "Kürzel eines Koffers; sonst alle in Betrieb.")
    var kit: [String] = []

    @OptionGroup var clock: ClockOptions

    func run() async throws {
        try await explaining {
            let now = try clock.clock().now()
            let town = try options.office.town()
            let today = Moment(milliseconds: now.milliseconds).germanDay
            let tour =
                day.map { CalendarDate(iso: $0) } ?? today.flatMap { RegisterDispatch.nextDay(from: $0, in: town) }
            guard let tour, today.map({ $0 <= tour }) ?? true else {
                throw ValidationError("Nennen Sie mit --day einen Tag ab heute, z. B. 2026-12-07.")
            }
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw ValidationError("Die Datei „\(file)“ lässt sich nicht lesen. Prüfen Sie Namen und Rechte.")
            }
            let dispatch = try RegisterDispatch(file: bytes, day: tour, districts: district, town: town)
            for line in try dispatch.send(to: kit, from: options.office, at: now).lines { print(line) }
        }
    }
}
