import Foundation
package import Journal

/// The file that makes a folder a kit's mirror. Nothing is ever written where it is missing or another's: an empty mount
/// point, a stranger's stick and another kit's mirror stay as they are.
package struct MirrorMark: Hashable, Codable, Sendable {
    package static let name = "amtskoffer-spiegel.json"

    private var format = 1
    package let kit: UInt16
    /// `W01`, for messages.
    package let code: String
    /// Of this mirror; 32 hexadecimal digits. The kit keeps the same in its ``MirrorSetting``.
    package let id: String
    /// The laptop that writes here; 32 hexadecimal digits, made anew at each restore.
    package var writer: String
    /// The kit's generation that is written here. A laptop of an earlier one has been replaced.
    package var generation: UInt16
    /// The last entry that the present generation's laptop found here when it took over.
    package var continues: Position?
    /// Counts up with every change. A copy that was put in place of what the kit last wrote shows by it.
    package var round: UInt64 = 0

    package init(kit: UInt16, code: String, id: String, writer: String, generation: UInt16) {
        self.kit = kit
        self.code = code
        self.id = id
        self.writer = writer
        self.generation = generation
    }

    /// Nil when the folder has none.
    package static func read(in path: String, on disk: any Disk) throws(MirrorTrouble) -> MirrorMark? {
        let bytes: Data?
        do throws(FileFault) { bytes = try DiskFile(folder: path, name: name, on: disk).read() } catch {
            throw MirrorTrouble(error)
        }
        guard let bytes else { return nil }
        guard let mark = try? JSONDecoder().decode(MirrorMark.self, from: bytes), mark.format == 1 else {
            throw .markUnreadable
        }
        return mark
    }

    package func write(in path: String, on disk: any Disk) throws(MirrorTrouble) {
        do throws(FileFault) {
            try DiskFile(folder: path, name: Self.name, on: disk).replace(with: Canonical.json(self), shredding: false)
        } catch { throw MirrorTrouble(error) }
    }
}

/// Where this kit's mirror is: `mirror.json` in the kit's folder.
package struct MirrorSetting: Hashable, Codable, Sendable {
    package static let name = "mirror.json"

    private var format = 1
    /// The mirror's folder, absolute.
    package let path: String
    /// ``MirrorMark/id``
    package let id: String
    /// ``MirrorMark/writer``
    package let writer: String

    package init(path: String, id: String, writer: String) {
        self.path = path
        self.id = id
        self.writer = writer
    }

    /// Nil when no mirror was set up.
    package init?(in folder: KitFolder) throws(KitFolderFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try folder.file(Self.name).read() } catch { throw .file(error) }
        guard let bytes else { return nil }
        guard let setting = try? JSONDecoder().decode(MirrorSetting.self, from: bytes), setting.format == 1 else {
            throw .unreadable(Self.name)
        }
        self = setting
    }

    package func write(in folder: KitFolder) throws(KitFolderFault) {
        try folder.write(Canonical.json(self), to: Self.name)
    }
}

enum Canonical {
    /// Our own plain values: encoding has no way to fail.
    static func json(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try! encoder.encode(value) + Data("\n".utf8)
    }
}
