import Foundation
import Journal
import Planning
import Synchronization

/// What may happen to a device at one of its writes; writes, syncs and changes of names count up from the first.
package enum DeviceFault: Hashable, Sendable {
    /// The power goes while this write is under way; what that leaves is drawn from the seed.
    case powerLoss(PowerLoss, seed: UInt64)
    /// The program dies with this write done; the operating system still writes everything down.
    case kill
    /// This and the following writes and syncs fail.
    case errors(count: Int)
    /// This and the following writes find no room.
    case full(count: Int)
}

/// A machine's disk: files that keep for certain only what was synced. A running program holds a ``SimulatedDisk`` on it;
/// after a crash the next one gets another.
///
/// `@unchecked`: everything is behind one lock.
package final class SimulatedDevice: @unchecked Sendable {
    private enum NameChange {
        case put(String, StoredFile)
        case remove(String)

        var path: String {
            switch self {
            case .put(let path, _), .remove(let path): path
            }
        }
    }

    private let lock = Mutex(())
    private var files: [String: StoredFile] = [:]
    private var durableFiles: [String: StoredFile] = [:]
    private var unsyncedNames: [NameChange] = []
    private var folders: Set<String> = []
    private var faults: [Int: DeviceFault] = [:]
    private var failing = 0
    private var full = 0
    /// Writes, syncs and changes of names so far.
    package private(set) var operations = 0
    /// The faults that have come to pass.
    package private(set) var struck: [Int: DeviceFault] = [:]
    /// Counts the programs that ran on it.
    private var life = 0
    private var isDown = false
    /// The world looks at what is there by the programs' own means, which may write; that counts as nothing and never fails.
    private var isLookedAt = false

    /// Whether a sync of a file makes its bytes durable, and a sync of a folder its names; tests give disks that lie.
    private let keepsBytes: @Sendable (_ path: String) -> Bool
    private let keepsNames: @Sendable (_ folder: String) -> Bool

    package init() {
        keepsBytes = { _ in true }
        keepsNames = { _ in true }
    }

    /// The same files, all of them synced.
    package init(
        copying other: SimulatedDevice, keepingBytes: @escaping @Sendable (_ path: String) -> Bool = { _ in true },
        keepingNames: @escaping @Sendable (_ folder: String) -> Bool = { _ in true }
    ) {
        keepsBytes = keepingBytes
        keepsNames = keepingNames
        other.lock.withLock { _ in
            files = other.files.mapValues(\.copy)
            durableFiles = files
            folders = other.folders
        }
    }

    /// The files whose paths begin like this, and begin otherwise here.
    convenience init(copying other: SimulatedDevice, below start: String, as new: String) {
        self.init()
        other.lock.withLock { _ in
            for (name, file) in other.files where name.hasPrefix(start) {
                files[new + name.dropFirst(start.count)] = file.copy
            }
            let folder = String(start.dropLast())
            folders = Set(
                other.folders.filter { $0 == folder || $0.hasPrefix(start) }
                    .map { $0 == folder ? String(new.dropLast()) : new + $0.dropFirst(start.count) })
        }
        durableFiles = files
    }

    func add(_ other: SimulatedDevice) {
        lock.withLock { _ in
            files.merge(other.files) { $1 }
            durableFiles = files
        }
    }

    /// The files below a folder are carried away.
    func discard(_ folder: String) {
        lock.withLock { _ in
            for name in files.keys where name.hasPrefix(folder + "/") {
                files[name] = nil
                durableFiles[name] = nil
            }
            unsyncedNames.removeAll { $0.path.hasPrefix(folder + "/") }
            folders = folders.filter { !$0.hasPrefix(folder) }
        }
    }

    package func plan(_ fault: DeviceFault, at operation: Int) { lock.withLock { _ in faults[operation] = fault } }

    /// The faults that have not come to pass are called off, and the disk has room again.
    package func heal() {
        lock.withLock { _ in
            (faults, failing, full) = ([:], 0, 0)
        }
    }

    /// A program starts on what is there; the one before it is gone.
    package func mount() -> SimulatedDisk {
        SimulatedDisk(
            self,
            life: lock.withLock { _ in
                life += 1
                isDown = false
                return life
            })
    }

    /// The program ends at once, as by SIGKILL; what it wrote stays.
    package func kill() {
        lock.withLock { _ in
            isDown = true
            sync()
        }
    }

    /// Until the same is said with false.
    func lookAt(_ isLookedAt: Bool) { lock.withLock { _ in self.isLookedAt = isLookedAt } }

    package func losePower(_ way: PowerLoss, seed: UInt64) { lock.withLock { _ in loseAll(way, seed) } }

    fileprivate func isGone(_ life: Int) -> Bool { lock.withLock { _ in isDown || life != self.life } }

    /// The operating system has all the time it needs.
    private func sync() {
        for file in files.values { file.sync() }
        durableFiles = files
        unsyncedNames = []
    }

    private func loseAll(_ way: PowerLoss, _ seed: UInt64) {
        isDown = true
        var random = SeededRandom(seed: seed)
        let kept = way == .everything ? 0 : random.below(unsyncedNames.count + 1)
        for change in unsyncedNames.prefix(kept) { keep(change) }
        unsyncedNames = []
        files = durableFiles
        for path in files.keys.sorted() { files[path]?.losePower(way, &random) }
    }

    private func keep(_ change: NameChange) {
        switch change {
        case .put(let path, let file): durableFiles[path] = file
        case .remove(let path): durableFiles[path] = nil
        }
    }

    // MARK: What programs do

    /// Runs one change for a program, unless it is gone or a fault is due.
    fileprivate func change<Value>(
        of path: String, by life: Int, needsRoom: Bool = false, _ work: () throws(FileFault) -> Value
    ) throws(FileFault) -> Value {
        let result: Result<Value, FileFault> = lock.withLock { _ in
            guard !isDown, life == self.life else { return .failure(.inputOutput(name: path.fileName, code: EIO)) }
            if isLookedAt { do throws(FileFault) { return .success(try work()) } catch { return .failure(error) } }
            operations += 1
            let fault = faults.removeValue(forKey: operations)
            if let fault { struck[operations] = fault }
            switch fault {
            case .powerLoss(let way, let seed):
                _ = try? work()
                loseAll(way, seed)
                return .failure(.inputOutput(name: path.fileName, code: EIO))
            case .kill:
                _ = try? work()
                isDown = true
                sync()
                return .failure(.inputOutput(name: path.fileName, code: EIO))
            case .errors(let count): failing = max(failing, count)
            case .full(let count): full = max(full, count)
            case nil: break
            }
            if failing > 0 {
                failing -= 1
                return .failure(.inputOutput(name: path.fileName, code: EIO))
            }
            if full > 0 {
                full -= 1
                if needsRoom { return .failure(.diskFull(name: path.fileName)) }
            }
            do throws(FileFault) { return .success(try work()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private func look<Value>(_ work: () -> Value) -> Value { lock.withLock { _ in work() } }
}

/// The calls of ``SimulatedDisk`` and of the SQLite on it; `path` is without the disk's root.
extension SimulatedDevice {
    func file(_ path: String) -> StoredFile? { look { files[path] } }
    func hasFolder(_ path: String) -> Bool { look { folders.contains(path) } }

    func names(in folder: String) -> [String] {
        let start = folder + "/"
        return look {
            files.keys.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
                .filter { !$0.contains("/") }.sorted()
        }
    }

    func makeFolder(_ path: String, by life: Int) throws(FileFault) {
        // Folders are made at set-up; their names are durable at once.
        look {
            var path = path
            while !path.isEmpty {
                folders.insert(path)
                path = path.folderPath
            }
        }
    }

    func make(_ path: String, by life: Int) throws(FileFault) -> StoredFile {
        try change(of: path, by: life, needsRoom: true) { () throws(FileFault) in
            let file = StoredFile()
            files[path] = file
            unsyncedNames.append(.put(path, file))
            return file
        }
    }

    func rename(_ path: String, to new: String, by life: Int) throws(FileFault) {
        try change(of: path, by: life) { () throws(FileFault) in
            guard let file = files.removeValue(forKey: path) else {
                throw .missing(name: path.fileName)
            }
            files[new] = file
            unsyncedNames += [.put(new, file), .remove(path)]
        }
    }

    func remove(_ path: String, by life: Int) throws(FileFault) {
        guard file(path) != nil else { throw .missing(name: path.fileName) }
        try change(of: path, by: life) { () throws(FileFault) in
            files[path] = nil
            unsyncedNames.append(.remove(path))
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int, to file: StoredFile, _ path: String, by life: Int)
        throws(FileFault)
    {
        let grows = offset + bytes.count > size(of: file)
        try change(of: path, by: life, needsRoom: grows) { () throws(FileFault) in file.write(bytes, at: offset) }
    }

    func truncate(_ file: StoredFile, to size: Int, _ path: String, by life: Int) throws(FileFault) {
        try change(of: path, by: life) { () throws(FileFault) in file.truncate(to: size) }
    }

    func sync(_ file: StoredFile, _ path: String, by life: Int) throws(FileFault) {
        try change(of: path, by: life) { () throws(FileFault) in if keepsBytes(path) { file.sync() } }
    }

    func syncFolder(_ folder: String, by life: Int) throws(FileFault) {
        try change(of: folder, by: life) { () throws(FileFault) in
            guard keepsNames(folder) else { return }
            for change in unsyncedNames where change.path.folderPath == folder {
                keep(change)
            }
            unsyncedNames.removeAll { $0.path.folderPath == folder }
        }
    }

    func size(of file: StoredFile) -> Int { look { file.size } }

    /// - Returns: how many bytes there were.
    func read(_ file: StoredFile, at offset: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
        look {
            let count = max(0, min(target.count, file.size - offset))
            guard count > 0 else { return 0 }
            file.bytes.withUnsafeBytes {
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
            }
            return count
        }
    }
}

extension SimulatedDisk {
    /// The program that held it was killed, or the power went.
    package var isGone: Bool { device.isGone(life) }
}

/// Paths on a device begin with a slash; its root is the empty path.
extension String {
    private var lastSlash: Index? { utf8.lastIndex(of: UInt8(ascii: "/")) }
    var folderPath: String { lastSlash.map { String(self[..<$0]) } ?? "" }
    var fileName: String { lastSlash.map { String(self[utf8.index(after: $0)...]) } ?? self }
}
