import Foundation
import GRDBSQLite
import Journal

/// A database or its log, open in SQLite. Without a disk: a temporary file that nobody else sees.
final class DatabaseFile {
    private let disk: SimulatedDisk?
    private let path: String
    private let stored: StoredFile
    private var syncsName: Bool
    private let locks: DatabaseLocks?

    init(disk: SimulatedDisk?, path: String, stored: StoredFile, syncsName: Bool) {
        self.disk = disk
        self.path = path
        self.stored = stored
        self.syncsName = syncsName
        locks = disk?.locks(of: path)
    }

    private var owner: ObjectIdentifier { ObjectIdentifier(self) }

    fileprivate func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        let got: Int
        if let disk {
            got = disk.device.read(stored, at: offset, into: target)
        } else {
            got = max(0, min(target.count, stored.size - offset))
            if got > 0 {
                stored.bytes.withUnsafeBytes {
                    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + got]))
                }
            }
        }
        guard got < target.count else { return SQLITE_OK }
        memset(target.baseAddress! + got, 0, target.count - got)
        return DiskError.shortRead
    }

    fileprivate func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
        guard let disk else {
            stored.write(bytes, at: offset)
            return SQLITE_OK
        }
        return code(DiskError.write) { () throws(FileFault) in
            try disk.device.write(bytes, at: offset, to: stored, path, by: disk.life)
        }
    }

    fileprivate func truncate(to size: Int) -> Int32 {
        guard let disk else {
            stored.truncate(to: size)
            return SQLITE_OK
        }
        return code(DiskError.truncate) { () throws(FileFault) in
            try disk.device.truncate(stored, to: size, path, by: disk.life)
        }
    }

    fileprivate func sync() -> Int32 {
        guard let disk else { return SQLITE_OK }
        return code(DiskError.fsync) { () throws(FileFault) in
            try disk.device.sync(stored, path, by: disk.life)
            if syncsName {
                try disk.device.syncFolder(path.folderPath, by: disk.life)
                syncsName = false
            }
        }
    }

    fileprivate var size: Int { disk?.device.size(of: stored) ?? stored.size }

    private func code(_ failure: Int32, _ work: () throws(FileFault) -> Void) -> Int32 {
        do throws(FileFault) {
            try work()
            return SQLITE_OK
        } catch {
            if case .diskFull = error { return SQLITE_FULL }
            return failure
        }
    }

    // MARK: Locks

    fileprivate func lock(_ level: DatabaseLocks.Level) -> Int32 {
        locks?.raise(by: owner, to: level) ?? true ? SQLITE_OK : SQLITE_BUSY
    }

    fileprivate func unlock(_ level: DatabaseLocks.Level) { locks?.lower(by: owner, to: level) }
    fileprivate var isReserved: Bool { locks?.isReserved ?? false }

    fileprivate func region(_ index: Int, bytes: Int, making: Bool) -> UnsafeMutableRawPointer? {
        locks?.region(index, bytes: bytes, making: making)
    }

    fileprivate func lockIndex(_ places: Range<Int>, _ flags: Int32) -> Int32 {
        guard let locks else { return SQLITE_OK }
        if flags & SQLITE_SHM_UNLOCK != 0 {
            locks.release(places, by: owner)
            return SQLITE_OK
        }
        let isTaken =
            flags & SQLITE_SHM_SHARED != 0
            ? locks.share(places, by: owner) : locks.take(places, by: owner)
        return isTaken ? SQLITE_OK : SQLITE_BUSY
    }

    fileprivate func close() {
        locks?.lower(by: owner, to: .none)
        locks?.release(0..<DatabaseLocks.places, by: owner)
    }
}

extension DatabaseFile {
    /// SQLite's table of what can be done with an open file; never freed.
    nonisolated(unsafe) static let methods: UnsafePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: sqlite3_io_methods())
        methods.pointee.iVersion = 2
        methods.pointee.xClose = { file in
            DatabaseSlot.file(file)?.close()
            DatabaseSlot.close(file)
            return SQLITE_OK
        }
        methods.pointee.xRead = { file, target, count, offset in
            DatabaseSlot.file(file)?.read(
                UnsafeMutableRawBufferPointer(start: target, count: Int(count)), at: Int(offset)) ?? DiskError.read
        }
        methods.pointee.xWrite = { file, bytes, count, offset in
            DatabaseSlot.file(file)?.write(
                UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: Int(offset)) ?? DiskError.write
        }
        methods.pointee.xTruncate = { file, size in
            DatabaseSlot.file(file)?.truncate(to: Int(size)) ?? DiskError.truncate
        }
        methods.pointee.xSync = { file, _ in DatabaseSlot.file(file)?.sync() ?? DiskError.fsync }
        methods.pointee.xFileSize = { file, size in
            guard let found = DatabaseSlot.file(file), let size else { return DiskError.fstat }
            size.pointee = sqlite3_int64(found.size)
            return SQLITE_OK
        }
        methods.pointee.xLock = { file, level in
            DatabaseSlot.file(file)?.lock(DatabaseLocks.Level(rawValue: level) ?? .exclusive) ?? DiskError.lock
        }
        methods.pointee.xUnlock = { file, level in
            DatabaseSlot.file(file)?.unlock(DatabaseLocks.Level(rawValue: level) ?? .none)
            return SQLITE_OK
        }
        methods.pointee.xCheckReservedLock = { file, out in
            out?.pointee = DatabaseSlot.file(file)?.isReserved == true ? 1 : 0
            return SQLITE_OK
        }
        methods.pointee.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        methods.pointee.xSectorSize = { _ in 4096 }
        methods.pointee.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
        methods.pointee.xShmMap = { file, index, bytes, making, out in
            guard let found = DatabaseSlot.file(file), let out else { return DiskError.shmMap }
            let region = found.region(Int(index), bytes: Int(bytes), making: making != 0)
            out.pointee = region
            return SQLITE_OK
        }
        methods.pointee.xShmLock = { file, first, count, flags in
            DatabaseSlot.file(file)?.lockIndex(Int(first)..<Int(first + count), flags) ?? DiskError.shmLock
        }
        methods.pointee.xShmBarrier = { _ in }
        methods.pointee.xShmUnmap = { _, _ in SQLITE_OK }
        return UnsafePointer(methods)
    }()
}
