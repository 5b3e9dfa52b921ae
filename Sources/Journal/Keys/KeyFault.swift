/// Why a key is not to be had.
package enum KeyFault: Error, Hashable, Sendable {
    /// Nobody is logged in: the keys are there, and closed.
    case locked
    /// The key was erased for good.
    case erased(KeyID)
    /// There is no row for it.
    case unknown(KeyID)
    /// The wrapped or sealed bytes do not open: another key, or changed bytes.
    case unopenable(KeyID)
    /// The keys file is broken; the line counts from 1.
    case damaged(line: Int, reason: String)
    case file(FileFault)
    case store(StoreFault)
}

extension KeyFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked: "Die Schlüssel sind verschlossen. Anmelden, dann noch einmal versuchen."
        case .erased(let id): "Schlüssel \(id) wurde gelöscht. Der Inhalt ist nicht mehr lesbar."
        case .unknown(let id): "Schlüssel \(id) ist hier nicht vorhanden. Die Schlüsseldatei vom Spiegel holen."
        case .unopenable(let id): "Schlüssel \(id) lässt sich nicht öffnen. Die Schlüsseldatei vom Spiegel holen."
        case .damaged(let line, let reason): "Schlüsseldatei, Zeile \(line): \(reason)"
        case .file(let fault): "\(fault)"
        case .store(let fault): "\(fault)"
        }
    }
}
