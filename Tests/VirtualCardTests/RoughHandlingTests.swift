import Testing

@testable import VirtualCard

/// A generator that gives the same numbers for the same seed everywhere (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Rough handling")
struct RoughHandlingTests {
    private func commands(_ dice: inout Dice) -> [UInt8] {
        let known: [[UInt8]] = [
            [0, 0xA4, 2, 0x0C, 2, 1, 0x1C], [0, 0xB0, 0x9C, 0, 0], [0, 0xB1, 0, 0x1C, 4, 0x54, 2, 0, 0, 0],
            [0, 0x22, 0xC1, 0xA4, 0x0F, 0x80, 0x0A, 4, 0, 0x7F, 0, 7, 2, 2, 4, 2, 2, 0x83, 1, 2],
            [0x10, 0x86, 0, 0, 2, 0x7C, 0, 0], [0, 0x22, 0x81, 0xB6, 3, 0x83, 1, 0x44],
            [0, 0x2A, 0, 0xBE, 6, 0x7F, 0x4E, 0, 0x5F, 0x37, 0], [0, 0xD6, 0x91, 0, 1, 0], [0, 0x84, 0, 0, 8],
            [0, 0x82, 0, 0, 2, 1, 1], [0, 0x2C, 2, 3, 6, 0x31, 0x31, 0x31, 0x31, 0x31, 0x31],
            [0x0C, 0xB0, 0, 0, 0x0D, 0x97, 1, 0, 0x8E, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0], [0, 0xA4, 4, 0x0C],
        ]
        var bytes = known[Int.random(in: 0..<known.count, using: &dice)]
        for _ in 0..<Int.random(in: 0...3, using: &dice) {
            let at = Int.random(in: 0..<max(bytes.count, 1), using: &dice)
            switch Int.random(in: 0...2, using: &dice) {
            case 0 where at < bytes.count: bytes[at] = UInt8.random(in: .min ... .max, using: &dice)
            case 1 where at < bytes.count: bytes.remove(at: at)
            default: bytes.insert(UInt8.random(in: .min ... .max, using: &dice), at: at)
            }
        }
        return bytes
    }

    /// Whatever comes, the card answers with two bytes at least and gives nothing it must not.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func mutatedCommands(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let card = try VirtualIdentityCard(terminals: TerminalAuthority(), documents: DocumentAuthority())
        let passport = try VirtualPassport(documents: DocumentAuthority())
        let address = card.group(17)
        for _ in 0..<3000 {
            let command = commands(&dice)
            #expect(try card.transmit(command).count >= 2)
            #expect(try passport.transmit(command).count >= 2)
        }
        #expect(card.group(17) == address && card.hasPIN("123456"))
        // And it still works.
        card.insert()
        try TestReader(card).pace(.can, "500540")
    }

    /// The same under secure messaging, where the bytes get as far as the commands themselves.
    @Test func mutatedCommandsInTheChannel() throws {
        var dice = Dice(state: 7)
        let authority = TerminalAuthority()
        let card = try VirtualIdentityCard(terminals: authority, documents: DocumentAuthority())
        for _ in 0..<40 {
            card.insert()
            card.setState(tries: 3, isActive: true)
            let reader = TestReader(card)
            try reader.open(authority.terminal([.read(4), .canAllowed]))
            for _ in 0..<40 {
                let command = commands(&dice)
                guard command.count >= 4, reader.isSecured else { continue }
                let header = [command[0] & 0x10] + command[1..<4]
                _ = try? reader.send(Array(header), Array(command.dropFirst(5)), expected: 256)
            }
        }
        #expect(card.hasPIN("123456") && card.group(17) == Holder.erika.groups[17])
    }

    @Test(arguments: [3, 4, 5] as [UInt64])
    func mutatedCertificates(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let authority = TerminalAuthority()
        let terminal = authority.terminal()
        for bytes in [authority.root] + terminal.chain {
            let inner = try DataObject.only(0x7F21, in: bytes)
            let original = try CertificateOfTerminal(inner)
            for _ in 0..<500 {
                var changed = inner
                changed[Int.random(in: 0..<changed.count, using: &dice)] ^= UInt8.random(in: 1...255, using: &dice)
                guard let certificate = try? CertificateOfTerminal(changed) else { continue }
                #expect(certificate.signed != original.signed || certificate.signature != original.signature)
            }
        }
    }
}
