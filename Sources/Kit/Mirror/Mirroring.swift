import Foundation
package import Journal

/// Brings a mirror up to its kit, one round after the other. Nothing on the stick stays open between two rounds, so that
/// it can be pulled whenever nothing is being written. One round at a time; who drives it sees to that.
package final class Mirroring {
    /// What a round came to.
    package struct Outcome: Hashable, Sendable {
        /// The entries through here are on the mirror, with their keys.
        package var through: Head?
        /// Attachments that are still to be copied.
        package var attachmentsLeft = 0
        /// Journals that were kept beside, because they hold what this kit has not.
        package var keptBeside = 0
        /// What opens the kit is erased here, and so it is there.
        package var isErased = false
    }

    /// What the mirror held after the last round; believed as long as the mark's round is the same.
    private struct Known {
        var mark: MirrorMark
        var heads: [Head]
        var runs: Int
        var files: [String: EntryHash]
        var attachments: Set<String>
        var keptBeside: Int
    }

    private let folder: KitFolder
    private let identity: KitIdentity
    private let store: SQLiteJournalStore
    private let stick: any Disk
    private var known: Known?

    /// - Parameters:
    ///   - store: the kit's journal; only read.
    ///   - stick: what the mirror lies on.
    package init(folder: KitFolder, identity: KitIdentity, store: SQLiteJournalStore, stick: any Disk) {
        self.folder = folder
        self.identity = identity
        self.store = store
        self.stick = stick
    }

    /// Copies what the mirror lacks: keys and small files, then entries, then attachments.
    /// - Parameter isAwaited: asked between two attachments; when there is something newer, the rest is left for the next round.
    package func round(
        _ setting: MirrorSetting, generation: UInt16, isAwaited: () -> Bool = { false }
    ) throws(MirrorTrouble) -> Outcome {
        do {
            return try copy(to: setting, generation: generation, isAwaited)
        } catch {
            known = nil
            switch error {
            case let trouble as MirrorTrouble: throw trouble
            case let fault as FileFault: throw MirrorTrouble(fault)
            case let fault as StoreFault: throw MirrorTrouble(fault)
            default: throw .failing(reason: "\(error)")
            }
        }
    }

    private func copy(to setting: MirrorSetting, generation: UInt16, _ isAwaited: () -> Bool) throws -> Outcome {
        var mark = try checkedMark(setting, generation)
        // The heads first: whatever is copied besides is then at least as new as the entries.
        let (here, files) = try MirrorTrouble.ofOwnDisk(ownSide)
        let heads = here.heads.map(\.signed.head)
        if let known, known.mark == mark, known.heads == heads, known.runs == here.runs.count,
            known.files.merging(here.files, uniquingKeysWith: { $1 }) == known.files,
            known.attachments.isSuperset(of: here.attachments)
        {
            return Outcome(through: heads.last, keptBeside: known.keptBeside, isErased: here.isErased)
        }
        let copy = MirrorFolder(path: setting.path, disk: stick)
        var there = MirrorSide()
        if let known, known.mark == mark {
            (there.files, there.attachments) = (known.files, known.attachments)
        } else {
            (there.files, there.attachments) = try copy.contents()
        }
        let plan = try copyJournal(here, files, &there, to: copy)
        there.files.merge(here.files) { $1 }
        var outcome = Outcome(
            through: heads.last, attachmentsLeft: plan.attachments.count, isErased: here.isErased)
        for name in plan.attachments {
            if outcome.attachmentsLeft < plan.attachments.count, isAwaited() { break }
            try copy.copyAttachment(name, from: folder)
            there.attachments.insert(name)
            outcome.attachmentsLeft -= 1
        }
        if !plan.isEmpty {
            mark.round += 1
            try mark.write(in: setting.path, on: stick)
        }
        outcome.keptBeside = try copy.keptBeside()
        known = Known(
            mark: mark, heads: heads, runs: here.runs.count, files: there.files, attachments: there.attachments,
            keptBeside: outcome.keptBeside)
        return outcome
    }

    /// Small files, then entries: keys are there before anything that needs them.
    private func copyJournal(
        _ here: MirrorSide, _ files: [String: MirrorFolder.Content], _ there: inout MirrorSide, to copy: MirrorFolder
    ) throws -> MirrorPlan {
        var journal: SQLiteJournalStore?
        defer { try? journal?.close() }
        var plan: MirrorPlan
        do {
            journal = try copy.journal()
            if let journal { try there.read(journal, kit: identity.number) }
            plan = try MirrorPlan(here: here, there: there)
            for name in plan.files { try copy.replace(name, with: files[name]!.stored()) }
            if case .append(let spans) = plan.entries, !spans.isEmpty || !plan.runs.isEmpty {
                if journal == nil { journal = try copy.makeJournal() }
                try copy.append(
                    spans, plan.runs, from: store, kit: identity.number, signer: identity.file.signer, to: journal!)
            }
        } catch let fault as StoreFault where fault.isLossOfIntegrity {
            // What lies there is damaged, or its entries do not fit ours: a whole new copy, the old one beside it.
            there.heads = []
            plan = try MirrorPlan(here: here, there: there)
            for name in plan.files { try copy.replace(name, with: files[name]!.stored()) }
            plan.entries = .whole(keepingOld: true)
        }
        if case .whole(let keepingOld) = plan.entries {
            try journal?.close()
            journal = nil
            try copy.replaceJournal(with: store, keepingOld: keepingOld)
        }
        return plan
    }

    /// The mark, if this laptop is the one to write there.
    private func checkedMark(_ setting: MirrorSetting, _ generation: UInt16) throws -> MirrorMark {
        guard var mark = try MirrorMark.read(in: setting.path, on: stick) else {
            throw stick.exists(setting.path) ? MirrorTrouble.notAMirror : .away
        }
        guard mark.id == setting.id, mark.kit == identity.number else {
            throw MirrorTrouble.otherMirror(code: mark.code)
        }
        if mark.writer != setting.writer {
            throw mark.generation > generation
                ? MirrorTrouble.replaced(generation: mark.generation, continues: mark.continues) : .otherWriter
        }
        if mark.generation < generation {
            mark.generation = generation
            mark.continues = nil
            try mark.write(in: setting.path, on: stick)
        }
        return mark
    }

    private func ownSide() throws -> (MirrorSide, files: [String: MirrorFolder.Content]) {
        var side = MirrorSide()
        try side.read(store, kit: identity.number)
        let read = side.hash
        side.hash = { position in try MirrorTrouble.ofOwnDisk { try read(position) } }
        let files = try MirrorFolder.files(of: folder)
        side.files = files.mapValues { EntryHash(of: $0.plain) }
        let attachments = folder.path(AttachmentFolder.name)
        if folder.disk.exists(attachments) {
            side.attachments = Set(try folder.disk.names(in: attachments).filter { KeyID(hex: $0) != nil })
        }
        return (side, files)
    }
}

extension MirrorSide {
    /// After an order to erase nothing is left in the files that open the kit.
    fileprivate var isErased: Bool { files[LockBox.name] == ErasedMark.emptyFile }

    /// A journal's heads and gaps; only those of the kit.
    mutating func read(_ store: SQLiteJournalStore, kit: UInt16) throws(StoreFault) {
        heads = try store.heads().filter { $0.position.kit == kit }
        for head in heads { runs += try store.droppedRuns(kit: kit, generation: head.position.generation) }
        hash = { try store.entry(at: $0)?.hash }
    }
}
