import ArgumentParser
import Casework
import Foundation
import Journal
import Kit
import Logging

struct KitServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Startet den Koffer; seine Seiten gibt es nur auf diesem Rechner.")

    @OptionGroup var options: KitOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var cards: CardDeskOptions

    @Option(help: "Port der Seiten auf 127.0.0.1.")
    var port = 8080

    @Option(help: "Minuten ohne Eingabe, nach denen sich eine Sitzung sperrt.")
    var lockAfter = 10

    func run() async throws {
        try await explaining {
            var logger = Logger(label: "kit")
            logger.logLevel = .warning
            let clock = try clock.clock()
            if Enrolling.isPending(options.kit) {
                print("Koffer noch nicht aufgenommen: http://127.0.0.1:\(port)")
                fflush(nil)
                try await EnrolmentProgram(folder: options.kit, port: port, logger: logger).run()
                // Somebody ended it before.
                guard options.kit.isEnrolled else { return }
            }
            let desk = try Desk(folder: options.kit, clock: clock, logger: logger)
            let settings = KitProgram.Settings(
                port: port, lockAfterMinutes: lockAfter,
                python: ProcessInfo.processInfo.environment["AMTSKOFFER_PYTHON"])
            print("Koffer \(desk.identity.code.text): http://127.0.0.1:\(port)")
            // A pipe would keep the lines until the end.
            fflush(nil)
            try await KitProgram(
                desk: desk, settings: settings, logger: logger, machine: .machine, cards: cards.desk(of: options.kit)
            ).run()
        }
    }
}
