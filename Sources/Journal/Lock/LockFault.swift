/// Why a lock stays closed.
package enum LockFault: Error, Hashable, Sendable {
    /// The passphrase, key file, secret or code is not the one; none of it is told apart.
    case wrongSecret
    /// There is no such way in: no key file was set up, no such clerk, no recovery code.
    case notSetUp
    case codeExpired
    /// A new secret is empty, or the machine has not the memory to lock with it.
    case unusableSecret
    case unreadable
    case file(FileFault)
    case machine(MachineFault)
}

extension LockFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongSecret: "Das passt nicht. Groß- und Kleinschreibung prüfen und noch einmal eingeben."
        case .notSetUp: "Dieser Zugang ist auf dem Koffer nicht eingerichtet. Einen Einmalcode der Zentrale benutzen."
        case .codeExpired: "Der Einmalcode ist abgelaufen. In der Zentrale einen neuen geben lassen."
        case .unusableSecret: "Das lässt sich nicht als Kennwort speichern. Ein anderes eingeben."
        case .unreadable: "lock.json ist beschädigt. Die Datei vom Spiegel holen."
        case .file(let fault): "\(fault)"
        case .machine(let fault): "\(fault)"
        }
    }
}
