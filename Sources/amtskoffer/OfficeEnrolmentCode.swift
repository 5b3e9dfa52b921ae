import ArgumentParser
import Foundation
import Journal
import Office

struct OfficeEnrolmentCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrolment-code",
        abstract: "Zeigt einen Code, mit dem sich ein Koffer über das Netz anmeldet; auch während die Zentrale läuft.")

    @OptionGroup var options: OfficeOptions

    @OptionGroup var clock: ClockOptions

    @Option(help: "Kürzel des Koffers, z. B. W01; sonst das nächste freie.")
    var code: String?

    @Option(help: "Wie viele Minuten der Code gilt.")
    var minutes = EnrolmentBook.standardMinutes

    func run() async throws {
        try await explaining {
            guard EnrolmentBook.possibleMinutes.contains(minutes) else {
                let possible = EnrolmentBook.possibleMinutes
                throw ValidationError("Ein Code gilt von \(possible.lowerBound) bis \(possible.upperBound) Minuten.")
            }
            let office = options.office
            let book = try EnrolmentBook(in: office)
            let offer = try EnrolmentOffer.make(
                kit: code, minutes: minutes, in: office, book: book, town: office.town(), at: clock.clock().now())
            for line in offer.lines { print(line) }
        }
    }
}
