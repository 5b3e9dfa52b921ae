import Identity
import IdentityCard
import Testing
import VirtualCard

/// Whether a passport's chip is the one its state made: every proof it can offer, and copies of it.
struct PassportChipTests {
    static let proofs: [([VirtualPassport.Proof], ChipProof)] = [
        ([], .notOffered), ([.activeECDSA], .activeAuthentication), ([.activeRSA], .activeAuthentication),
        ([.chip(.aes128)], .chipAuthentication), ([.chip(.aes256)], .chipAuthentication),
        ([.chip(.tripleDES)], .chipAuthentication), ([.chip(.tripleDES, isNamed: false)], .chipAuthentication),
        ([.chip(.aes128), .activeECDSA], .chipAuthentication),
    ]

    private func verdict(
        _ documents: DocumentAuthority, _ passport: VirtualPassport, trusting trusted: DocumentAuthority?
    ) throws -> PassportVerdict {
        try PassportReader(
            trusted: try CountryCertificates(trusted.map { [$0.root] } ?? []), today: PassportTests.today
        ).read(VirtualChannel(passport), with: .zone(try PassportTests.zone())).verdict
    }

    @Test(arguments: proofs, [VirtualPassport.Access.basic, .pace(.aes128, parameters: 13)])
    func theOriginalProvesItself(
        proof: (offers: [VirtualPassport.Proof], told: ChipProof), access: VirtualPassport.Access
    ) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(access: access, proofs: proof.offers, documents: documents)
        guard case .genuine(_, let told) = try verdict(documents, passport, trusting: documents) else {
            Issue.record("not genuine")
            return
        }
        #expect(told == proof.told)
        #expect(passport.refusals == [])
    }

    /// All that can be read, copied onto another chip: without the keys it fails, whoever signed the data.
    @Test(arguments: proofs.dropFirst(), [true, false])
    func aCopyIsFound(proof: (offers: [VirtualPassport.Proof], told: ChipProof), isTrusted: Bool) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(proofs: proof.offers, documents: documents)
        passport.forgetKeys()
        let found = try verdict(documents, passport, trusting: isTrusted ? documents : nil)
        #expect(found == .changed(.chip))
        #expect(found.germanText.contains("nicht vertrauen"))
    }

    /// A copy that hides what it cannot prove is not what was signed.
    @Test(arguments: [([VirtualPassport.Proof.chip(.aes128)], 14), ([.activeRSA], 15), ([.activeECDSA], 15)])
    func aCopyThatLeavesOutItsProofIsFound(offers: [VirtualPassport.Proof], group: Int) throws {
        let documents = DocumentAuthority()
        let passport = try VirtualPassport(proofs: offers, documents: documents)
        passport.omit(0x0100 + UInt16(group), in: VirtualPassport.application)
        #expect(try verdict(documents, passport, trusting: documents) == .changed(.group(group)))
    }

    /// Another key in its place is not the signed one.
    @Test func anotherKeyIsFound() throws {
        let documents = DocumentAuthority()
        let (one, other) = (
            try VirtualPassport(proofs: [.activeECDSA], documents: documents),
            try VirtualPassport(proofs: [.activeECDSA], documents: documents)
        )
        let key = try #require(other.file(0x010F, in: VirtualPassport.application))
        one.replace(0x010F, in: VirtualPassport.application, with: key)
        #expect(try verdict(documents, one, trusting: documents) == .changed(.group(15)))
    }

    @Test func whatTheVerdictSaysOfTheChip() {
        func text(_ proof: ChipProof) -> String { PassportVerdict.genuine(signer: "", chip: proof).germanText }
        #expect(text(.chipAuthentication).contains("als das Original ausgewiesen"))
        #expect(text(.activeAuthentication) == text(.chipAuthentication))
        #expect(text(.notOffered).contains("Ob der Chip eine Kopie ist"))
        #expect(text(.unknown).contains("Ob der Chip eine Kopie ist"))
    }

    /// Taken away in the middle of the proof: said so, and never taken for a copy.
    @Test func passportTakenAwayDuringTheProofIsSaidSo() throws {
        let documents = DocumentAuthority()
        let whole = try VirtualPassport(proofs: [.chip(.aes128)], documents: documents)
        _ = try verdict(documents, whole, trusting: documents)
        let passport = try VirtualPassport(proofs: [.chip(.aes128)], documents: documents)
        passport.arm(.goneBefore(command: whole.commandCount - 1))
        #expect(throws: CardProblem.cardRemoved) { _ = try verdict(documents, passport, trusting: documents) }
    }
}
