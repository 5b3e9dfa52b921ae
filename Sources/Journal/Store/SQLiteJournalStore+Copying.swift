import GRDB

extension SQLiteJournalStore {
    /// Copies everything into a new file, as it stands at one moment; what is at the path already is overwritten. Durable
    /// when it returns.
    package func copy(to path: String, on disk: any Disk = .machine) throws(StoreFault) {
        do throws(FileFault) {
            for name in [path, path + "-wal", path + "-shm", path + "-journal"] where disk.exists(name) {
                try disk.remove(name)
            }
        } catch { throw StoreFault(error) }
        try StoreFault.mapping {
            let copy = try DatabaseQueue(path: disk.privateDatabase(path))
            try backup(to: copy)
            try copy.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                _ = try db.checkpoint(.truncate)
            }
            try copy.close()
        }
        do throws(FileFault) {
            try disk.open(path, for: .continuing).sync()
            try disk.syncFolder(of: path)
        } catch { throw StoreFault(error) }
    }
}

extension StoreFault {
    /// A fault of the file that a store lies in.
    init(_ fault: FileFault) {
        self =
            switch fault {
            case .diskFull: .diskFull
            case .inputOutput(_, let code): .inputOutput(code: code)
            case .inUse: .busy
            case .missing, .forbidden, .unreadable: .unusable(reason: "\(fault)")
            }
    }
}
