package import Foundation

/// What one machine alone can open again, as a TPM 2.0 does: a kit that is bound to it opens on no other one, even for somebody who has
/// its disk and its passphrase.
package protocol MachineSeal: Sendable {
    /// - Parameter secret: 32 bytes.
    /// - Returns: bytes that only this machine opens; they may lie on the disk.
    func seal(_ secret: Data) throws(MachineFault) -> Data
    func open(_ sealed: Data) throws(MachineFault) -> Data
}

/// Why a machine seals or opens nothing.
package enum MachineFault: Error, Hashable, Sendable {
    /// The programs that speak with the chip are not here.
    case noPrograms
    /// There is no chip, or it may not be used.
    case noChip
    /// Another machine has sealed it, or the chip was emptied since.
    case anotherMachine
}

extension MachineFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noPrograms:
            "Auf diesem Laptop fehlen die Programme für den Sicherheitschip. Lassen Sie die IT das Paket tpm2-tools einrichten, dann noch einmal."
        case .noChip:
            "Der Sicherheitschip (TPM 2.0) dieses Laptops antwortet nicht. Lassen Sie die IT ihn einschalten und die Gruppe „tss“ vergeben, dann noch einmal."
        case .anotherMachine:
            "Dieser Koffer ist an den Sicherheitschip eines anderen Laptops gebunden. Stellen Sie ihn mit dem Wiederherstellungscode aus der Zentrale vom Stick wieder her."
        }
    }
}
