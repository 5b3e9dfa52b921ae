import Crypto
import Foundation
import Testing

@testable import Journal

@Suite struct LockBoxTests {
    private static let cheap = ScryptCost(n: 16, r: 8, p: 1)
    private let words = "apfel birne kirsche pflaume quitte"
    private let random = Randomness.repeating(seed: 9)

    private func made() throws -> (box: LockBox, day: DayKey, kitKey: SymmetricKey) {
        try LockBox.make(passphrase: words, cost: Self.cheap, randomness: random)
    }

    // RFC 7914, section 12 (the vectors of 64 bytes, cut to 32: scrypt's last step is PBKDF2, whose blocks stand alone).
    @Test(arguments: [
        (
            "password", "NaCl", ScryptCost(n: 1024, r: 8, p: 16),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        ),
        (
            "pleaseletmein", "SodiumChloride", ScryptCost(n: 16384, r: 8, p: 1),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        ),
    ])
    func `scrypt gives what the standard says`(_ secret: String, _ salt: String, _ cost: ScryptCost, _ hex: String) {
        #expect(cost.derive(secret, salt: Data(salt.utf8))?.hex == hex)
    }

    @Test(arguments: [
        ScryptCost(n: 0, r: 8, p: 1), ScryptCost(n: 15, r: 8, p: 1), ScryptCost(n: 1 << 21, r: 8, p: 1),
        ScryptCost(n: 16, r: 0, p: 1), ScryptCost(n: 16, r: 17, p: 1), ScryptCost(n: 16, r: 8, p: 17),
    ])
    func `a cost that nobody can have meant is refused`(_ cost: ScryptCost) {
        #expect(cost.derive("a", salt: Data([1])) == nil)
    }

    @Test func `golden locks open as ever`() throws {
        func secret(_ wrapped: Data) -> LockBox.Secret {
            LockBox.Secret(scrypt: Self.cheap, salt: GoldenVectors.salt, wrapped: wrapped)
        }
        let day = DayKey(key: SymmetricKey(data: GoldenVectors.dayKey))
        let kitKey = SymmetricKey(data: GoldenVectors.kitKey)
        #expect(try Lock.passphrase.open(secret(GoldenVectors.lockPassphrase), secret: words) == day.key)
        #expect(try Lock.keyFile.open(GoldenVectors.lockKeyFile, with: GoldenVectors.keyFile) == day.key)
        #expect(try Lock.clerk("a1").open(secret(GoldenVectors.lockClerk), day: day, secret: "geheim-123") == kitKey)
        #expect(try Lock.code("a2").open(secret(GoldenVectors.lockCode), day: day, secret: "geheim-123") == kitKey)
        #expect(try Lock.recovery.open(secret(GoldenVectors.lockRecovery), secret: "ABCDEFGH") == kitKey)
    }

    @Test func `the kit's key needs the day's secret and a clerk's`() throws {
        var (box, day, kitKey) = try made()
        try box.setClerk("c1", secret: "geheim", day: day, kitKey: kitKey, cost: Self.cheap, randomness: random)
        let opened = try box.openDay(passphrase: " Apfel  birne Kirsche pflaume QUITTE ")
        #expect(opened == day)
        #expect(try box.unlock(clerk: "c1", secret: "geheim", day: opened) == kitKey)
        #expect(throws: LockFault.wrongSecret) { try box.openDay(passphrase: "apfel birne kirsche pflaume") }
        #expect(throws: LockFault.wrongSecret) { try box.openDay(passphrase: "") }
        #expect(throws: LockFault.wrongSecret) { try box.unlock(clerk: "c1", secret: "Geheim", day: day) }
        #expect(throws: LockFault.notSetUp) { try box.unlock(clerk: "c2", secret: "geheim", day: day) }
        let other = DayKey(key: SymmetricKey(data: Data(repeating: 1, count: 32)))
        #expect(throws: LockFault.wrongSecret) { try box.unlock(clerk: "c1", secret: "geheim", day: other) }
        box.removeClerk("c1")
        #expect(throws: LockFault.notSetUp) { try box.unlock(clerk: "c1", secret: "geheim", day: day) }
    }

    @Test func `a key file opens the day, an older one does not`() throws {
        var (box, day, _) = try made()
        #expect(throws: LockFault.notSetUp) { try box.openDay(keyFile: Data(count: 32)) }
        let old = box.makeKeyFile(day: day, randomness: random)
        #expect(try box.openDay(keyFile: old) == day)
        let new = box.makeKeyFile(day: day, randomness: random)
        #expect(throws: LockFault.wrongSecret) { try box.openDay(keyFile: old) }
        #expect(try box.openDay(keyFile: new) == day)
        try box.setPassphrase("neue worte", day: day, cost: Self.cheap, randomness: random)
        #expect(throws: LockFault.wrongSecret) { try box.openDay(passphrase: words) }
        #expect(try box.openDay(passphrase: "neue worte") == day)
    }

    @Test func `a code works once and in its time`() throws {
        var (box, day, kitKey) = try made()
        let end = Timestamp(milliseconds: 1_000)
        for id in ["k1", "k2"] {
            try box.addCode(
                "1234-5678", id: id, expiresAt: end, day: day, kitKey: kitKey, cost: Self.cheap, randomness: random)
        }
        let before = Timestamp(milliseconds: 999)
        #expect(throws: LockFault.wrongSecret) { try box.redeem(code: "1234-5679", id: "k1", day: day, at: before) }
        #expect(throws: LockFault.codeExpired) { try box.redeem(code: "1234-5678", id: "k1", day: day, at: end) }
        #expect(try box.redeem(code: "1234-5678", id: "k1", day: day, at: before) == kitKey)
        #expect(throws: LockFault.notSetUp) { try box.redeem(code: "1234-5678", id: "k1", day: day, at: before) }
        #expect(box.codeIDs == ["k2"])
    }

    @Test func `the recovery code opens alone`() throws {
        var (box, _, kitKey) = try made()
        #expect(throws: LockFault.notSetUp) { try box.recover(code: "ABC") }
        try box.setRecovery(code: "ABC", kitKey: kitKey, cost: Self.cheap, randomness: random)
        #expect(try box.recover(code: "ABC") == kitKey)
        #expect(throws: LockFault.wrongSecret) { try box.recover(code: "ABD") }
    }

    @Test func `the file reads back and holds no key`() throws {
        var (box, day, kitKey) = try made()
        try box.setClerk("c1", secret: "geheim", day: day, kitKey: kitKey, cost: Self.cheap, randomness: random)
        let file = MemoryFile()
        #expect(throws: LockFault.file(.missing(name: "lock.json"))) { try LockBox(from: file) }
        try box.write(to: file)
        #expect(try LockBox(from: file) == box)
        let text = String(decoding: try #require(try file.read()), as: UTF8.self)
        for key in [day.key, kitKey] {
            let bytes = key.withUnsafeBytes { Data($0) }
            #expect(!text.contains(bytes.base64EncodedString()) && !text.contains(bytes.hex))
        }
        try file.replace(with: Data("{}".utf8), shredding: false)
        #expect(throws: LockFault.unreadable) { try LockBox(from: file) }
    }

    @Test func `words are plain, short, many and different`() {
        let words = PassphraseWords.all
        #expect(words.count >= 2_048)
        #expect(Set(words).count == words.count)
        #expect(words.allSatisfy { (3...11).contains($0.count) && $0.allSatisfy { ("a"..."z").contains($0) } })
    }

    @Test func `random passphrases have five words of the list and differ`() {
        let drawn = (0..<50).map { _ in Passphrase.random(random) }
        #expect(Set(drawn).count == 50)
        for text in drawn {
            #expect(text.split(separator: " ").count == 5)
            #expect(text.split(separator: " ").allSatisfy { PassphraseWords.all.contains(String($0)) })
            #expect(Passphrase.normalised(text) == text)
        }
        #expect(Passphrase.normalised("  Käse-Öl\tüBer  Maß ") == "kaese oel ueber mass")
    }
}
