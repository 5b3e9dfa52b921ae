import Synchronization

/// The locks and the shared memory of the databases on one disk, as the operating system keeps them for SQLite: gone when
/// the program is.
///
/// `@unchecked`: everything is behind one lock.
final class DatabaseLocks: @unchecked Sendable {
    /// SQLite's levels of a lock on the database file.
    enum Level: Int32, Comparable {
        case none, shared, reserved, pending, exclusive
        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Locks {
        var levels: [ObjectIdentifier: Level] = [:]
        /// Of the eight places of the write-ahead index: who holds it exclusively, who shares it.
        var exclusive: [Int: ObjectIdentifier] = [:]
        var shared: [Int: Set<ObjectIdentifier>] = [:]
        var regions: [UnsafeMutableRawPointer] = []
    }

    private let lock = Mutex(())
    private var databases: [String: Locks] = [:]

    deinit {
        for locks in databases.values { for region in locks.regions { region.deallocate() } }
    }

    private func with<Value>(_ path: String, _ work: (inout Locks) -> Value) -> Value {
        lock.withLock { _ in work(&databases[path, default: Locks()]) }
    }

    /// - Returns: false when somebody else is in the way.
    func raise(_ path: String, by owner: ObjectIdentifier, to level: Level) -> Bool {
        with(path) { locks in
            let own = locks.levels[owner] ?? .none
            guard level > own else { return true }
            let others = locks.levels.filter { $0.key != owner }.values
            let isFree =
                switch level {
                case .none: true
                case .shared: !others.contains { $0 >= .pending }
                case .reserved, .pending: !others.contains { $0 >= .reserved }
                case .exclusive: !others.contains { $0 >= .shared }
                }
            if isFree { locks.levels[owner] = level }
            return isFree
        }
    }

    func lower(_ path: String, by owner: ObjectIdentifier, to level: Level) {
        with(path) { locks in
            if level == .none { locks.levels[owner] = nil } else { locks.levels[owner] = level }
        }
    }

    func isReserved(_ path: String) -> Bool { with(path) { $0.levels.values.contains { $0 >= .reserved } } }

    // MARK: The write-ahead index

    /// - Returns: nil when there is no such region and none is to be made.
    func region(_ index: Int, bytes: Int, of path: String, making: Bool) -> UnsafeMutableRawPointer? {
        with(path) { locks in
            while making, locks.regions.count <= index {
                let region = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
                region.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
                locks.regions.append(region)
            }
            return index < locks.regions.count ? locks.regions[index] : nil
        }
    }

    func share(_ places: Range<Int>, of path: String, by owner: ObjectIdentifier) -> Bool {
        with(path) { locks in
            guard places.allSatisfy({ locks.exclusive[$0].map { $0 == owner } ?? true }) else { return false }
            for place in places { locks.shared[place, default: []].insert(owner) }
            return true
        }
    }

    func take(_ places: Range<Int>, of path: String, by owner: ObjectIdentifier) -> Bool {
        with(path) { locks in
            let isFree = places.allSatisfy { place in
                (locks.exclusive[place].map { $0 == owner } ?? true)
                    && (locks.shared[place] ?? []).allSatisfy { $0 == owner }
            }
            guard isFree else { return false }
            for place in places { locks.exclusive[place] = owner }
            return true
        }
    }

    func release(_ places: Range<Int>, of path: String, by owner: ObjectIdentifier) {
        with(path) { locks in
            for place in places {
                if locks.exclusive[place] == owner { locks.exclusive[place] = nil }
                locks.shared[place]?.remove(owner)
            }
        }
    }
}
