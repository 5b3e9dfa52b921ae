package import Foundation

/// A whole file on a disk, readable by its owner only (mode 0600).
package struct DiskFile: WholeFile {
    private let path: String
    private let disk: any Disk

    package init(path: String, on disk: any Disk = .machine) {
        self.path = path
        self.disk = disk
    }

    package init(folder: String, name: String, on disk: any Disk = .machine) {
        self.init(path: "\(folder)/\(name)", on: disk)
    }

    private var temporaryPath: String { path + ".new" }

    package func read() throws(FileFault) -> Data? {
        let handle: any DiskHandle
        do throws(FileFault) {
            handle = try disk.open(path, for: .reading)
        } catch .missing {
            return nil
        }
        return try handle.readAll()
    }

    package func replace(with bytes: Data, shredding: Bool) throws(FileFault) {
        let old = shredding ? try? disk.open(path, for: .overwriting) : nil
        // One left behind by a crash may have other rights.
        try? disk.remove(temporaryPath)
        let new = try disk.open(temporaryPath, for: .making)
        do throws(FileFault) {
            try new.write(bytes, at: 0)
            try new.sync()
        } catch {
            try? disk.remove(temporaryPath)
            throw error
        }
        try disk.rename(temporaryPath, to: path)
        try disk.syncFolder(of: path)
        try old?.shred()
    }
}
