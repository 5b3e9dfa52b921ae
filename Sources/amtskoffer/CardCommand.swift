import ArgumentParser
import Foundation
import Identity
import IdentityCard

struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "Ausweise und Pässe mit Chip: lesen, Anschrift ändern, PIN setzen.",
        discussion: """
            Diese Befehle beherrschen die Verfahren und sind gegen simulierte Karten geprüft. Für echte Personalausweise \
            braucht es ein zertifiziertes Änderungsterminal mit hoheitlichem Berechtigungszertifikat.

            Jeder Befehl endet mit 0, wenn alles getan ist; sonst mit 10 ohne Kartenleser, oder wenn er belegt oder gestört \
            ist oder nicht antwortet, 11 ohne Karte, 12 wenn die Karte zu früh weggenommen oder das Setzen der PIN \
            unterbrochen wurde, 13 bei falscher CAN, PIN, PUK oder Zone (auch wenn die PIN dadurch gesperrt wurde), 14 bei \
            gesperrter PIN oder PUK, bei ausgeschalteter Online-Funktion, oder wenn vor dem letzten Versuch die CAN fehlt, 15 wenn das \
            Zertifikat des Terminals abgelaufen ist oder ein Recht fehlt, 16 bei fremder oder gefälschter Signatur, \
            1 bei allem anderen.
            """,
        subcommands: [
            CardReaders.self, CardRead.self, CardChangeAddress.self, CardSetPIN.self, CardUnblock.self,
        ])
}

/// Prints in German what a card or reader said and what to do next, and ends with the code for it.
func explainingCard<Value>(_ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let problem as CardProblem {
        complain(problem.germanText)
        throw ExitCode(problem.exitCode)
    } catch let error as ValidationError {
        complain(error.message)
        throw ExitCode(1)
    }
}

extension CardProblem {
    fileprivate var exitCode: Int32 {
        switch self {
        case .serviceMissing, .readerMissing, .readerBusy, .readerFailed, .readerSilent: 10
        case .cardMissing: 11
        case .cardRemoved, .pinUnsettled: 12
        case .passwordWrong: 13
        case .pinSuspended, .passwordBlocked, .pinDeactivated: 14
        case .certificateUnreadable, .certificateForged, .certificateExpired, .certificateNotYetGood, .rightMissing,
            .certificateForeign, .terminalRefused:
            15
        case .securityForged, .securitySignerUnknown, .chipForged, .answerForged: 16
        default: 1
        }
    }
}
