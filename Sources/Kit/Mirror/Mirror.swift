import Foundation
package import Journal
import Synchronization

/// What a mirror needs of the running kit.
package protocol MirroredKit: Sendable {
    /// The generation being written and the last entry.
    func mirrored() async -> (generation: UInt16, head: Head?)
    func show(_ standing: MirrorStanding) async
}

/// Keeps the mirror up to date beside the desk: after every append, and every few seconds to see whether the stick is back.
/// On a thread of its own, because a stick may take seconds for one write.
package final class Mirror: Sendable {
    private struct Memory {
        var standing = MirrorStanding()
        var isRunning = false
        /// Rounds that began and ended.
        var begun = 0
        var ended = 0
        /// Something has changed since the present round began.
        var isWoken = false
    }

    private let kit: any MirroredKit
    private let folder: KitFolder
    private let clock: WallClock
    private let mirroring: Mutex<Mirroring>
    private let memory = Mutex(Memory())
    private let thread = DispatchQueue(label: "amtskoffer.mirror")
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    /// - Parameter stick: what the mirror lies on.
    package init(
        of kit: any MirroredKit, folder: KitFolder, identity: KitIdentity, store: SQLiteJournalStore, clock: WallClock,
        stick: (any Disk)? = nil
    ) {
        self.kit = kit
        self.folder = folder
        self.clock = clock
        mirroring = Mutex(
            Mirroring(folder: folder, identity: identity, store: store, stick: stick ?? folder.disk))
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Something has changed at the kit.
    package func wake() {
        memory.withLock { $0.isWoken = true }
        waker.yield()
    }

    /// Follows the kit until it is cancelled.
    /// - Parameter pause: until the stick is looked for again.
    package func run(every pause: Duration = .seconds(5)) async {
        memory.withLock { $0.isRunning = true }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    self.waker.yield()
                    try? await Task.sleep(for: pause)
                }
            }
            group.addTask {
                for await _ in self.wakes { await self.round() }
            }
            await group.next()
            group.cancelAll()
        }
        memory.withLock { $0.isRunning = false }
    }

    /// Waits until everything written so far is on the mirror; not longer than it makes sense. Belongs behind what gives something away,
    /// before its answer: a page that is only looked at waits for nothing.
    package func settle(atMost limit: Duration = .seconds(2)) async {
        guard memory.withLock({ $0.isRunning && $0.standing.isSetUp }) else { return }
        let head = await kit.mirrored().head
        let start = ContinuousClock.now
        let begun = memory.withLock { $0.begun }
        wake()
        while ContinuousClock.now - start < limit, !Task.isCancelled {
            let isOver = memory.withLock { memory in
                // A round that began after this call has seen everything; if it failed, waiting does not help.
                memory.standing.holds(head) || (memory.ended > begun && memory.standing.trouble != nil)
            }
            if isOver { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    /// One round now.
    package func round() async {
        let (generation, _) = await kit.mirrored()
        let before = memory.withLock { memory in
            memory.begun += 1
            memory.isWoken = false
            return memory.standing
        }
        let standing = await withCheckedContinuation { continuation in
            thread.async { continuation.resume(returning: self.standing(after: before, generation)) }
        }
        memory.withLock { memory in
            memory.standing = standing
            memory.ended = memory.begun
        }
        if standing != before { await kit.show(standing) }
        if standing.trouble == nil, standing.attachmentsLeft > 0 { wake() }
    }

    private func standing(after before: MirrorStanding, _ generation: UInt16) -> MirrorStanding {
        var standing = before
        do {
            guard let setting = try MirrorTrouble.ofOwnDisk({ try MirrorSetting(in: folder) }) else {
                return MirrorStanding()
            }
            standing.path = setting.path
            let outcome = try mirroring.withLock { (mirroring) throws(MirrorTrouble) in
                try mirroring.round(setting, generation: generation) { self.memory.withLock { $0.isWoken } }
            }
            (standing.trouble, standing.since) = (nil, nil)
            standing.through = outcome.through
            standing.attachmentsLeft = outcome.attachmentsLeft
            standing.keptBeside = outcome.keptBeside
            standing.isErased = outcome.isErased
            if outcome.attachmentsLeft == 0,
                before.through != outcome.through || before.lastComplete == nil
                    || before.trouble != nil
            {
                standing.lastComplete = clock.now()
            }
        } catch {
            if standing.trouble == nil { standing.since = clock.now() }
            standing.trouble = error
        }
        return standing
    }
}
