import Testing

@testable import VirtualCard

@Suite("The virtual passport")
struct PassportTests {
    static let information = Array("L898902C3674081221204159".utf8)

    @Test(arguments: CipherSuite.allCases, [12, 13, 15, 16, 17, 18])
    func pace(suite: CipherSuite, parameters: Int) throws {
        let passport = try VirtualPassport(
            can: "112233", access: .pace(suite, parameters: parameters), documents: DocumentAuthority())
        let reader = TestReader(passport)
        try reader.announce(.can, suite: suite)
        try reader.pace(Array("112233".utf8), suite: suite, parameters: parameters)
        try reader.select(application: VirtualPassport.application)
        let photo = try reader.read(short: 2)
        #expect(photo == passport.file(0x0102, in: VirtualPassport.application))
        #expect(photo.count > 1000)
    }

    @Test func zoneOpensWhatStaysShutElse() throws {
        #expect(VirtualPassport.specimenZone.allSatisfy { $0.count == 44 })
        let passport = try VirtualPassport(documents: DocumentAuthority())
        let reader = TestReader(passport)
        try reader.select(application: VirtualPassport.application)
        #expect(try reader.send([0, 0xB0, 0x81, 0], expected: 256).status == 0x6982)
        try reader.must([0, 0xA4, 0, 0x0C])
        try reader.announce(.zone)
        try reader.pace(Digest.of(Self.information, "SHA1"))
        try reader.select(application: VirtualPassport.application)
        #expect(
            try reader.read(short: 1)
                == hex("615B5F1F58") + Array(VirtualPassport.specimenZone.joined().utf8))
        #expect(try reader.read(short: 0x1E) == hex("60155F0104303130375F36063034303030305C0361756E"))
        #expect(try reader.announce(.can) == 0x6A88)
    }

    @Test func wrongKeysOpenNothing() throws {
        let passport = try VirtualPassport(access: .basic, documents: DocumentAuthority())
        let reader = TestReader(passport)
        try reader.select(application: VirtualPassport.application)
        #expect(try reader.announce(.zone) == 0x6985, "there is no PACE")
        try reader.must([0, 0x84, 0, 0], expected: 8)
        let wrong = [UInt8](repeating: 0x11, count: 40)
        #expect(try reader.send([0, 0x82, 0, 0], wrong, expected: 40).status == 0x6300)
        #expect(try reader.send([0, 0x82, 0, 0], wrong, expected: 40).status == 0x6985, "a challenge is good once")
        #expect(try reader.send([0, 0xB0, 0x81, 0], expected: 256).status == 0x6982)
    }

    @Test func oddInstructionReadsBehind32K() throws {
        let photo: [UInt8] = [0xFF, 0xD8] + (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let passport = try VirtualPassport(photo: photo, documents: DocumentAuthority())
        let reader = TestReader(passport)
        try reader.announce(.zone)
        try reader.pace(Digest.of(Self.information, "SHA1"))
        try reader.select(application: VirtualPassport.application)
        let whole = try #require(passport.file(0x0102, in: VirtualPassport.application))
        let answer = try reader.must([0, 0xB1, 0, 2], hex("54029000"), expected: 64)
        #expect(answer == DataObject.encoded(0x53, Array(whole[0x9000..<0x9000 + 62])))
        #expect(try reader.must([0, 0xB0, 0x82, 0], expected: 65536).count == whole.count)
    }

    @Test func withPACEOnlyThereIsNoBasicAccess() throws {
        let passport = try VirtualPassport(access: .pace(.aes256, parameters: 13), documents: DocumentAuthority())
        #expect(try passport.transmit([0, 0xA4, 4, 0x0C, 7] + VirtualPassport.application) == [0x69, 0x82])
        #expect(try passport.transmit([0, 0x84, 0, 0, 8]) == [0x69, 0x85])
    }
}
