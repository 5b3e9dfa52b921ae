import ArgumentParser
import Foundation
import Office

struct OfficeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Die Zentrale im Rathaus oder Rechenzentrum.",
        subcommands: [
            OfficeInit.self, OfficeEnrol.self, OfficeServe.self, OfficeStaff.self, OfficeBackupCommand.self,
        ])
}

/// Which office a command is for.
struct OfficeOptions: ParsableArguments {
    @Argument(help: "Datenordner der Zentrale.")
    var folder: String

    @Option(help: "Schlüsseldatei außerhalb des Datenordners; sonst ORDNER.key.")
    var keyFile: String?

    var office: OfficeFolder { OfficeFolder(path: folder, keyPath: keyFile) }
}

/// Prints what went wrong in words and ends with 1.
func explaining<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch let exit as ExitCode { throw exit } catch {
        FileHandle.standardError.write(Data("\((error as? ValidationError)?.message ?? "\(error)")\n".utf8))
        throw ExitCode(1)
    }
}
