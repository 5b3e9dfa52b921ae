import ArgumentParser
import Foundation
import Identity
import IdentityCard

struct CardChangeAddress: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-address",
        abstract: "Schreibt eine neue Anschrift und den Gemeindeschlüssel auf den Chip eines Personalausweises.",
        discussion: """
            Vor dem ersten Byte hält der Befehl in der Datei --note fest, was da stand und was da stehen soll; ist alles \
            geschrieben und gegengelesen, löscht er sie. Bricht er ab, bringt derselbe Aufruf beim nächsten Auflegen zu \
            Ende, was begonnen war, mit --undo nimmt er es zurück; er sagt, was von beidem er tat. Die Datei enthält \
            Anschriften: Legen Sie sie auf einen verschlüsselten Datenträger.
            """)

    @OptionGroup var options: CardOptions
    @OptionGroup var terminal: TerminalOptions

    @Option(help: "Straße und Hausnummer.")
    var street: String

    @Option(help: "Postleitzahl.")
    var postalCode: String

    @Option(help: "Ort.")
    var city: String

    @Option(help: "Amtlicher Gemeindeschlüssel (AGS), acht Ziffern.")
    var community: String

    @Option(help: "Datei für die Vormerkung; sie gilt für diese eine Karte.")
    var note: String

    @Flag(help: "Nimmt eine unterbrochene Änderung zurück, statt sie zu Ende zu bringen.")
    var undo = false

    func run() throws {
        try explainingCard {
            let after = try residence()
            let desk = try terminal.changeTerminal(options)
            let number = try terminal.number()
            try desk.check(ChangeTerminal.addressRights)
            let note = ChangeNote(path: note)
            let pending = try note.read()
            guard pending != nil || !undo else {
                throw ValidationError("Es ist nichts vorgemerkt, was zurückzunehmen wäre. Lassen Sie --undo weg.")
            }
            let channel = try options.channel()
            let begin = ContinuousClock.now
            let session = try desk.open(
                channel, with: .can(number), wanting: ChangeTerminal.addressRights, onStep: CardOptions.progress)
            if let pending {
                let settlement = try session.settle(pending, finishing: !undo)
                try note.remove()
                print(settlement.germanText)
            }
            let before = try session.residence()
            if !undo, before != after {
                let change = ChipChange(before: before, after: after)
                try note.write(change)
                try session.write(change)
                try note.remove()
            }
            print("Auf dem Chip: \(try session.residence().address?.line ?? "unbekannte Anschrift")")
            CardOptions.report(channel, since: begin)
        }
    }

    private func residence() throws -> ChipResidence {
        guard let key = MunicipalityKey(community) else {
            let similar = CodeList.municipalities.search(community, limit: 3).map { "\($0.code) \($0.name)" }
            throw ValidationError(
                "Der Gemeindeschlüssel hat acht Ziffern, z. B. 15091375. "
                    + (similar.isEmpty
                        ? "Sehen Sie in town.yaml nach."
                        : "Zu „\(community)“ passen: \(similar.joined(separator: "; ")). Geben Sie den Schlüssel an."))
        }
        guard !street.isEmpty, !city.isEmpty, postalCode.utf8.count == 5,
            postalCode.utf8.allSatisfy({ (48...57).contains($0) })
        else {
            throw ValidationError("Straße, Ort und eine Postleitzahl mit fünf Ziffern gehören dazu. Ergänzen Sie sie.")
        }
        return ChipResidence(
            address: .german(street: street, postalCode: postalCode, city: city), community: key)
    }
}

extension ChipSettlement {
    fileprivate var germanText: String {
        switch self {
        case .notBegun: "Die unterbrochene Änderung hatte noch nichts geschrieben."
        case .complete: "Die unterbrochene Änderung war schon ganz geschrieben."
        case .finished: "Die unterbrochene Änderung wurde zu Ende gebracht."
        case .undone: "Die unterbrochene Änderung wurde zurückgenommen."
        }
    }
}
