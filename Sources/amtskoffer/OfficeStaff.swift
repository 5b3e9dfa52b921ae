import ArgumentParser
import Foundation
import Journal
import Office

struct OfficeStaff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Zeigt, wer sich anmelden kann, und gibt erste Einmalcodes.",
        discussion:
            "Codes lassen sich so nur geben, solange die Zentrale nicht läuft; danach auf der Seite „Mitarbeiter“.")

    @OptionGroup var options: OfficeOptions

    @Option(help: "Kennungen, die einen neuen Einmalcode bekommen.")
    var code: [String] = []

    @OptionGroup var clock: ClockOptions

    @Flag(help: "Allen einen Einmalcode geben, die in der Zentrale arbeiten und noch kein Kennwort haben.")
    var all = false

    func run() async throws {
        try await explaining {
            // A list reads only; codes are written, and the office that serves would write over them.
            let hold = code.isEmpty && !all ? nil : try options.office.hold()
            defer { withExtendedLifetime(hold) {} }
            let book = try StaffBook(options.office.file(StaffBook.name), elapsed: { .zero })
            let lines = try book.firstCodes(
                for: code, all: all, town: options.office.town(), at: clock.clock().now())
            for line in lines { print(line) }
        }
    }
}
