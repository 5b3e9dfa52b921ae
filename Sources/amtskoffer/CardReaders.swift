import ArgumentParser
import IdentityCard

struct CardReaders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readers", abstract: "Nennt die Kartenleser und ob eine Karte aufliegt.")

    func run() throws {
        try explainingCard {
            let service = try CardService()
            let readers = try service.readers()
            guard !readers.isEmpty else { throw CardProblem.readerMissing }
            for reader in readers { print("\(reader): \(state(of: reader, service))") }
        }
    }

    private func state(of reader: String, _ service: CardService) -> String {
        do throws(CardProblem) {
            let card = try service.card(on: reader)
            return card.pad == nil ? "Karte liegt auf" : "Karte liegt auf, PIN an den Tasten des Lesers"
        } catch {
            return error == .cardMissing ? "keine Karte" : error == .readerBusy ? "belegt" : "meldet sich nicht"
        }
    }
}
