package import Journal

/// Binds a kit's day to its laptop, and takes that back. The kit must not run meanwhile.
package struct MachineBinding {
    private let folder: KitFolder
    private let machine: any MachineSeal
    private let cost: ScryptCost
    private let randomness: Randomness

    /// - Parameter cost: of the newly locked passphrase.
    package init(
        _ folder: KitFolder, to machine: any MachineSeal, cost: ScryptCost = .standard, randomness: Randomness = .system
    ) {
        self.folder = folder
        self.machine = machine
        self.cost = cost
        self.randomness = randomness
    }

    /// From here on the passphrase opens the kit on this laptop only, and no key file does; the recovery code opens it anywhere.
    package func bind(passphrase: String) throws {
        try change { box in
            guard !box.isBound else { throw MachineBindingFault.isBound }
            let day = try box.openDay(passphrase: passphrase)
            try box.bind(passphrase, day: day, to: machine, cost: cost, randomness: randomness)
            // What this laptop cannot open again must never be written.
            _ = try box.openDay(passphrase: passphrase, on: machine)
        }
    }

    package func unbind(passphrase: String) throws {
        try change { box in
            guard box.isBound else { throw MachineBindingFault.isNotBound }
            let day = try box.openDay(passphrase: passphrase, on: machine)
            try box.setPassphrase(passphrase, day: day, cost: cost, randomness: randomness)
        }
    }

    private func change(_ change: (inout LockBox) throws -> Void) throws {
        let hold: FolderLock?
        do { hold = try folder.disk.hold(folder.path) } catch FileFault.inUse { throw MachineBindingFault.kitIsRunning }
        defer { withExtendedLifetime(hold) {} }
        let file = folder.file(LockBox.name)
        var box = try LockBox(from: file)
        try change(&box)
        try box.write(to: file)
    }
}

package enum MachineBindingFault: Error, Hashable, CustomStringConvertible {
    case isBound
    case isNotBound
    case kitIsRunning

    package var description: String {
        switch self {
        case .isBound: "Dieser Koffer ist schon an seinen Laptop gebunden. Es ist nichts zu tun."
        case .isNotBound: "Dieser Koffer ist an keinen Laptop gebunden. Es ist nichts zu tun."
        case .kitIsRunning: "Der Koffer läuft. Beenden Sie ihn mit Strg-C, dann noch einmal."
        }
    }
}
