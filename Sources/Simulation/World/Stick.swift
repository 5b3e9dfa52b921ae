import Casework
import Journal
import Kit

/// The USB stick beside a kit: a disk of its own with the kit's mirror.
final class Stick {
    let device = SimulatedDevice()
    let disk: SimulatedDisk
    /// It was pulled, and the pages say so: transfers and receipts do not wait for it.
    let isOut: Bool
    /// How far the clerk had come at the last copy.
    var step = 0
    /// Transfers and numbers that the last copy holds.
    var given = 0
    var hasCopy = false
    /// The kit's disk as it was, for a spare that does not go on as it should.
    var image: SimulatedDevice?
    private let name: String

    init(name: String, isOut: Bool) {
        self.name = name
        self.isOut = isOut
        disk = device.mount()
    }

    var path: String { "\(disk.root)/mirror" }

    /// Makes the mirror where there is none.
    func setting(for folder: KitFolder, _ identity: KitIdentity, generation: UInt16) throws -> MirrorSetting {
        if let known = try MirrorSetting(in: folder) {
            return MirrorSetting(path: path, id: known.id, writer: known.writer)
        }
        let setting = MirrorSetting(path: path, id: name, writer: name)
        try disk.makeFolder(path)
        try MirrorMark(
            kit: identity.number, code: identity.code.text, id: name, writer: name, generation: generation
        ).write(in: path, on: disk)
        return setting
    }
}
