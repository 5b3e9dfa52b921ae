import Planning

/// One file of a simulated device: what a program reads, and what was done to it since it was last synced.
final class StoredFile {
    enum Change {
        /// `old` is what stood there, as far as the file reached; `size` what it was.
        case write(offset: Int, old: [UInt8], new: [UInt8], size: Int)
        /// `old` is what was cut off.
        case truncate(to: Int, old: [UInt8])
    }

    private(set) var bytes: [UInt8]
    private(set) var unsynced: [Change] = []

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    var size: Int { bytes.count }

    func write(_ new: UnsafeRawBufferPointer, at offset: Int) {
        let size = bytes.count
        let end = offset + new.count
        let old = offset < size ? Array(bytes[offset..<min(end, size)]) : []
        unsynced.append(.write(offset: offset, old: old, new: Array(new), size: size))
        put(new, at: offset)
    }

    func truncate(to size: Int) {
        guard size < bytes.count else { return }
        unsynced.append(.truncate(to: size, old: Array(bytes[size...])))
        bytes.removeLast(bytes.count - size)
    }

    func sync() { unsynced.removeAll(keepingCapacity: true) }

    private func put(_ new: UnsafeRawBufferPointer, at offset: Int) {
        if offset > bytes.count { bytes.append(contentsOf: [UInt8](repeating: 0, count: offset - bytes.count)) }
        let over = min(new.count, bytes.count - offset)
        if over > 0 {
            bytes.withUnsafeMutableBytes {
                UnsafeMutableRawBufferPointer(rebasing: $0[offset..<offset + over])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: new[..<over]))
            }
        }
        if over < new.count { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: new[over...])) }
    }

    /// The power goes: of what was not synced, some reached the plates and some did not, in whatever order the drive
    /// chose; single writes tear at sectors.
    func losePower(_ way: PowerLoss, _ random: inout SeededRandom) {
        let changes = unsynced
        guard !changes.isEmpty else { return }
        for change in changes.reversed() { undo(change) }
        unsynced = []
        let kept = way == .inOrder ? random.below(changes.count + 1) : changes.count
        for change in changes.prefix(kept) {
            switch change {
            case .truncate(let size, _):
                if way == .inOrder || way == .reordered && random.chance(50) {
                    if size < bytes.count { bytes.removeLast(bytes.count - size) }
                }
            case .write(let offset, _, let new, _):
                new.withUnsafeBytes { new in
                    switch way {
                    case .everything: break
                    case .inOrder: put(new, at: offset)
                    case .reordered: if random.chance(50) { put(new, at: offset) }
                    case .torn: tear(new, at: offset, &random)
                    }
                }
            }
        }
    }

    /// Some of the sectors of a write arrive.
    private func tear(_ new: UnsafeRawBufferPointer, at offset: Int, _ random: inout SeededRandom) {
        let sector = 512
        var start = 0
        while start < new.count {
            let end = min(new.count, (offset + start) / sector * sector + sector - offset)
            if random.chance(50) { put(UnsafeRawBufferPointer(rebasing: new[start..<end]), at: offset + start) }
            start = end
        }
    }

    private func undo(_ change: Change) {
        switch change {
        case .truncate(_, let old): bytes.append(contentsOf: old)
        case .write(let offset, let old, _, let size):
            if bytes.count > size { bytes.removeLast(bytes.count - size) }
            old.withUnsafeBytes { put($0, at: offset) }
        }
    }

    /// The same bytes as a file of its own, all of it synced.
    var copy: StoredFile { StoredFile(bytes) }
}

/// What happens to writes that were not synced when the power goes.
package enum PowerLoss: String, CaseIterable, Sendable {
    /// All are lost.
    case everything
    /// They arrive up to some point.
    case inOrder
    /// Any of them arrive.
    case reordered
    /// Any sectors of any of them arrive.
    case torn
}
