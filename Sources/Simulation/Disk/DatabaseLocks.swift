import Synchronization

/// The locks and the shared memory of one database, as the operating system keeps them for SQLite: gone when the program is.
///
/// `@unchecked`: everything is behind one lock.
final class DatabaseLocks: @unchecked Sendable {
    /// SQLite's levels of a lock on the database file.
    enum Level: Int32, Comparable {
        case none, shared, reserved, pending, exclusive
        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Places of the write-ahead index that can be locked.
    static let places = 8

    private let lock = Mutex(())
    private var levels: [(owner: ObjectIdentifier, level: Level)] = []
    /// Who holds a place alone, and who shares it.
    private var exclusive = [ObjectIdentifier?](repeating: nil, count: places)
    private var shared = [[ObjectIdentifier]](repeating: [], count: places)
    private var regions: [UnsafeMutableRawPointer] = []

    deinit { for region in regions { region.deallocate() } }

    /// - Returns: false when somebody else is in the way.
    func raise(by owner: ObjectIdentifier, to level: Level) -> Bool {
        lock.withLock { _ in
            var highest = Level.none
            var own: Int?
            for (index, held) in levels.enumerated() {
                if held.owner == owner { own = index } else { highest = max(highest, held.level) }
            }
            guard level > (own.map { levels[$0].level } ?? .none) else { return true }
            let isFree =
                switch level {
                case .none: true
                case .shared: highest < .pending
                case .reserved, .pending: highest < .reserved
                case .exclusive: highest < .shared
                }
            guard isFree else { return false }
            if let own { levels[own].level = level } else { levels.append((owner, level)) }
            return true
        }
    }

    func lower(by owner: ObjectIdentifier, to level: Level) {
        lock.withLock { _ in
            guard let own = levels.firstIndex(where: { $0.owner == owner }) else { return }
            if level == .none { levels.remove(at: own) } else { levels[own].level = level }
        }
    }

    var isReserved: Bool { lock.withLock { _ in levels.contains { $0.level >= .reserved } } }

    // MARK: The write-ahead index

    /// - Returns: nil when there is no such region and none is to be made.
    func region(_ index: Int, bytes: Int, making: Bool) -> UnsafeMutableRawPointer? {
        lock.withLock { _ in
            while making, regions.count <= index {
                let region = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
                region.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
                regions.append(region)
            }
            return index < regions.count ? regions[index] : nil
        }
    }

    func share(_ places: Range<Int>, by owner: ObjectIdentifier) -> Bool {
        lock.withLock { _ in
            guard places.allSatisfy({ (exclusive[$0] ?? owner) == owner }) else { return false }
            for place in places where !shared[place].contains(owner) { shared[place].append(owner) }
            return true
        }
    }

    func take(_ places: Range<Int>, by owner: ObjectIdentifier) -> Bool {
        lock.withLock { _ in
            let isFree = places.allSatisfy { place in
                (exclusive[place] ?? owner) == owner && shared[place].allSatisfy { $0 == owner }
            }
            guard isFree else { return false }
            for place in places { exclusive[place] = owner }
            return true
        }
    }

    func release(_ places: Range<Int>, by owner: ObjectIdentifier) {
        lock.withLock { _ in
            for place in places {
                if exclusive[place] == owner { exclusive[place] = nil }
                if let own = shared[place].firstIndex(of: owner) { shared[place].remove(at: own) }
            }
        }
    }
}
