import GRDBSQLite

/// SQLite's extended codes of disk errors (sqlite.org/rescode.html), which its header forms by macros Swift does not see.
enum DiskError {
    static let read = code(1)
    static let shortRead = code(2)
    static let write = code(3)
    static let fsync = code(4)
    static let truncate = code(6)
    static let fstat = code(7)
    static let delete = code(10)
    static let lock = code(15)
    static let shmLock = code(20)
    static let shmMap = code(21)
    static let deleteNoEntry = code(23)

    private static func code(_ detail: Int32) -> Int32 { SQLITE_IOERR | detail << 8 }
}
