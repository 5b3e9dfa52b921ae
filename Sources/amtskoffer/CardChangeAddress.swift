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
                channel, with: .can(number),
                wanting: ChangeTerminal.addressRights + desk.granted(CardMark.rights), onStep: CardOptions.progress)
            if let pending {
                let settlement = try closing(note) { () throws(CardProblem) in
                    try session.settle(pending, finishing: !undo)
                }
                try note.remove()
                print(settlement.germanText)
            }
            if !undo {
                let change = try session.change(to: after)
                if change.before != after {
                    try note.write(change)
                    try closing(note) { () throws(CardProblem) in try session.write(change) }
                    try note.remove()
                }
            }
            print("Auf dem Chip: \(try session.residence().address?.line ?? "unbekannte Anschrift")")
            CardOptions.report(channel, since: begin)
        }
    }

    /// Says what becomes of the note: where the card has no room, the old address stands there and nothing is left to settle.
    private func closing<Value>(_ note: ChangeNote, _ work: () throws(CardProblem) -> Value) throws -> Value {
        do throws(CardProblem) {
            return try work()
        } catch {
            if case .dataTooLong = error {
                try note.remove()
            } else {
                complain(
                    "Die Vormerkung bleibt: Derselbe Aufruf bringt zu Ende, was begonnen war; --undo nimmt es zurück.")
            }
            throw error
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
        guard CodeList.municipalities.entry(key.text) != nil else {
            throw ValidationError(
                "Eine Gemeinde mit dem Schlüssel \(key.text) gibt es nicht. Sehen Sie in town.yaml nach.")
        }
        return ChipResidence(
            address: .german(
                street: try checked(street, "--street"), postalCode: postalCode, city: try checked(city, "--city")),
            community: key)
    }

    /// Only what registers know goes onto a chip (DIN 91379, type C).
    private func checked(_ text: String, _ option: String) throws -> String {
        do {
            return try LatinName(text, type: .c).text
        } catch {
            throw ValidationError("\(option): \(error.message)")
        }
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
