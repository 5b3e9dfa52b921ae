package import Crypto
package import Foundation

/// The key of the day: comes from the passphrase or the key file, and opens nothing without a clerk's secret.
package struct DayKey: Equatable, Sendable {
    let key: SymmetricKey
}

/// `lock.json`: the kit's key, locked so that opening needs the day's secret and a clerk's. Formats in
/// `Documentation/Journal.md`, "Lock". A value: change it, write it, and only then rely on it.
package struct LockBox: Hashable, Codable, Sendable {
    package static let name = "lock.json"

    struct Secret: Hashable, Codable, Sendable {
        let scrypt: ScryptCost
        let salt: Data
        let wrapped: Data
    }

    struct Row: Hashable, Codable, Sendable {
        let id: String
        let secret: Secret
        /// Only of codes.
        var expiresAt: Timestamp?
    }

    private var format = 1
    private var passphrase: Secret
    private var keyFile: Data?
    private var clerks: [Row] = []
    private var codes: [Row] = []
    private var recovery: Secret?
    /// Where the kit is bound to its machine: the 32 bytes mixed into the passphrase, as that machine has sealed them.
    private var machine: Data?

    /// A new kit's lock: makes the key of the day and the kit's key.
    package static func make(
        passphrase: String, cost: ScryptCost = .standard, randomness: Randomness = .system
    ) throws(LockFault) -> (box: LockBox, day: DayKey, kitKey: SymmetricKey) {
        let day = DayKey(key: randomness.key())
        let secret = try Lock.passphrase.close(
            day.key, secret: Passphrase.normalised(passphrase), cost: cost, randomness: randomness)
        return (LockBox(passphrase: secret), day, randomness.key())
    }

    private init(passphrase: Secret) { self.passphrase = passphrase }

    // MARK: The day

    /// - Parameter chip: asked only where the kit is bound to its machine.
    package func openDay(passphrase text: String, on chip: (any MachineSeal)? = nil) throws(LockFault) -> DayKey {
        let text = Passphrase.normalised(text)
        guard let machine else { return DayKey(key: try Lock.passphrase.open(passphrase, secret: text)) }
        guard let chip else { throw .machine(.anotherMachine) }
        let bytes: Data
        do throws(MachineFault) { bytes = try chip.open(machine) } catch { throw .machine(error) }
        let first = DayKey(key: SymmetricKey(data: bytes))
        return DayKey(key: try Lock.boundPassphrase.open(passphrase, day: first, secret: text))
    }

    /// - Parameter bytes: the key file's 32 bytes.
    package func openDay(keyFile bytes: Data) throws(LockFault) -> DayKey {
        guard let keyFile else { throw .notSetUp }
        return DayKey(key: try Lock.keyFile.open(keyFile, with: bytes))
    }

    package var isBound: Bool { machine != nil }

    /// From here on the passphrase opens with this machine's chip only, and no key file does. Clerks' secrets go through the key of the
    /// day, so that they are bound with it; the recovery code opens by itself, on any machine.
    package mutating func bind(
        _ text: String, day: DayKey, to chip: any MachineSeal, cost: ScryptCost = .standard,
        randomness: Randomness = .system
    ) throws(LockFault) {
        let bytes = randomness.bytes(32)
        let sealed: Data
        do throws(MachineFault) { sealed = try chip.seal(bytes) } catch { throw .machine(error) }
        passphrase = try Lock.boundPassphrase.close(
            day.key, day: DayKey(key: SymmetricKey(data: bytes)), secret: Passphrase.normalised(text), cost: cost,
            randomness: randomness)
        machine = sealed
        keyFile = nil
    }

    /// The new passphrase is bound to no machine.
    package mutating func setPassphrase(
        _ text: String, day: DayKey, cost: ScryptCost = .standard, randomness: Randomness = .system
    ) throws(LockFault) {
        passphrase = try Lock.passphrase.close(
            day.key, secret: Passphrase.normalised(text), cost: cost, randomness: randomness)
        machine = nil
    }

    /// Makes a new key file; an older one does not open any more. On a kit that is bound it would open without the machine.
    /// - Returns: 32 bytes to be kept apart from the kit.
    package mutating func makeKeyFile(day: DayKey, randomness: Randomness = .system) -> Data {
        let bytes = randomness.bytes(32)
        keyFile = Lock.keyFile.close(day.key, with: bytes, randomness: randomness)
        return bytes
    }

    // MARK: Clerks

    /// The ids of clerks who have a secret here; ids are pseudonyms, never names.
    package var clerkIDs: [String] { clerks.map(\.id) }

    package mutating func setClerk(
        _ id: String, secret: String, day: DayKey, kitKey: SymmetricKey, cost: ScryptCost = .standard,
        randomness: Randomness = .system
    ) throws(LockFault) {
        let closed = try Lock.clerk(id).close(kitKey, day: day, secret: secret, cost: cost, randomness: randomness)
        clerks.removeAll { $0.id == id }
        clerks.append(Row(id: id, secret: closed))
    }

    package mutating func removeClerk(_ id: String) { clerks.removeAll { $0.id == id } }

    package func unlock(clerk id: String, secret: String, day: DayKey) throws(LockFault) -> SymmetricKey {
        guard let row = clerks.first(where: { $0.id == id }) else { throw .notSetUp }
        return try Lock.clerk(id).open(row.secret, day: day, secret: secret)
    }

    // MARK: One-time codes

    package var codeIDs: [String] { codes.map(\.id) }

    package mutating func addCode(
        _ code: String, id: String, expiresAt: Timestamp, day: DayKey, kitKey: SymmetricKey,
        cost: ScryptCost = .standard, randomness: Randomness = .system
    ) throws(LockFault) {
        let closed = try Lock.code(id).close(kitKey, day: day, secret: code, cost: cost, randomness: randomness)
        codes.removeAll { $0.id == id }
        codes.append(Row(id: id, secret: closed, expiresAt: expiresAt))
    }

    /// Opens with a code and uses it up: write the box before the code's bearer goes on.
    package mutating func redeem(
        code: String, id: String, day: DayKey, at time: Timestamp
    ) throws(LockFault) -> SymmetricKey {
        guard let row = codes.first(where: { $0.id == id }) else { throw .notSetUp }
        guard let expiresAt = row.expiresAt, time < expiresAt else { throw .codeExpired }
        let kitKey = try Lock.code(id).open(row.secret, day: day, secret: code)
        codes.removeAll { $0.id == id }
        return kitKey
    }

    // MARK: Recovery

    /// The recovery code opens alone; it is printed once and kept in the office.
    package mutating func setRecovery(
        code: String, kitKey: SymmetricKey, cost: ScryptCost = .standard, randomness: Randomness = .system
    ) throws(LockFault) {
        recovery = try Lock.recovery.close(kitKey, secret: code, cost: cost, randomness: randomness)
    }

    /// A box for a kit whose key the recovery code has opened: the old passphrase, key file and secrets open nothing any more,
    /// the recovery code still does.
    package func renewed(
        passphrase: String, cost: ScryptCost = .standard, randomness: Randomness = .system
    ) throws(LockFault) -> (box: LockBox, day: DayKey) {
        let day = DayKey(key: randomness.key())
        let secret = try Lock.passphrase.close(
            day.key, secret: Passphrase.normalised(passphrase), cost: cost, randomness: randomness)
        var box = LockBox(passphrase: secret)
        box.recovery = recovery
        return (box, day)
    }

    package func recover(code: String) throws(LockFault) -> SymmetricKey {
        guard let recovery else { throw .notSetUp }
        return try Lock.recovery.open(recovery, secret: code)
    }

    // MARK: File

    package init(from file: some WholeFile) throws(LockFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try file.read() } catch { throw .file(error) }
        guard let bytes else { throw .file(.missing(name: LockBox.name)) }
        guard let box = try? JSONDecoder().decode(LockBox.self, from: bytes), box.format == 1 else {
            throw .unreadable
        }
        self = box
    }

    /// Durable when it returns; the old file's bytes are overwritten, because a removed secret is to be gone.
    package func write(to file: some WholeFile) throws(LockFault) {
        do throws(FileFault) {
            try file.replace(with: KeyFile.line(self), shredding: true)
        } catch { throw .file(error) }
    }
}
