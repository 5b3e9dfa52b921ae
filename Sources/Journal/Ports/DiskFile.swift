package import Foundation

/// A whole file on a disk, readable by its owner only (mode 0600).
package struct DiskFile: WholeFile {
    private let path: String

    package init(path: String) { self.path = path }

    package init(folder: String, name: String) { self.init(path: "\(folder)/\(name)") }

    private var name: String { (path as NSString).lastPathComponent }
    private var temporaryPath: String { path + ".new" }

    package func read() throws(FileFault) -> Data? {
        let handle: OpenFile
        do throws(FileFault) {
            handle = try OpenFile(path, O_RDONLY)
        } catch .missing {
            return nil
        }
        return try handle.readAll()
    }

    package func replace(with bytes: Data, shredding: Bool) throws(FileFault) {
        let old = shredding ? try? OpenFile(path, O_WRONLY) : nil
        // One left behind by a crash may have other rights.
        unlink(temporaryPath)
        let new = try OpenFile(temporaryPath, O_WRONLY | O_CREAT | O_EXCL)
        do throws(FileFault) {
            try new.write(bytes)
            try new.sync()
        } catch {
            unlink(temporaryPath)
            throw error
        }
        guard rename(temporaryPath, path) == 0 else { throw FileFault(errno, name: name) }
        try DiskFile.syncFolder(of: path)
        try old?.shred()
    }

    /// Makes a new or renamed name in the path's folder durable.
    static func syncFolder(of path: String) throws(FileFault) {
        try OpenFile((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY).sync()
    }
}

/// A file descriptor that closes itself.
final class OpenFile {
    private let descriptor: Int32
    private let name: String

    init(_ path: String, _ flags: Int32) throws(FileFault) {
        name = (path as NSString).lastPathComponent
        descriptor = open(path.isEmpty ? "." : path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault(errno, name: name) }
    }

    deinit { close(descriptor) }

    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    func readAll() throws(FileFault) -> Data { try read(at: 0, count: size) }

    /// Fewer bytes than asked for only at the end of the file.
    func read(at offset: Int, count: Int) throws(FileFault) -> Data {
        var data = Data(count: max(0, min(count, size - offset)))
        var done = 0
        while done < data.count {
            let room = data.count - done
            let got = data.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + done, room, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileFault(errno, name: name) }
            guard got > 0 else { return data.prefix(done) }
            done += got
        }
        return data
    }

    func write(_ bytes: Data) throws(FileFault) {
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress! + done, bytes.count - done)
            }
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else { throw FileFault(errno, name: name) }
            done += wrote
        }
    }

    func seek(to offset: Int) { lseek(descriptor, off_t(offset), SEEK_SET) }

    func truncate(to size: Int) throws(FileFault) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileFault(errno, name: name) }
    }

    func sync() throws(FileFault) {
        guard fsync(descriptor) == 0 else { throw FileFault(errno, name: name) }
    }

    /// Overwrites the bytes with zeros. File systems that copy on write keep the old ones a while; the disk has to be
    /// encrypted for more than this.
    func shred() throws(FileFault) {
        let count = size
        seek(to: 0)
        try write(Data(count: count))
        try sync()
    }
}

extension FileFault {
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
