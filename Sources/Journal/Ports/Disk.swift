package import Foundation

/// What files lie on: the machine's own disk, or a simulated one that forgets what was not synced. Paths are absolute, or
/// relative to where the program was started.
package protocol Disk: Sendable {
    /// - Throws: ``FileFault/missing(name:)`` where there is no such file and the use makes none.
    func open(_ path: String, for use: DiskUse) throws(FileFault) -> any DiskHandle
    /// Replaces what has the new name.
    func rename(_ path: String, to new: String) throws(FileFault)
    /// - Throws: ``FileFault/missing(name:)`` when there is none.
    func remove(_ path: String) throws(FileFault)
    func exists(_ path: String) -> Bool
    /// The names in a folder, in no order.
    func names(in folder: String) throws(FileFault) -> [String]
    /// Makes a folder and those above it, for the owner only (mode 0700); one that is there stays.
    func makeFolder(_ path: String) throws(FileFault)
    /// Removes an empty folder; a missing one is fine.
    func removeFolder(_ path: String) throws(FileFault)
    /// Makes new, renamed and removed names in a folder durable.
    func syncFolder(_ path: String) throws(FileFault)
    /// Holds a folder for one process, as long as what it returns lives.
    /// - Returns: nil where no other process can reach the disk.
    /// - Throws: ``FileFault/inUse(name:)`` when the folder is held already.
    func hold(_ folder: String) throws(FileFault) -> FolderLock?
    /// What SQLite is to open for a database at this path.
    func database(_ path: String) -> String
}

package enum DiskUse: Hashable, Sendable {
    case reading
    /// Writes over a file that is there.
    case overwriting
    /// Makes a file; one that is there already is a fault.
    case making
    /// Reads and writes on; makes the file when it is not there.
    case continuing
}

/// An open file; closes itself. New ones are readable by their owner only (mode 0600).
package protocol DiskHandle: AnyObject {
    var size: Int { get }
    /// Fewer bytes than asked for only at the end of the file.
    func read(at offset: Int, count: Int) throws(FileFault) -> Data
    /// Durable only after ``sync()``.
    func write(_ bytes: Data, at offset: Int) throws(FileFault)
    func sync() throws(FileFault)
}

extension DiskHandle {
    package func readAll() throws(FileFault) -> Data { try read(at: 0, count: size) }

    /// Overwrites the bytes with zeros. File systems that copy on write keep the old ones a while; the disk has to be
    /// encrypted for more than this.
    func shred() throws(FileFault) {
        try write(Data(count: size), at: 0)
        try sync()
    }
}

extension Disk {
    package func hold(_ folder: String) throws(FileFault) -> FolderLock? { nil }

    /// What SQLite is to open, readable by its owner only: where there is no file yet, it is made so; the log beside it gets the same rights.
    package func privateDatabase(_ path: String) throws(FileFault) -> String {
        if !exists(path) { _ = try open(path, for: .continuing) }
        return database(path)
    }

    /// A disk that knows no folders of their own has nothing to remove.
    package func removeFolder(_ path: String) throws(FileFault) {}

    /// Makes a new or renamed name durable in its folder.
    package func syncFolder(of path: String) throws(FileFault) {
        let folder = (path as NSString).deletingLastPathComponent
        try syncFolder(folder.isEmpty ? "." : folder)
    }
}

extension Disk where Self == MachineDisk {
    /// The machine's own.
    package static var machine: MachineDisk { MachineDisk() }
}
