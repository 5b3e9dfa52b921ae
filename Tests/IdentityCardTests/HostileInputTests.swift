import Identity
import Testing
import VirtualCard

@testable import IdentityCard

/// Random and mutated input for every reader; the same each time.
struct HostileInputTests {
    /// A small generator of its own (SplitMix64), so that a failure can be repeated.
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }

        mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            for _ in 0..<Int.random(in: 1...4, using: &self) {
                guard !bytes.isEmpty else { return bytes }
                let place = Int.random(in: bytes.indices, using: &self)
                switch Int.random(in: 0..<5, using: &self) {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
                case 1: bytes[place] = [0x00, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFF].randomElement(using: &self) ?? 0
                case 2: bytes.remove(at: place)
                case 3: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
                default: bytes = Array(bytes.prefix(place))
                }
            }
            return bytes
        }
    }

    /// Good inputs of every kind, to begin from.
    private static let seeds: [UInt8: [[UInt8]]] = {
        let terminals = TerminalAuthority()
        let documents = DocumentAuthority()
        guard let card = try? VirtualIdentityCard(.erika, terminals: terminals, documents: documents),
            let passport = try? VirtualPassport(documents: documents), let security = card.file(0x011D),
            let access = card.file(0x011C), let photo = passport.file(0x0102, in: VirtualPassport.application),
            let proofs = try? proofs(documents)
        else { return [:] }
        let answers = [access.count, access.count].reduce(into: [UInt8]()) { bytes, _ in
            bytes += [2, 0x90, 0x00, UInt8(access.count + 2)] + access + [0x90, 0x00, 2, 0x90, 0x00]
        }
        return [
            UInt8(ascii: "t"): [security, access], UInt8(ascii: "c"): [terminals.root, terminals.terminal().chain[0]],
            UInt8(ascii: "s"): [access], UInt8(ascii: "m"): [bytes("99029000 8E08FA855A5D4C50A8ED 9000")],
            UInt8(ascii: "M"): [[1] + [UInt8](repeating: 7, count: 32)], UInt8(ascii: "d"): [security],
            UInt8(ascii: "p"): [Array(photo.prefix(200))],
            UInt8(ascii: "a"): [Bench.before.addressData, ChipAddress.free("Am Markt 1").encoded],
            UInt8(ascii: "f"): [bytes("2004 42330020 0704 42330007")],
            UInt8(ascii: "r"): [bytes("00000000 0C00 9000 0000 01 41 00 0400 01020304")],
            UInt8(ascii: "l"): [answers], UInt8(ascii: "h"): [answers],
            UInt8(ascii: "k"): proofs,
        ]
    }()

    /// Groups 14 and 15 of passports, and chips that say yes to everything.
    private static func proofs(_ documents: DocumentAuthority) throws -> [[UInt8]] {
        let all: [VirtualPassport.Proof] = [.chip(.aes128), .chip(.tripleDES), .activeECDSA, .activeRSA]
        return try all.map { proof in
            let passport = try VirtualPassport(access: .basic, proofs: [proof], documents: documents)
            let infos = passport.file(0x010E, in: VirtualPassport.application) ?? []
            let key = passport.file(0x010F, in: VirtualPassport.application) ?? []
            let yes: [UInt8] = [4, 0x7C, 0x00, 0x90, 0x00, 66] + [UInt8](repeating: 1, count: 64) + [0x90, 0x00]
            return [UInt8(infos.count)] + infos + [UInt8(key.count >> 8), UInt8(key.count & 0xFF)] + key + yes
        }
    }

    @Test(arguments: HostileInputs.kinds)
    func anythingIsReadOrRefused(kind: UInt8) throws {
        var dice = Dice(state: UInt64(kind))
        let seeds = try #require(Self.seeds[kind])
        for round in 0..<600 {
            let seed = seeds[round % seeds.count]
            HostileInputs.read(kind, dice.mutate(seed))
            HostileInputs.read(
                kind, (0..<Int.random(in: 0..<64, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) })
        }
    }

    /// No single bit of a certificate chain, and none of a signed file, can be turned without being noticed.
    @Test func everyBitOfACertificateCounts() throws {
        let terminals = TerminalAuthority()
        let own = terminals.terminal()
        let (verifier, terminal) = (own.chain[0], own.chain[1])
        for place in terminal.indices {
            var changed = terminal
            changed[place] ^= 1 << (place % 8)
            let path = Result {
                try TerminalPath(
                    TerminalCertificate.chain(terminals.root + verifier + changed), authorities: nil,
                    today: Bench.today)
            }
            guard case .failure = path else {
                Issue.record("byte \(place) changed, and the chain was taken")
                return
            }
        }
    }

    /// What is signed names its kind in the signature: under another name it is not taken.
    @Test func renamedContentIsRefused() throws {
        let bench = try Bench()
        let genuine = try #require(bench.card.file(0x011D))
        _ = try SignedObject(genuine, contentType: CardSecurity.contentType)
        let name = CardSecurity.contentType.content
        let place = try #require(genuine.indices.first { genuine[$0...].starts(with: name) })
        var renamed = genuine
        renamed[place + name.count - 1] += 1
        #expect(throws: SignedObjectProblem.otherContent) {
            _ = try SignedObject(renamed, contentType: .bsi(3, 2, 2))
        }
    }
}
