import Foundation
package import Journal
import Synchronization

/// The disk of a simulated machine as one program sees it, from its start to its end; nothing it does afterwards has any
/// effect.
package final class SimulatedDisk: Disk {
    let device: SimulatedDevice
    let life: Int
    private let number: Int
    private let locks = Mutex<[String: DatabaseLocks]>([:])

    /// All paths begin with it; no two disks have the same.
    package var root: String { "\(Self.prefix)\(number)" }

    private static let prefix = "/simulated/"
    private static let mounted = Mutex<(count: Int, disks: [Int: Weak])>((0, [:]))

    private struct Weak: Sendable { weak let disk: SimulatedDisk? }

    init(_ device: SimulatedDevice, life: Int) {
        self.device = device
        self.life = life
        number = Self.mounted.withLock { mounted in
            mounted.count += 1
            return mounted.count
        }
        Self.mounted.withLock { $0.disks[number] = Weak(disk: self) }
        SimulatedVFS.register()
    }

    deinit { Self.mounted.withLock { _ = $0.disks.removeValue(forKey: number) } }

    /// Those of the database at this path.
    func locks(of path: String) -> DatabaseLocks {
        locks.withLock { locks in
            if let known = locks[path] { return known }
            let new = DatabaseLocks()
            locks[path] = new
            return new
        }
    }

    /// The disk that a path lies on, and the path on it.
    static func find(_ path: String) -> (disk: SimulatedDisk, path: String)? {
        guard path.hasPrefix(prefix) else { return nil }
        let rest = path.dropFirst(prefix.count)
        let digits = rest.prefix { $0 != "/" }
        guard let number = Int(digits), let disk = mounted.withLock({ $0.disks[number]?.disk }) else { return nil }
        return (disk, String(rest.dropFirst(digits.count)))
    }

    private func inner(_ path: String) -> String {
        guard path.hasPrefix(root) else { preconditionFailure("a path of another disk") }
        return String(path.dropFirst(root.count))
    }

    package func open(_ path: String, for use: DiskUse) throws(FileFault) -> any DiskHandle {
        let path = inner(path)
        let name = path.fileName
        let known = device.file(path)
        let file: StoredFile
        switch use {
        case .reading, .overwriting:
            guard let known else { throw .missing(name: name) }
            file = known
        case .making:
            guard known == nil else { throw .inputOutput(name: name, code: EEXIST) }
            file = try device.make(path, by: life)
        case .continuing: if let known { file = known } else { file = try device.make(path, by: life) }
        }
        return Handle(disk: self, path: path, file: file)
    }

    package func rename(_ path: String, to new: String) throws(FileFault) {
        try device.rename(inner(path), to: inner(new), by: life)
    }

    package func remove(_ path: String) throws(FileFault) { try device.remove(inner(path), by: life) }

    package func exists(_ path: String) -> Bool {
        device.file(inner(path)) != nil || device.hasFolder(inner(path))
    }

    package func names(in folder: String) throws(FileFault) -> [String] { device.names(in: inner(folder)) }
    package func makeFolder(_ path: String) throws(FileFault) { try device.makeFolder(inner(path), by: life) }
    package func syncFolder(_ path: String) throws(FileFault) { try device.syncFolder(inner(path), by: life) }
    package func database(_ path: String) -> String { "file:\(path)?vfs=\(SimulatedVFS.name)" }

    private final class Handle: DiskHandle {
        private let disk: SimulatedDisk
        private let path: String
        private let file: StoredFile

        init(disk: SimulatedDisk, path: String, file: StoredFile) {
            self.disk = disk
            self.path = path
            self.file = file
        }

        var size: Int { disk.device.size(of: file) }

        func read(at offset: Int, count: Int) throws(FileFault) -> Data {
            var data = Data(count: max(0, min(count, size - offset)))
            let got = data.withUnsafeMutableBytes { disk.device.read(file, at: offset, into: $0) }
            return got == data.count ? data : data.prefix(got)
        }

        func write(_ bytes: Data, at offset: Int) throws(FileFault) {
            let result: Result<Void, FileFault> = bytes.withUnsafeBytes { bytes in
                do throws(FileFault) {
                    return .success(
                        try disk.device.write(bytes, at: offset, to: file, path, by: disk.life))
                } catch { return .failure(error) }
            }
            try result.get()
        }

        func sync() throws(FileFault) { try disk.device.sync(file, path, by: disk.life) }
    }
}
