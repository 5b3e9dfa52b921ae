import ArgumentParser
import Casework
import Foundation
import Journal
import Kit
import Sync

struct KitEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Richtet den Koffer ein: mit einem Code der Zentrale, oder mit ihrer Antwort als Datei.")

    @OptionGroup var options: KitOptions

    @Argument(help: "Antwort der Zentrale; nicht mit --code.")
    var answer: String?

    @Option(help: "Code, den die Zentrale zeigt, oder alles aus ihrem QR-Code.")
    var code: String?

    @Option(help: "Adresse der Zentrale, wie sie neben dem Code steht: name:8443.")
    var address: String?

    func run() async throws {
        try await explaining {
            let secrets = try await enrol()
            print("Koffer \(secrets.code.text) ist eingerichtet.")
            print("")
            print("Losung für den Tagesbeginn (wird nur jetzt gezeigt; getrennt vom Koffer aufbewahren):")
            print("  \(secrets.passphrase)")
            print("Wiederherstellungscode (in der Zentrale einschließen):")
            print("  \(secrets.recoveryCode)")
            if !secrets.clerks.isEmpty {
                print("Einmalcodes liegen bereit für: \(secrets.clerks.map(\.text).joined(separator: ", "))")
            }
            print("")
            print("Weiter: „amtskoffer kit serve \(options.folder)“.")
        }
    }

    private func enrol() async throws -> Enrolling.Secrets {
        guard (answer == nil) != (code == nil) else {
            throw ValidationError(
                "Nennen Sie entweder die Datei mit der Antwort der Zentrale oder --code und --address.")
        }
        if let code {
            let invitation: EnrolmentInvitation
            do throws(InvitationFault) {
                invitation = try EnrolmentInvitation(typed: code, address: address ?? "")
            } catch {
                switch error {
                case .code(let fault): throw fault
                case .address:
                    throw ValidationError("Nennen Sie mit --address die Adresse, die neben dem Code steht: name:8443.")
                }
            }
            return try await Enrolling.enrol(options.kit, invitation: invitation, program: KitProgram.version)
        }
        guard let answer, let file = try DiskFile(path: answer).read() else {
            throw ValidationError("Die Antwort \(answer ?? "") fehlt. Holen Sie die Datei aus der Zentrale.")
        }
        return try Enrolling.complete(options.kit, answer: file)
    }
}
