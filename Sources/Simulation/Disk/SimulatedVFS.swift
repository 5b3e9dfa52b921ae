import Foundation
import GRDBSQLite
import Journal

/// SQLite's way to a ``SimulatedDisk``: a virtual file system (sqlite.org/vfs.html) under a name of its own, so that the
/// real SQLite writes, syncs and recovers on a disk that forgets.
enum SimulatedVFS {
    static let name = "amtskoffer-simulated"

    /// Makes it known to SQLite; once for the whole program.
    static func register() { _ = registered }

    private static let registered: Bool = {
        guard let system = sqlite3_vfs_find(nil) else { return false }
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        // What is not about files (time, random bytes, waiting) stays the system's.
        vfs.initialize(to: system.pointee)
        vfs.pointee.pNext = nil
        vfs.pointee.szOsFile = Int32(MemoryLayout<DatabaseSlot>.size)
        vfs.pointee.mxPathname = 512
        vfs.pointee.zName = UnsafePointer(strdup(name))
        vfs.pointee.xOpen = { _, name, file, flags, outFlags in
            guard let file else { return SQLITE_IOERR }
            return DatabaseSlot.open(name.map { String(cString: $0) }, file, flags, outFlags)
        }
        vfs.pointee.xDelete = { _, name, isSynced in
            guard let name, let (disk, path) = SimulatedDisk.find(String(cString: name)) else { return SQLITE_IOERR }
            do throws(FileFault) {
                try disk.device.remove(path, by: disk.life)
                if isSynced != 0 {
                    try disk.device.syncFolder(path.folderPath, by: disk.life)
                }
                return SQLITE_OK
            } catch {
                if case .missing = error { return DiskError.deleteNoEntry }
                return DiskError.delete
            }
        }
        vfs.pointee.xAccess = { _, name, _, out in
            guard let name, let out, let (disk, path) = SimulatedDisk.find(String(cString: name)) else {
                return SQLITE_IOERR
            }
            out.pointee = disk.device.file(path) == nil ? 0 : 1
            return SQLITE_OK
        }
        vfs.pointee.xFullPathname = { _, name, count, out in
            guard let name, let out, strlen(name) < Int(count) else { return SQLITE_CANTOPEN }
            strcpy(out, name)
            return SQLITE_OK
        }
        vfs.pointee.xGetLastError = { _, _, _ in 0 }
        return sqlite3_vfs_register(vfs, 0) == SQLITE_OK
    }()
}

/// What SQLite keeps of an open file: its own part first, ours behind it.
struct DatabaseSlot {
    var base: sqlite3_file
    var file: Unmanaged<DatabaseFile>?

    static func open(
        _ name: String?, _ target: UnsafeMutablePointer<sqlite3_file>, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        target.pointee.pMethods = nil
        let file: DatabaseFile
        if let name {
            guard let (disk, path) = SimulatedDisk.find(name) else { return SQLITE_CANTOPEN }
            let isNew = disk.device.file(path) == nil
            do throws(FileFault) {
                if isNew, flags & SQLITE_OPEN_CREATE == 0 { return SQLITE_CANTOPEN }
                let stored: StoredFile
                if let known = disk.device.file(path) {
                    stored = known
                } else {
                    stored = try disk.device.make(path, by: disk.life)
                }
                // As SQLite does on Unix (`isNewJrnl` in os_unix.c): who may make a log syncs its name with the first sync, whoever made it.
                let syncsName =
                    flags & SQLITE_OPEN_CREATE != 0 && flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0
                file = DatabaseFile(disk: disk, path: path, stored: stored, syncsName: syncsName)
            } catch { return SQLITE_CANTOPEN }
        } else {
            file = DatabaseFile(disk: nil, path: "", stored: StoredFile(), syncsName: false)
        }
        target.withMemoryRebound(to: DatabaseSlot.self, capacity: 1) {
            $0.pointee.file = Unmanaged.passRetained(file)
        }
        target.pointee.pMethods = DatabaseFile.methods
        outFlags?.pointee = flags
        return SQLITE_OK
    }

    static func file(_ pointer: UnsafeMutablePointer<sqlite3_file>?) -> DatabaseFile? {
        pointer?.withMemoryRebound(to: DatabaseSlot.self, capacity: 1) { $0.pointee.file?.takeUnretainedValue() }
    }

    static func close(_ pointer: UnsafeMutablePointer<sqlite3_file>?) {
        pointer?.withMemoryRebound(to: DatabaseSlot.self, capacity: 1) {
            $0.pointee.file?.release()
            $0.pointee.file = nil
        }
    }
}
