import ArgumentParser
import Foundation
import Identity
import IdentityCard

/// Which reader, and whom to trust.
struct CardOptions: ParsableArguments {
    @Option(help: "Name des Kartenlesers; sonst der erste, auf dem eine Karte liegt.")
    var reader: String?

    @Option(help: "Ordner mit den Länder-Zertifikaten (CSCA), eine DER-Datei je Zertifikat.")
    var countries: String?

    @Option(help: "Zum Vorführen: der heutige Tag, z. B. 2026-12-07.")
    var today: String?

    func channel() throws -> TimedChannel {
        let service = try CardService()
        if let reader {
            let known = try service.readers()
            guard !known.isEmpty else { throw CardProblem.readerMissing }
            guard known.contains(reader) else {
                let names = known.map { "„\($0)“" }.joined(separator: ", ")
                throw ValidationError("Einen Kartenleser „\(reader)“ gibt es hier nicht. Angeschlossen: \(names).")
            }
        }
        return TimedChannel(try service.card(on: reader))
    }

    func day() throws -> CivilDate {
        if let today {
            guard let day = CivilDate(iso: today) else {
                throw ValidationError("--today: „\(today)“ ist kein Tag. Geben Sie ihn wie 2026-12-07 ein.")
            }
            return day
        }
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let date = CivilDate(year: year, month: month, day: day)
        else {
            throw ValidationError(
                "Die Uhr des Rechners steht falsch. Stellen Sie sie und versuchen Sie es noch einmal.")
        }
        return date
    }

    func trusted() throws -> CountryCertificates {
        guard let countries else { return try CountryCertificates([]) }
        let folder = URL(filePath: countries, directoryHint: .isDirectory)
        guard let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        else {
            throw ValidationError("Der Ordner \(countries) fehlt. Legen Sie die Länder-Zertifikate hinein.")
        }
        let certificates = files.filter { ["der", "cer", "crt"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
        return try CountryCertificates(certificates.map { Array(try Data(contentsOf: $0)) })
    }

    /// Tells each step as it begins.
    static func progress(_ step: CardStep) { complain("\(step.germanProgress) …") }

    static func report(_ channel: TimedChannel, since begin: ContinuousClock.Instant) {
        let whole = begin.duration(to: .now)
        complain(
            "\(channel.commandCount) Befehle in \(text(whole)), davon Leser und Karte \(text(channel.cardTime)).")
    }

    private static func text(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        return "\(milliseconds / 1000),\(String(1000 + milliseconds % 1000).dropFirst()) s"
    }
}

/// The change terminal's certificates and key, from a folder.
struct TerminalOptions: ParsableArguments {
    @Option(
        help: """
            Ordner des Änderungsterminals: seine Zertifikate (*.cv) und „terminal.p8“ (PKCS #8). Nur zum Erproben: Ein \
            echter Schlüssel bleibt in seinem zertifizierten Gerät.
            """)
    var terminal: String

    @Option(help: "Zugangsnummer (CAN): die sechs Ziffern auf der Vorderseite.")
    var can: String

    func changeTerminal(_ options: CardOptions) throws -> ChangeTerminal {
        let folder = URL(filePath: terminal, directoryHint: .isDirectory)
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        let chain = files.filter { $0.pathExtension == "cv" }.sorted { $0.path < $1.path }
        guard !chain.isEmpty, let secret = try? Data(contentsOf: folder.appending(path: "terminal.p8")) else {
            throw ValidationError(
                "In \(terminal) fehlen Zertifikate (*.cv) oder terminal.p8. Legen Sie sie hinein oder nennen Sie einen anderen Ordner."
            )
        }
        let certificates = try chain.flatMap { try TerminalCertificate.chain(Array(try Data(contentsOf: $0))) }
        let key = try SoftwareTerminalKey(certificates: certificates, pkcs8: Array(secret))
        return ChangeTerminal(key: key, trusted: try options.trusted(), today: try options.day())
    }

    func number() throws -> CardAccessNumber { try CardAccessNumber.typed(can) }
}

extension CardAccessNumber {
    static func typed(_ text: String) throws -> CardAccessNumber {
        guard let number = CardAccessNumber(text) else {
            throw ValidationError("Die CAN hat sechs Ziffern. Lesen Sie sie von der Vorderseite ab.")
        }
        return number
    }
}
