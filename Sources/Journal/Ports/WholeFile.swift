package import Foundation

/// A small file that is read whole and replaced whole: after a crash it is the old one or the new one, never a mixture.
package protocol WholeFile: Sendable {
    /// Nil when there is none yet.
    func read() throws(FileFault) -> Data?
    /// Durable when it returns: temporary file, fsync, rename, fsync of the folder.
    /// - Parameter shredding: overwrite the old file's bytes afterwards, because it held a key that is to be gone.
    func replace(with bytes: Data, shredding: Bool) throws(FileFault)
}

/// What went wrong with a file; `name` is the file's name without its folder.
package enum FileFault: Error, Hashable, Sendable {
    case diskFull(name: String)
    case inputOutput(name: String, code: Int32)
    case missing(name: String)
    case forbidden(name: String)
    /// The file is there, and its content is not what it has to be.
    case unreadable(name: String)
    /// Another program works in the folder.
    case inUse(name: String)
}

extension FileFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .diskFull: "Der Speicher ist voll. Platz schaffen, dann noch einmal speichern."
        case .inputOutput(let name, let code):
            "\(name): Der Datenträger meldet einen Fehler (\(code)). Den Datenträger prüfen lassen."
        case .missing(let name): "\(name) fehlt. Den Ordner prüfen."
        case .forbidden(let name): "\(name) darf nicht gelesen oder geschrieben werden. Die Rechte am Ordner prüfen."
        case .inUse(let name): "In \(name) arbeitet schon ein Programm. Das andere beenden, dann neu starten."
        case .unreadable(let name): "\(name) ist beschädigt. Die Datei vom Spiegel oder aus der Sicherung holen."
        }
    }
}
