import ArgumentParser
import IdentityCard
import Kit

/// Readers and certificates of a kit.
struct CardDeskOptions: ParsableArguments {
    @Option(
        help: """
            Ordner für Karten: Länder-Zertifikate (*.der) und Zertifikate des Änderungsterminals (*.cv); sonst „cards“ im \
            Ordner des Koffers.
            """)
    var cardFolder: String?

    @Option(
        help: ArgumentHelp(
            "Zum Vorführen: statt der Kartenleser dieses Rechners ein simulierter, den virtuelle Karten an diesem Port anrufen; dann gilt auch ein Schlüssel im Ordner für Karten (terminal.p8).",
            valueName: "port"))
    var simulatedReader: UInt16?

    func desk(of kit: KitFolder) throws -> CardDesk {
        let folder = CardFolder(path: cardFolder ?? kit.path(CardFolder.name))
        guard let simulatedReader else { return CardDesk(readers: MachineReaders(), folder: folder) }
        do {
            return CardDesk(readers: try SimulatedReader(port: simulatedReader), folder: folder)
        } catch {
            throw ValidationError("Am Port \(simulatedReader) hört schon ein Programm. Nennen Sie einen anderen.")
        }
    }
}
