import Casework
import Foundation
package import Journal

/// Makes a folder a kit's mirror.
package struct MirrorSetUp {
    package enum FirstCopy {
        case copied(through: Head?)
        /// Whoever runs it copies.
        case kitIsRunning
        /// For the first log-in.
        case waits
    }

    private let folder: KitFolder
    package let identity: KitIdentity
    private let stick: any Disk
    private let store: SQLiteJournalStore

    package init(_ folder: KitFolder, on stick: any Disk) throws {
        self.folder = folder
        self.stick = stick
        identity = try folder.identity()
        store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName), on: folder.disk)
    }

    private var generation: UInt16 {
        get throws { try store.head(kit: identity.number)?.position.generation ?? 1 }
    }

    /// Writes the mark there and the setting here; the running kit finds it by itself, and copies.
    /// - Parameter path: absolute; its parent has to be there, so that a stick that is not mounted is noticed.
    /// - Throws: ``MirrorSetUpFault``, ``MirrorTrouble``.
    package func begin(at path: String, randomness: Randomness = .system) throws -> MirrorSetting {
        let parent = (path as NSString).deletingLastPathComponent
        guard stick.exists(path) || stick.exists(parent) else { throw MirrorSetUpFault.noPlace(parent) }
        guard path != folder.path, !path.hasPrefix(folder.path + "/") else { throw MirrorSetUpFault.insideTheKit }
        if let mark = try MirrorMark.read(in: path, on: stick) {
            guard let setting = try MirrorSetting(in: folder), setting.id == mark.id, setting.writer == mark.writer
            else { throw MirrorSetUpFault.isAMirror(code: mark.code) }
            let moved = MirrorSetting(path: path, id: setting.id, writer: setting.writer)
            try moved.write(in: folder)
            return moved
        }
        if stick.exists(path), try stick.names(in: path).contains(where: { !$0.hasPrefix(".") }) {
            throw MirrorSetUpFault.notEmpty
        }
        try stick.makeFolder(path)
        let setting = MirrorSetting(path: path, id: randomness.bytes(16).hex, writer: randomness.bytes(16).hex)
        let mark = MirrorMark(
            kit: identity.number, code: identity.code.text, id: setting.id, writer: setting.writer,
            generation: try generation)
        try mark.write(in: path, on: stick)
        try setting.write(in: folder)
        return setting
    }

    /// The first copy, where the kit does not run.
    package func copyNow(_ setting: MirrorSetting) throws -> FirstCopy {
        let hold: FolderLock?
        do { hold = try folder.disk.hold(folder.path) } catch FileFault.inUse { return .kitIsRunning }
        defer { withExtendedLifetime(hold) {} }
        do {
            let mirroring = Mirroring(folder: folder, identity: identity, store: store, stick: stick)
            return .copied(through: try mirroring.round(setting, generation: generation).through)
        } catch MirrorTrouble.notLoggedInYet { return .waits }
    }
}

package enum MirrorSetUpFault: Error, Hashable, CustomStringConvertible {
    case noPlace(String)
    case insideTheKit
    case isAMirror(code: String)
    case notEmpty

    package var description: String {
        switch self {
        case .noPlace(let path):
            "\(path) ist nicht da. Stecken Sie den Stick ein und hängen Sie ihn ein, dann noch einmal."
        case .insideTheKit:
            "Der Spiegel darf nicht im Ordner des Koffers liegen. Nehmen Sie einen Ordner auf dem Stick."
        case .isAMirror(let code):
            "Dort liegt schon ein Spiegel von Koffer \(code). Nehmen Sie einen neuen Ordner; der Spiegel dort bleibt, wie er ist."
        case .notEmpty: "Der Ordner ist nicht leer. Nehmen Sie auf dem Stick einen neuen, leeren Ordner."
        }
    }
}
