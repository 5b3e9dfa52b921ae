/// Why the store did not do what it was asked; nothing was changed then.
package enum StoreFault: Error, Hashable, Sendable {
    case diskFull
    /// The disk gave an error; SQLite's extended result code.
    case inputOutput(code: Int32)
    /// Another process holds the file.
    case busy
    /// The file is not there, may not be read or written, or is no journal of a version this program knows.
    case unusable(reason: String)
    /// A stored row is not what it was: its bytes do not decode or do not hash to what stands beside them.
    case damaged(at: Position, reason: String)
    /// The file as a whole is broken.
    case damagedFile(reason: String)
    /// The entries do not follow what is stored.
    case chain(ChainFault)
}

extension StoreFault {
    /// True when what is stored cannot be believed, as against a disk that is full or slow.
    package var isLossOfIntegrity: Bool {
        switch self {
        case .damaged, .damagedFile, .chain: true
        case .diskFull, .inputOutput, .busy, .unusable: false
        }
    }
}

extension StoreFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .diskFull: "Der Speicher ist voll. Platz schaffen, dann noch einmal speichern."
        case .inputOutput(let code): "Der Datenträger meldet einen Fehler (\(code)). Den Datenträger prüfen lassen."
        case .busy: "Die Datei wird gerade von einem anderen Programm benutzt. Das andere Programm beenden."
        case .unusable(let reason): "Das Journal lässt sich nicht öffnen: \(reason)"
        case .damaged(let position, let reason): "\(position): \(reason)"
        case .damagedFile(let reason): "Die Journaldatei ist beschädigt: \(reason)"
        case .chain(let fault): "\(fault)"
        }
    }
}
