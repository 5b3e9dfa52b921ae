import Crypto
import Foundation
import Journal
import Testing

@testable import Sync

@Suite struct FeedTests {
    let office = Curve25519.Signing.PrivateKey()
    let kitKey = Curve25519.KeyAgreement.PrivateKey()

    func messages(_ count: Int) throws -> [FeedMessage] {
        var writer = FeedWriter(kit: 7, epoch: 3)
        return try (0..<count).map { index in
            try writer.write(
                .question, subject: "WB-07-1-000\(index)", clear: Data("{\"due\":\"2026-12-01\"}".utf8),
                secret: Data("Frage \(index)".utf8), to: kitKey.publicKey, signedWith: office, at: Int64(index))
        }
    }

    @Test func aFeedIsReadAndOpened() throws {
        var chain = FeedChain(kit: 7, epoch: 3)
        for (index, message) in try messages(4).enumerated() {
            let received = try FeedMessage(bytes: message.bytes)
            #expect(received == message)
            #expect(try chain.accept(received, trusting: [office.publicKey.rawRepresentation]))
            #expect(received.open(with: kitKey) == Data("Frage \(index)".utf8))
            #expect(received.open(with: .init()) == nil)
            #expect(!(try chain.accept(received, trusting: [office.publicKey.rawRepresentation])))
        }
        #expect(chain.number == 4)
    }

    @Test func everyFlippedBitIsFound() throws {
        let message = try messages(1)[0]
        for index in message.bytes.indices {
            for bit in [0, 7] {
                var bytes = message.bytes
                bytes[index] ^= UInt8(1 << bit)
                guard let changed = try? FeedMessage(bytes: bytes) else { continue }
                var chain = FeedChain(kit: 7, epoch: 3)
                #expect(throws: FeedFault.self) {
                    try chain.accept(changed, trusting: [self.office.publicKey.rawRepresentation])
                }
                #expect(chain.number == 0)
            }
        }
    }

    @Test func everyCutIsFound() throws {
        let message = try messages(1)[0]
        for length in 0..<message.bytes.count {
            #expect(throws: WireFault.self) { try FeedMessage(bytes: message.bytes.prefix(length)) }
        }
        #expect(throws: WireFault.self) { try FeedMessage(bytes: message.bytes + Data([0])) }
    }

    @Test func missingReorderedAndForeignMessagesAreNotAccepted() throws {
        let keys = [office.publicKey.rawRepresentation]
        let all = try messages(3)
        var chain = FeedChain(kit: 7, epoch: 3)
        #expect(throws: FeedFault.gap(expected: 1, found: 2)) { try chain.accept(all[1], trusting: keys) }
        _ = try chain.accept(all[0], trusting: keys)
        #expect(throws: FeedFault.gap(expected: 2, found: 3)) { try chain.accept(all[2], trusting: keys) }
        var otherKit = FeedChain(kit: 8, epoch: 3)
        #expect(throws: FeedFault.otherKit(7)) { try otherKit.accept(all[0], trusting: keys) }
        var otherEpoch = FeedChain(kit: 7, epoch: 4)
        #expect(throws: FeedFault.otherEpoch(expected: 4, found: 3)) { try otherEpoch.accept(all[0], trusting: keys) }
        // A second history of the same office: right number, right signature, other past.
        let second = try messages(3)
        #expect(throws: FeedFault.broken(number: 2)) { try chain.accept(second[1], trusting: keys) }
        #expect(throws: FeedFault.forged(number: 2)) {
            try chain.accept(all[1], trusting: [Curve25519.Signing.PrivateKey().publicKey.rawRepresentation])
        }
    }

    /// Written by the first version; has to be readable for ever.
    @Test func theFirstFormatStaysReadable() throws {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(repeating: 7, count: 32))
        let message = try FeedMessage(bytes: Self.golden)
        #expect(message.kit == 7 && message.epoch == 3 && message.number == 1 && message.time == 1_780_000_000_123)
        #expect(message.kind == .acknowledged)
        #expect(message.subject == "WB-07-1-0001")
        #expect(Acknowledged(message) == Acknowledged(generation: 1, sequence: 42, entries: 9, attachments: 2))
        #expect(message.sealed.isEmpty)
        #expect(message.isSigned(by: key.publicKey))
        var chain = FeedChain(kit: 7, epoch: 3)
        #expect(try chain.accept(message, trusting: [key.publicKey.rawRepresentation]))
    }

    /// An acknowledgement of a case, from the signing key of 32 bytes 07.
    static let golden = Data(hex: goldenHex)!
    static let goldenHex = """
        0100070000000300000000000000010000019e7044887b0c61636b6e6f776c65646765640c57422d30372d312d303030\
        3100000000000000000000000000000000000000000000000000000000000000000000003a7b226174746163686d656e\
        7473223a322c22656e7472696573223a392c2267656e65726174696f6e223a312c2273657175656e6365223a34327d00\
        000000fbad62af81b3ecc637614fcf2a7522c3625875f1ccf9a206b9be62e5237748bfbb77979f37d526dce14fdbb644\
        466a1c7c3d0c95733ec93e53527b35e7b71303
        """

    @Test(arguments: [
        ("acknowledged", true), ("held-back", true), ("a", true), ("", false), ("Lock", false), ("über", false),
        ("a b", false), (String(repeating: "a", count: 32), true), (String(repeating: "a", count: 33), false),
    ])
    func kindsArePlainWords(text: String, isKind: Bool) {
        #expect((FeedKind(rawValue: text) != nil) == isKind)
    }
}
