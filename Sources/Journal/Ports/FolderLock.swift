import Foundation

/// Holds a kit's or the office's folder for one process, so that no second one writes a second history. Let go when
/// released, at the latest when the process ends; leaves no file behind.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``FileFault/inUse(name:)`` when another process holds it.
    package init(folder: String) throws(FileFault) {
        let name = (folder as NSString).lastPathComponent
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(errno, name: name) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .inUse(name: name) : FileFault(code, name: name)
        }
    }

    /// Unlocks before it closes: a child that began just now still shares the descriptor until it becomes its own
    /// program, and closing alone would leave the folder held that long.
    deinit {
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
