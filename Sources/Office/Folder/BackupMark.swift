import Foundation
package import Journal

/// `backup.json`, written last into a backup: whose it is, and how long it is kept. A folder with it is no office that serves.
package struct BackupMark: Codable, Hashable, Sendable {
    package static let name = "backup.json"

    private var format = 1
    /// As ``ErasureList/mark(_:)``.
    package let office: String
    package let madeAt: Timestamp
    package let keptUntil: Timestamp

    package init(office: String, madeAt: Timestamp, keptUntil: Timestamp) {
        self.office = office
        self.madeAt = madeAt
        self.keptUntil = keptUntil
    }

    /// Nil for a folder that is no finished backup.
    package init?(of folder: String, on disk: any Disk) throws(OfficeFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try DiskFile(folder: folder, name: Self.name, on: disk).read() } catch {
            throw .file(error)
        }
        guard let bytes, let mark = try? JSONDecoder().decode(Self.self, from: bytes), mark.format == 1 else {
            return nil
        }
        self = mark
    }

    func write(to folder: String, on disk: any Disk) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try DiskFile(folder: folder, name: Self.name, on: disk).replace(
            with: encoder.encode(self) + Data("\n".utf8), shredding: false)
    }
}
