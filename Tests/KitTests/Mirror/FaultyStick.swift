import Foundation
import Journal
import Synchronization

/// A stick that fails at its n-th act and from then on, until it is mended; SQLite's own acts are passed on.
final class FaultyStick: Disk {
    enum Fault: CaseIterable { case pulled, full, failing }

    private let state = Mutex<(left: Int?, fault: Fault)>((nil, .pulled))
    private let machine = MachineDisk.machine

    /// - Parameter acts: that still go well; nil: all.
    func fail(after acts: Int?, with fault: Fault = .pulled) { state.withLock { $0 = (acts, fault) } }

    private func act(_ path: String, isWriting: Bool = true) throws(FileFault) {
        let fault: Fault? = state.withLock { state in
            guard let left = state.left else { return nil }
            if left > 0 {
                state.left = left - 1
                return nil
            }
            return state.fault == .full && !isWriting ? nil : state.fault
        }
        let name = (path as NSString).lastPathComponent
        switch fault {
        case nil: return
        case .pulled: throw .missing(name: name)
        case .full: throw .diskFull(name: name)
        case .failing: throw .inputOutput(name: name, code: EIO)
        }
    }

    func open(_ path: String, for use: DiskUse) throws(FileFault) -> any DiskHandle {
        try act(path, isWriting: use != .reading)
        return Handle(try machine.open(path, for: use), path, self)
    }
    func rename(_ path: String, to new: String) throws(FileFault) {
        try act(path)
        try machine.rename(path, to: new)
    }
    func remove(_ path: String) throws(FileFault) {
        try act(path, isWriting: false)
        try machine.remove(path)
    }
    func exists(_ path: String) -> Bool { machine.exists(path) }
    func names(in folder: String) throws(FileFault) -> [String] {
        try act(folder, isWriting: false)
        return try machine.names(in: folder)
    }
    func makeFolder(_ path: String) throws(FileFault) {
        try act(path)
        try machine.makeFolder(path)
    }
    func syncFolder(_ path: String) throws(FileFault) {
        try act(path)
        try machine.syncFolder(path)
    }
    func database(_ path: String) -> String { machine.database(path) }

    private final class Handle: DiskHandle {
        private let handle: any DiskHandle
        private let path: String
        private let stick: FaultyStick
        init(_ handle: any DiskHandle, _ path: String, _ stick: FaultyStick) {
            (self.handle, self.path, self.stick) = (handle, path, stick)
        }
        var size: Int { handle.size }
        func read(at offset: Int, count: Int) throws(FileFault) -> Data {
            try stick.act(path, isWriting: false)
            return try handle.read(at: offset, count: count)
        }
        func write(_ bytes: Data, at offset: Int) throws(FileFault) {
            do throws(FileFault) { try stick.act(path) } catch {
                // What was on its way is half there.
                try handle.write(bytes.prefix(bytes.count / 2), at: offset)
                throw error
            }
            try handle.write(bytes, at: offset)
        }
        func sync() throws(FileFault) {
            try stick.act(path)
            try handle.sync()
        }
    }
}
