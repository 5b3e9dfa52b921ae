import ArgumentParser
import Foundation
import Logging
import Office

struct OfficeServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Startet die Zentrale.")

    @OptionGroup var options: OfficeOptions

    @OptionGroup var clock: ClockOptions

    @Option(help: "Python mit WeasyPrint für PDFs; sonst aus AMTSKOFFER_PYTHON.")
    var python: String?

    @Flag(help: "Die Löschliste ist verloren: Sie wird aus dem gemacht, was in diesem Ordner gelöscht ist.")
    var withoutErasureList = false

    func run() async throws {
        try await explaining {
            var logger = Logger(label: "office")
            logger.logLevel = .notice
            let python = python ?? ProcessInfo.processInfo.environment["AMTSKOFFER_PYTHON"]
            let program = try await OfficeProgram(
                folder: options.office, python: python, clock: clock.clock(),
                withoutErasureList: withoutErasureList, logger: logger)
            let settings = program.registry.settings
            print("Zentrale: \(settings.pageAddress ?? "http://\(settings.host):\(settings.port)")")
            print("Für die Koffer: \(settings.syncAddress)")
            // A pipe would keep the lines until the end.
            fflush(nil)
            try await program.run()
        }
    }
}
