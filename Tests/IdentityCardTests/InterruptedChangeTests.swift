import Identity
import Testing
import VirtualCard

@testable import IdentityCard

/// The card is taken away at any command of a change; at its next contact it is put right.
struct InterruptedChangeTests {
    private func open(_ bench: Bench, _ extra: [TerminalRight] = []) throws(CardProblem) -> ChipSession {
        do {
            return try bench.terminal().open(
                VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights + extra)
        } catch let problem as CardProblem {
            throw problem
        } catch {
            throw .certificateUnreadable
        }
    }

    @Test(arguments: [1, 4, 8, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28], [true, false])
    func cardTakenAwayIsSettled(command: Int, finishing: Bool) throws {
        for fault in [Fault.goneBefore(command: command), .goneAfter(command: command)] {
            let bench = try Bench()
            let change = try bench.change()
            bench.card.arm(fault)
            do throws(CardProblem) {
                let session = try open(bench)
                try session.write(try session.change(to: Bench.after))
            } catch {
                #expect(error == .cardRemoved)
            }
            bench.card.disarm()
            bench.card.insert()
            let settlement = try open(bench, CardMark.rights).settle(change, finishing: finishing)
            #expect(bench.holds(finishing ? Bench.after : Bench.before))
            #expect(finishing ? settlement != .undone : settlement != .finished && settlement != .complete)
        }
    }

    @Test(arguments: [1, 2], [0, 1, 2, 3, 4, 5, 6, 8, 11, 20, 40])
    func tornWriteIsFinishedOrUndone(write: Int, bytes: Int) throws {
        for finishing in [true, false] {
            let bench = try Bench()
            let change = try bench.change()
            bench.card.arm(.tornWrite(write: write, bytes: bytes))
            do throws(CardProblem) {
                try open(bench).write(change)
                Issue.record("the write was not torn")
            } catch {
                #expect(error == .cardRemoved)
            }
            bench.card.disarm()
            bench.card.insert()
            let settlement = try open(bench, CardMark.rights).settle(change, finishing: finishing)
            #expect(bench.holds(finishing ? Bench.after : Bench.before))
            // The first byte of both is the same: a write torn there has changed nothing.
            let untouched = write == 1 && bytes <= 1
            let whole = write == 2 && bytes >= Bench.after.communityData.count
            #expect(
                settlement
                    == (untouched ? .notBegun : whole && finishing ? .complete : finishing ? .finished : .undone))
        }
    }

    @Test func aCardWrittenElsewhereIsLeftAlone() throws {
        let bench = try Bench()
        let change = try bench.change()
        let elsewhere = ChipResidence(
            address: .german(street: "AM ALTEN MARKT 3", postalCode: "39104", city: "MAGDEBURG"),
            community: MunicipalityKey("15003000")!)
        bench.card.replace(0x0111, in: VirtualIdentityCard.application, with: elsewhere.addressData)
        bench.card.replace(0x0112, in: VirtualIdentityCard.application, with: elsewhere.communityData)
        let session = try open(bench, CardMark.rights)
        #expect(throws: CardProblem.changedElsewhere) { _ = try session.settle(change, finishing: true) }
        #expect(bench.holds(elsewhere))
    }

    /// Two of one household, one address: what was begun on one card is never written onto the other, whatever may be read of names.
    @Test(arguments: [true, false], [true, false])
    func anotherCardOfTheSameAddressIsLeftAlone(finishing: Bool, readsNames: Bool) throws {
        let bench = try Bench()
        var twin = Holder.erika
        twin.givenNames = "ERIK"
        let other = try VirtualIdentityCard(twin, terminals: bench.terminals, documents: bench.documents)
        let rights = readsNames ? CardMark.rights : []
        let change = try open(bench, rights).change(to: Bench.after)
        let session = try bench.terminal().open(
            VirtualChannel(other), with: Bench.can, wanting: ChangeTerminal.addressRights + rights)
        #expect(throws: CardProblem.otherCard) { _ = try session.settle(change, finishing: finishing) }
        #expect(other.group(17)?.starts(with: Bench.before.addressData) == true)
        // On its own card it is settled.
        bench.card.resetPower()
        #expect(try open(bench, rights).settle(change, finishing: finishing) == .notBegun)
        #expect(bench.holds(finishing ? Bench.after : Bench.before))
    }

    /// Cards of one batch share their key: then the name decides, and without the right to read it nothing is written.
    @Test func theNameDecidesWhereTheKeyDoesNot() throws {
        let bench = try Bench()
        let change = try bench.change()
        let sameBatch = CardMark(
            security: change.card.security,
            groups: change.card.groups.merging([.givenNames: [UInt8](repeating: 1, count: 32)]) { $1 })
        let foreign = ChipChange(before: change.before, after: change.after, card: sameBatch)
        let session = try open(bench, CardMark.rights)
        #expect(throws: CardProblem.otherCard) { _ = try session.settle(foreign, finishing: true) }
        bench.card.resetPower()
        let blind = try open(bench)
        #expect(throws: CardProblem.rightMissing(.read(.givenNames))) { _ = try blind.settle(change, finishing: true) }
        #expect(bench.holds(Bench.before))
    }

    @Test func aNoteIsReadAsItWasWritten() throws {
        let change = try Bench().change()
        #expect(change.card.groups.count == 3)
        #expect(ChipChange(encoded: change.encoded) == change)
        // Without a mark of the card nobody could tell which card it was.
        let groups = [change.before, change.after].flatMap { [$0.addressData, $0.communityData] }
        #expect(ChipChange(encoded: DataObject(0x30, of: groups.map { DataObject(0x04, $0) }).encoded) == nil)
        for cut in 0..<change.encoded.count { #expect(ChipChange(encoded: Array(change.encoded.prefix(cut))) == nil) }
    }

    /// Every cut of one group over another is recognised; what is neither is not.
    @Test func everyCutIsRecognised() throws {
        let change = try Bench().change()
        let (old, new) = (Bench.before.addressData, Bench.after.addressData)
        for cut in 0...new.count {
            let file = Array((new.prefix(cut) + old.dropFirst(cut) + [UInt8](repeating: 0x55, count: 64)))
            guard let range = try? DataObjectReader.heading(of: file[...]).value, range.upperBound <= file.count else {
                continue
            }
            let read = Array(file.prefix(range.upperBound))
            let progress = change.progress(of: .address, reading: read)
            #expect(
                progress == (read == new ? .after : read == old ? .before : .torn), "cut after \(cut) bytes")
        }
        var foreign = new
        foreign[20] ^= 0xFF
        #expect(change.progress(of: .address, reading: foreign) == .foreign)
    }
}
