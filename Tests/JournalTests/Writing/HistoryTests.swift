import Foundation
import Testing

@testable import Journal

/// Random histories against a plain list of what should be there.
@Suite struct HistoryTests {
    /// What is remembered of an appended entry.
    private struct Remembered {
        let head: Head
        let segment: UInt32
        let caseNumber: String?
        let text: String
    }

    /// One seed, one history.
    private struct Dice {
        let random: Randomness
        func roll(_ sides: Int) -> Int { random.bytes(4).reduce(0) { $0 << 8 | Int($1) } % sides }
    }

    @Test(arguments: 0..<40)
    func `whatever happens, the journal gives what was appended`(_ seed: Int) throws {
        let refusals = Refusals()
        try play(
            seed, store: MemoryJournalStore(refusal: { refusals.store }), file: MemoryFile(), refusals: refusals)
    }

    @Test(arguments: 40..<44)
    func `the same on a disk, and verify finds nothing`(_ seed: Int) throws {
        let folder = try TemporaryFolder()
        let identity = try IdentityFile(kit: 7, signingKey: Data(repeating: 9, count: 32), officeKeys: [])
        try identity.write(to: DiskFile(folder: folder.path, name: IdentityFile.name))
        try play(
            seed, store: SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName)),
            file: DiskFile(folder: folder.path, name: KeyFile.name), refusals: nil)
        #expect(JournalVerifier(folder: folder.path).report().faults == [])
    }

    private func play(
        _ seed: Int, store: any JournalStore, file: any WholeFile, refusals: Refusals?
    ) throws {
        let dice = Dice(random: .repeating(seed: UInt64(seed) &* 7_919 &+ 1))
        let signer = try SoftwareSigner(privateKey: Data(repeating: 9, count: 32))
        func open() throws -> (Journal, KeyRing) {
            let keys = try KeyRing(file: file, kit: 7, recipients: [], randomness: dice.random)
            keys.unlock(with: Workbench.kitKey)
            return (
                try Journal(
                    kit: 7, store: store, keys: keys, signer: signer, checkpoint: keys.checkpoint,
                    randomness: dice.random), keys
            )
        }
        var (journal, keys) = try open()
        var model: [Remembered] = []
        var erased: Set<String> = []
        var dropped: Set<UInt32> = []
        var segment: UInt32 = 1
        for step in 0..<60 {
            switch dice.roll(12) {
            case 0:
                (journal, keys) = try open()
            case 1:
                segment += 1
            case 2:
                let gone = UInt32(dice.roll(Int(segment)) + 1)
                guard gone != segment else { break }
                try journal.drop(segment: gone)
                dropped.insert(gone)
            case 3:
                let number = "K07-1-\(dice.roll(4))"
                let ids = keys.rows(of: try Subject(kind: .case, id: number)).map(\.id)
                try keys.erase(Set(ids), at: Workbench.time, checkpoint: journal.head)
                if !ids.isEmpty { erased.insert(number) }
            case 4:
                guard let refusals else { break }
                refusals.store = .diskFull
                #expect(throws: JournalFault.store(.diskFull)) { try journal.append([.note("refused")]) }
                refusals.store = nil
            case 5:
                // Goes on from the last entry, or from an earlier one that is still here.
                let here = model.indices.filter { !dropped.contains(model[$0].segment) }
                guard journal.head != nil, let last = here.last else { break }
                let index = dice.roll(2) == 0 ? last : here[dice.roll(here.count)]
                guard model[index].head.position.generation == journal.generation || index == last else { break }
                try journal.startGeneration(after: model[index].head)
                model.removeSubrange((index + 1)...)
                let text = "generation \(step)"
                let entry = try journal.append([.note(text)], segment: segment)[0]
                model.append(Remembered(head: Head(entry), segment: segment, caseNumber: nil, text: text))
            default:
                let number = dice.roll(4) == 0 ? nil : "K07-1-\(dice.roll(4))"
                guard number.map({ !erased.contains($0) }) ?? true else { break }
                let texts = (0...dice.roll(3)).map { "\(step).\($0)" }
                let drafts: [Draft] = try texts.map { text in
                    if let number { try .answer(text, case: number) } else { try .note(text) }
                }
                let entries = try journal.append(drafts, segment: segment)
                for (entry, text) in zip(entries, texts) {
                    model.append(
                        Remembered(head: Head(entry), segment: segment, caseNumber: number, text: text))
                }
            }
            let expected = model.filter { !dropped.contains($0.segment) }.map {
                $0.caseNumber.map(erased.contains) == true ? "(erased)" : $0.text
            }
            #expect(try journal.texts() == expected, "step \(step)")
            #expect(journal.fault == nil, "step \(step)")
            guard journal.fault == nil else { return }
        }
    }
}
