import ArgumentParser
import Foundation
import Kit
import NIOCore

/// Prints in German what went wrong and what to do next, and ends with 1.
func explaining<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch let exit as ExitCode { throw exit } catch {
        complain(words(for: error))
        throw ExitCode(1)
    }
}

func complain(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

/// Our own faults have words of their own; what comes from below gets some here.
private func words(for error: any Error) -> String {
    switch error {
    case let error as ValidationError: error.message
    case let error as any Explained: error.message
    case let error as IOError: words(forNetwork: error.errnoCode)
    case let error as CocoaError:
        "\(error.filePath.map { "\($0): " } ?? "")Ordner oder Datei lässt sich nicht anlegen oder lesen. Prüfen Sie den Ort und die Rechte daran."
    case is DecodingError: "Eine Datei im Datenordner ist beschädigt. Holen Sie sie aus der Sicherung."
    default: "\(error)"
    }
}

private func words(forNetwork code: CInt) -> String {
    switch code {
    case EADDRINUSE:
        "Ein Port ist schon belegt. Beenden Sie das Programm, das ihn benutzt, oder nennen Sie einen anderen Port."
    case EADDRNOTAVAIL: "Die Adresse gehört nicht zu diesem Rechner. Nennen Sie eine, die er hat."
    case EACCES: "Diesen Port darf nur die Systemverwaltung öffnen. Nennen Sie einen ab 1024."
    default: "Das Netz meldet einen Fehler (\(code)). Prüfen Sie Adresse und Ports."
    }
}
