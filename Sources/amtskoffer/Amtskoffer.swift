import ArgumentParser
import Foundation

@main
struct Amtskoffer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amtskoffer", abstract: "Das Bürgerbüro in einem Koffer.",
        discussion: """
            Jeder Befehl endet mit 0, wenn alles getan ist; mit 1, wenn nicht, und sagt dann, was los ist und was zu tun ist; \
            mit 64, wenn es den Aufruf so nicht gibt.
            """,
        subcommands: [
            Demo.self, KitCommand.self, OfficeCommand.self, TownCommand.self, JournalCommand.self, SimulateCommand.self,
            MRZCommand.self, CardCommand.self, PlanCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            complain(words(forCall: message(for: error), usage: fullMessage(for: error)))
            exit(withError: ExitCode.validationFailure)
        }
    }

    /// The parser speaks English: what it quotes is all that is taken from its message.
    private static func words(forCall message: String, usage: String) -> String {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        let wrong = parts.count > 1 ? "„\(parts[1])“" : "Etwas"
        let first =
            message.hasPrefix("Missing") ? "\(wrong) fehlt in diesem Aufruf." : "\(wrong) passt nicht in diesen Aufruf."
        let lines = usage.split(separator: "\n")
        let call = lines.first { $0.hasPrefix("Usage: ") }.map { "\nSo geht es: \($0.dropFirst(7))" } ?? ""
        return "\(first)\(call)\nMehr dazu mit --help."
    }
}
