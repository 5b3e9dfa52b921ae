import ArgumentParser
import Casework
import Foundation
import Journal
import Kit
import Logging
import Office
import ServiceLifecycle

/// Office and kit on one machine, set up on the first start and continued on the next.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Zentrale und Koffer auf einem Rechner, mit der Beispielstadt.")

    @Option(help: "Ordner der Stadt.")
    var town = "Towns/wittenberg"

    @Option(help: "Datenordner; beim ersten Mal wird er angelegt.")
    var data = "demo-data"

    @Option(help: "Port des Koffers.")
    var kitPort = 8080

    @Option(help: "Port der Zentrale.")
    var officePort = 8081

    @Option(help: "Port der Übertragung (TLS).")
    var syncPort = 8443

    @Flag(help: "Ohne Zentrale: der Koffer ohne Netz.")
    var withoutOffice = false

    @Option(
        help: ArgumentHelp(
            "Programm, das virtuelle Dokumente auf einen simulierten Leser legt (virtual-card).", valueName: "program"))
    var virtualCard: String?

    @OptionGroup var clock: ClockOptions
    @OptionGroup var cards: CardDeskOptions

    func run() async throws {
        try await explaining {
            try PortCheck.ensureFree(withoutOffice ? [kitPort] : [kitPort, officePort, syncPort])
            let demoCard = try virtualCard.map { try DemoCard(program: $0) }
            defer { demoCard?.close() }
            let clock = try clock.clock()
            let setUp = DemoSetUp(
                folder: data, town: URL(filePath: town).standardizedFileURL.path, officePort: officePort,
                syncPort: syncPort)
            let logIns = try await setUp.complete(at: clock.now())
            var logger = Logger(label: "amtskoffer")
            logger.logLevel = .warning
            let python = ProcessInfo.processInfo.environment["AMTSKOFFER_PYTHON"]
            let desk = try Desk(folder: setUp.kit, clock: clock, logger: logger)
            let kit = try KitProgram(
                desk: desk, settings: .init(port: kitPort, python: python), logger: logger,
                cards: demoCard?.desk ?? cards.desk(of: setUp.kit))
            let office =
                withoutOffice
                ? nil : try await OfficeProgram(folder: setUp.office, python: python, clock: clock, logger: logger)
            print(
                logIns.text(
                    kit: "http://127.0.0.1:\(kitPort)", office: office.map { _ in "http://127.0.0.1:\(officePort)" }))
            if let demoCard {
                print(DemoCard.text)
                demoCard.takeOrders()
            }
            // A pipe would keep the lines until the end.
            fflush(nil)
            // The kit hears the signal; the office ends behind it, when no line of the kit is open any more.
            let behind = try office?.services()
            try await withThrowingTaskGroup(of: Void.self) { group in
                if let behind { group.addTask { try await behind.run() } }
                group.addTask {
                    do { try await kit.run() } catch {
                        await behind?.triggerGracefulShutdown()
                        throw error
                    }
                    await behind?.triggerGracefulShutdown()
                }
                try await group.waitForAll()
            }
        }
    }
}
