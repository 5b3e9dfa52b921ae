import ArgumentParser

@main
struct Amtskoffer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amtskoffer", abstract: "Das Bürgerbüro in einem Koffer.",
        subcommands: [Demo.self, KitCommand.self, OfficeCommand.self, TownCommand.self, JournalCommand.self])
}
