import Casework
import Foundation
import Journal
import Kit
import Office
import Sync

extension World {
    /// The faults are over: the disks have room, the network is good, everything that broke is started again. From here
    /// on everything must come to rest by itself.
    func comeToRest() async throws {
        isGood = true
        log("from here on nothing fails")
        for laptop in laptops { laptop.device.heal() }
        office.device.heal()
        let end = clock.now + Self.patience
        var nextLook = clock.now
        while clock.now < end {
            if clock.now >= nextLook {
                let missing = try await whatIsMissing()
                log("\(missing.map { "missing: \($0)" } ?? "all is at rest")")
                if missing == nil { return }
                nextLook = clock.now + 20_000
            }
            guard try await happensNext() else { break }
        }
        if let missing = try await whatIsMissing() {
            throw Violation(9, "after \(Self.patience / 60_000) quiet minutes: \(missing)")
        }
    }

    /// What still has to happen until nothing is under way; nil when all is at rest.
    private func whatIsMissing() async throws -> String? {
        guard office.isRunning, let registry = office.registry else { return "the office does not run" }
        if let erased = try? await registry.eraseDue(), !erased.isNothing {
            return "the office has just erased something"
        }
        let received = await registry.view().state.cases
        for laptop in laptops where !laptop.isInDrawer {
            guard laptop.isRunning, let desk = laptop.desk, let progress = laptop.sync?.progress else {
                return "\(laptop.machine) does not run"
            }
            if laptop.isReplaced {
                // What it wrote goes to the office, for a person to decide.
                guard progress.unsentEntries == 0 else { return "\(laptop.machine): \(progress)" }
                continue
            }
            guard progress.state == .upToDate else { return "\(laptop.machine): \(progress)" }
            let feed = try await desk.view().state.feed
            let epoch = try registry.ledger.epoch()
            let last = try registry.ledger.feedThrough(of: laptop.kit, epoch: epoch)
            guard feed.chain.epoch == epoch, feed.chain.number == last else {
                return
                    "\(laptop.machine): feed at \(feed.chain.epoch)/\(feed.chain.number) of \(epoch)/\(last): \(progress)"
            }
            for number in laptop.promises.transferred.keys.sorted(by: { $0.text < $1.text }) {
                if received[number] == nil { return "\(number.text) has not been received" }
                if !feed.acknowledged.contains(number) { return "\(laptop.machine) has not heard of \(number.text)" }
            }
        }
        return nil
    }

    func checkAll() async throws {
        guard let registry = office.registry, let officeFolder = office.folder else { return }
        for laptop in laptops where !laptop.isInDrawer {
            try await check(laptop)
            try verify(laptop.folder?.path, laptop.folder?.disk, laptop.machine)
            if laptop.isReplaced {
                try await checkAside(laptop, registry)
                continue
            }
            for number in laptop.promises.transferred.keys.sorted(by: { $0.text < $1.text }) {
                try await checkOffice(has: number, of: laptop)
            }
            try await checkForgotten(laptop)
            try await checkWithdrawn(of: laptop, registry)
        }
        try verify(officeFolder.path, officeFolder.disk, .office)
        try await checkNumbers(registry)
        try await checkOfficePromises(registry)
    }

    private func verify(_ path: String?, _ disk: (any Disk)?, _ machine: Machine) throws {
        guard let path, let disk else { return }
        let report = JournalVerifier(folder: path, on: disk, meanings: .ofCases).report()
        if !report.isIntact {
            throw Violation(4, "\(machine): \(report.lines.joined(separator: "; "))")
        }
    }

    /// After the acknowledgement nothing of the case can be read on the kit.
    private func checkForgotten(_ laptop: Laptop) async throws {
        guard let folder = laptop.folder, let view = try await laptop.desk?.view() else { return }
        let kept = try keptAll(by: laptop, view)
        let keys = try KeyRing(file: folder.file("keys.json"), kit: laptop.kit, recipients: [])
        for row in keys.rows where row.wrapped != nil && row.subject.kind == .case {
            let number = CaseNumber(row.subject.id)
            if acknowledged.contains(number), !kept.contains(number) {
                throw Violation(5, "\(laptop.machine): \(row.subject.id) can still be read")
            }
        }
    }

    /// What a replaced laptop wrote after its mirror is at the office, where a person sees it.
    private func checkAside(_ laptop: Laptop, _ registry: Registry) async throws {
        let aside = Set(try registry.ledger.unsettled(limit: 100_000).map(\.entry.position))
        let successor = laptops.last { $0.kitIndex == laptop.kitIndex && $0.number > laptop.number }
        for (place, saved) in laptop.promises.entries.sorted(by: { $0.key < $1.key }) {
            if aside.contains(place) || successor?.promises.entries[place] != nil { continue }
            guard let entry = try registry.store.entry(at: place) else {
                throw Violation(8, "\(laptop.machine): \(place.generation)/\(place.sequence) is nowhere at the office")
            }
            // What was erased since, everywhere, has nothing to decide on.
            guard
                entry.body == nil || saved.subject.kind == .case && acknowledged.contains(CaseNumber(saved.subject.id))
            else { throw Violation(8, "\(laptop.machine): \(place.generation)/\(place.sequence) is shown to nobody") }
        }
    }

    /// No number stands for two things, at any kit, in any generation.
    private func checkNumbers(_ registry: Registry) async throws {
        var owners: [String: (laptop: Int, place: Position)] = [:]
        for laptop in laptops {
            for (place, saved) in laptop.promises.entries {
                let number: String
                switch saved.event {
                case .ofCase(let opened, .opened): number = opened.text
                case .ofBook(_, .receiptIssued(let receipt)): number = receipt.receipt.text
                case .ofBook(_, .receiptReversed(let receipt)): number = receipt.receipt.text
                default: continue
                }
                if let other = owners[number], other.place != place {
                    throw Violation(6, "\(number) stands for two things")
                }
                owners[number] = (laptop.number, place)
            }
        }
    }
}
