import Crypto
import Foundation
import Testing

@testable import Journal

/// A kit that is bound to its laptop: disk and passphrase alone open nothing, the recovery code opens everywhere.
@Suite struct MachineSealTests {
    private static let cheap = ScryptCost(n: 16, r: 8, p: 1)
    private let words = "apfel birne kirsche pflaume quitte"
    private let random = Randomness.repeating(seed: 4)

    /// A machine whose chip is a key in memory.
    private struct Chip: MachineSeal {
        let key = SymmetricKey(size: .bits256)

        func seal(_ secret: Data) throws(MachineFault) -> Data {
            guard let box = try? AES.GCM.seal(secret, using: key).combined else { throw .noChip }
            return box
        }

        func open(_ sealed: Data) throws(MachineFault) -> Data {
            guard let box = try? AES.GCM.SealedBox(combined: sealed), let secret = try? AES.GCM.open(box, using: key)
            else { throw .anotherMachine }
            return secret
        }
    }

    private struct NoChip: MachineSeal {
        func seal(_ secret: Data) throws(MachineFault) -> Data { throw .noPrograms }
        func open(_ sealed: Data) throws(MachineFault) -> Data { throw .noPrograms }
    }

    private func reread(_ box: LockBox) throws -> LockBox {
        try JSONDecoder().decode(LockBox.self, from: JSONEncoder().encode(box))
    }

    @Test func theBoundKitOpensOnItsOwnMachineOnly() throws {
        var (box, day, kitKey) = try LockBox.make(passphrase: words, cost: Self.cheap, randomness: random)
        try box.setClerk(
            "c1", secret: "Kastanie am Teich", day: day, kitKey: kitKey, cost: Self.cheap, randomness: random)
        try box.setRecovery(code: "eins zwei", kitKey: kitKey, cost: Self.cheap, randomness: random)
        let file = box.makeKeyFile(day: day, randomness: random)
        let unbound = box
        let chip = Chip()
        try box.bind(words, day: day, to: chip, cost: Self.cheap, randomness: random)
        box = try reread(box)
        #expect(box.isBound && !unbound.isBound)
        #expect(try box.openDay(passphrase: words, on: chip) == day)
        #expect(throws: LockFault.wrongSecret) { try box.openDay(passphrase: "apfel", on: chip) }
        #expect(throws: LockFault.machine(.anotherMachine)) { try box.openDay(passphrase: words, on: Chip()) }
        #expect(throws: LockFault.machine(.anotherMachine)) { try box.openDay(passphrase: words) }
        #expect(throws: LockFault.machine(.noPrograms)) { try box.openDay(passphrase: words, on: NoChip()) }
        // What wraps the key of the day needs both: neither the chip's secret nor the passphrase opens it as if the other were not.
        #expect(throws: LockFault.notSetUp) { try box.openDay(keyFile: file) }
        #expect(try box.unlock(clerk: "c1", secret: "Kastanie am Teich", day: day) == kitKey)
        #expect(try box.recover(code: "eins zwei") == kitKey)
        // With the row that says so cut out, it is as closed as before.
        var json = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(box)) as? [String: Any])
        json["machine"] = nil
        let cut = try JSONDecoder().decode(LockBox.self, from: JSONSerialization.data(withJSONObject: json))
        #expect(throws: LockFault.wrongSecret) { try cut.openDay(passphrase: words, on: chip) }
        // The spare, opened by the recovery code, is bound to nothing.
        let spare = try box.renewed(passphrase: "neu", cost: Self.cheap, randomness: random)
        #expect(try !spare.box.isBound && spare.box.openDay(passphrase: "neu") == spare.day)
        try box.setPassphrase(words, day: day, cost: Self.cheap, randomness: random)
        #expect(try !box.isBound && box.openDay(passphrase: words) == day)
    }

    @Test func whereThereIsNoChipNothingChanges() throws {
        var (box, day, _) = try LockBox.make(passphrase: words, cost: Self.cheap, randomness: random)
        let before = box
        #expect(throws: LockFault.machine(.noPrograms)) {
            try box.bind(words, day: day, to: NoChip(), cost: Self.cheap, randomness: random)
        }
        #expect(box == before)
        #expect(try box.openDay(passphrase: words, on: NoChip()) == day)
    }
}
