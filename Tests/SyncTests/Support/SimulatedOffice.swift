import Crypto
import Foundation
import Journal

@testable import Sync

/// The office's end in memory, with an intake that opens and acknowledges.
final class SimulatedOffice {
    let store = MemoryJournalStore()
    let ledger: MemoryOfficeLedger
    let shelf = MemoryShelf()
    let attachments = MemoryAttachments()
    let signing: Curve25519.Signing.PrivateKey
    let sealing: Curve25519.KeyAgreement.PrivateKey
    var sync: OfficeSync
    var acknowledged: [String: Acknowledged] = [:]
    private var pen: FeedWriter?
    private let epoch: UInt32

    init(
        epoch: UInt32 = 1, signing: Curve25519.Signing.PrivateKey = .init(),
        sealing: Curve25519.KeyAgreement.PrivateKey = .init(), room: Int = 10_000, dice: Dice
    ) throws {
        self.epoch = epoch
        self.signing = signing
        self.sealing = sealing
        ledger = MemoryOfficeLedger(room: room)
        ledger.begin(epoch: epoch)
        sync = try OfficeSync(
            journal: store, ledger: ledger, keys: shelf, attachments: attachments, randomness: dice.randomness)
    }

    /// What a backup gives back: the first entries, and nothing else; a new epoch.
    func restored(entries count: Int, kit: EnrolledKit, signer: any Signer, dice: Dice) throws -> SimulatedOffice {
        let office = try SimulatedOffice(epoch: epoch + 1, signing: signing, sealing: sealing, dice: dice)
        office.ledger.enrol(kit)
        let kept = try store.entries(.all, after: 0, limit: count).map(\.entry)
        if let last = kept.last {
            try office.store.append(kept, head: Head(last).signed(by: signer), receivedAt: at(0))
        }
        return office
    }

    func verdict(on caseNumber: String) throws -> Acknowledgement.Verdict {
        let subject = try SimulatedKit.subject(caseNumber)
        let entries = try store.entries(.subject(subject), after: 0, limit: 10_000).map(\.entry)
        let opener = try SoftwareKeyOpener(privateKeys: [sealing.rawRepresentation])
        return Acknowledgement.check(entries, keys: shelf.all, opener: opener) { ref, _ in attachments.whole(ref.id) }
    }

    /// Opens what is complete and says so in the kit's feed.
    func takeIn(cases: [String], kit: UInt16) throws {
        for number in cases where acknowledged[number] == nil {
            guard case .ready(let acknowledgement, _) = try verdict(on: number) else { continue }
            acknowledged[number] = acknowledgement
            var pen = self.pen ?? FeedWriter(kit: kit, epoch: epoch)
            ledger.append(
                try pen.write(
                    .acknowledged, subject: number, clear: acknowledgement.encoded(), to: nil, signedWith: signing,
                    at: 0))
            self.pen = pen
        }
    }
}
