import Identity
import Testing
import VirtualCard

@testable import IdentityCard

/// The card is taken away at any command of a change; at its next contact it is put right.
struct InterruptedChangeTests {
    private func open(_ bench: Bench) throws(CardProblem) -> ChipSession {
        do {
            return try bench.terminal().open(
                VirtualChannel(bench.card), with: Bench.can, wanting: ChangeTerminal.addressRights)
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
            bench.card.arm(fault)
            do throws(CardProblem) {
                let session = try open(bench)
                try session.write(ChipChange(before: try session.residence(), after: Bench.after))
            } catch {
                #expect(error == .cardRemoved)
            }
            bench.card.disarm()
            bench.card.insert()
            let settlement = try open(bench).settle(Bench.change, finishing: finishing)
            #expect(bench.holds(finishing ? Bench.after : Bench.before))
            #expect(finishing ? settlement != .undone : settlement != .finished && settlement != .complete)
        }
    }

    @Test(arguments: [1, 2], [0, 1, 2, 3, 4, 5, 6, 8, 11, 20, 40])
    func tornWriteIsFinishedOrUndone(write: Int, bytes: Int) throws {
        for finishing in [true, false] {
            let bench = try Bench()
            bench.card.arm(.tornWrite(write: write, bytes: bytes))
            do throws(CardProblem) {
                try open(bench).write(Bench.change)
                Issue.record("the write was not torn")
            } catch {
                #expect(error == .cardRemoved)
            }
            bench.card.disarm()
            bench.card.insert()
            let settlement = try open(bench).settle(Bench.change, finishing: finishing)
            #expect(bench.holds(finishing ? Bench.after : Bench.before))
            // The first byte of both is the same: a write torn there has changed nothing.
            let untouched = write == 1 && bytes <= 1
            let whole = write == 2 && bytes >= Bench.after.communityData.count
            #expect(
                settlement
                    == (untouched ? .notBegun : whole && finishing ? .complete : finishing ? .finished : .undone))
        }
    }

    @Test func anotherPersonsCardIsLeftAlone() throws {
        let bench = try Bench()
        let elsewhere = ChipResidence(
            address: .german(street: "AM ALTEN MARKT 3", postalCode: "39104", city: "MAGDEBURG"),
            community: MunicipalityKey("15003000")!)
        bench.card.replace(0x0111, in: VirtualIdentityCard.application, with: elsewhere.addressData)
        bench.card.replace(0x0112, in: VirtualIdentityCard.application, with: elsewhere.communityData)
        let session = try open(bench)
        #expect(throws: CardProblem.changedElsewhere) { _ = try session.settle(Bench.change, finishing: true) }
        #expect(bench.holds(elsewhere))
    }

    /// Every cut of one group over another is recognised; what is neither is not.
    @Test func everyCutIsRecognised() {
        let (old, new) = (Bench.before.addressData, Bench.after.addressData)
        for cut in 0...new.count {
            let file = Array((new.prefix(cut) + old.dropFirst(cut) + [UInt8](repeating: 0x55, count: 64)))
            guard let range = try? DataObjectReader.heading(of: file[...]).value, range.upperBound <= file.count else {
                continue
            }
            let read = Array(file.prefix(range.upperBound))
            let progress = Bench.change.progress(of: .address, reading: read)
            #expect(
                progress == (read == new ? .after : read == old ? .before : .torn), "cut after \(cut) bytes")
        }
        var foreign = new
        foreign[20] ^= 0xFF
        #expect(Bench.change.progress(of: .address, reading: foreign) == .foreign)
    }
}
