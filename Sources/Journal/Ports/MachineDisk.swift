import Foundation

/// The machine's own disk.
package struct MachineDisk: Disk {
    package init() {}

    package func open(_ path: String, for use: DiskUse) throws(FileFault) -> any DiskHandle {
        let flags =
            switch use {
            case .reading: O_RDONLY
            case .overwriting: O_WRONLY
            case .making: O_WRONLY | O_CREAT | O_EXCL
            case .continuing: O_RDWR | O_CREAT
            }
        return try OpenFile(path, flags)
    }

    package func hold(_ folder: String) throws(FileFault) -> FolderLock? { try FolderLock(folder: folder) }

    package func rename(_ path: String, to new: String) throws(FileFault) {
        guard Foundation.rename(path, new) == 0 else { throw FileFault(errno, path: path) }
    }

    package func remove(_ path: String) throws(FileFault) {
        guard unlink(path) == 0 else { throw FileFault(errno, path: path) }
    }

    package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package func names(in folder: String) throws(FileFault) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw .missing(name: (folder as NSString).lastPathComponent)
        }
    }

    package func makeFolder(_ path: String) throws(FileFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .forbidden(name: (path as NSString).lastPathComponent) }
    }

    package func removeFolder(_ path: String) throws(FileFault) {
        guard rmdir(path) == 0 || errno == ENOENT else { throw FileFault(errno, path: path) }
    }

    package func syncFolder(_ path: String) throws(FileFault) { try OpenFile(path, O_RDONLY | O_DIRECTORY).sync() }

    package func database(_ path: String) -> String { path }
}

/// A file descriptor that closes itself.
private final class OpenFile: DiskHandle {
    private let descriptor: Int32
    private let path: String

    init(_ path: String, _ flags: Int32) throws(FileFault) {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault(errno, path: path) }
    }

    deinit { close(descriptor) }

    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    func read(at offset: Int, count: Int) throws(FileFault) -> Data {
        var data = Data(count: max(0, min(count, size - offset)))
        var done = 0
        while done < data.count {
            let room = data.count - done
            let got = data.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + done, room, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileFault(errno, path: path) }
            guard got > 0 else { return data.prefix(done) }
            done += got
        }
        return data
    }

    func write(_ bytes: Data, at offset: Int) throws(FileFault) {
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
            }
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else { throw FileFault(errno, path: path) }
            done += wrote
        }
    }

    func sync() throws(FileFault) {
        guard fsync(descriptor) == 0 else { throw FileFault(errno, path: path) }
    }
}

extension FileFault {
    init(_ code: Int32, path: String) { self.init(code, name: (path as NSString).lastPathComponent) }

    init(_ code: Int32, name: String) {
        self =
            switch code {
            case ENOSPC, EDQUOT, EFBIG: .diskFull(name: name)
            case ENOENT, ENOTDIR: .missing(name: name)
            case EACCES, EPERM, EROFS: .forbidden(name: name)
            default: .inputOutput(name: name, code: code)
            }
    }
}
