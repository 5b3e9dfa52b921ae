package import Casework
package import Crypto
package import Foundation
package import Journal
import Synchronization

/// The way into the kit: the key of the day, the clerks' secrets, one-time codes and PINs.
///
/// A secret costs a third of a second and 128 MiB to check. All of that happens on one thread of its own, one at a time: pages and the
/// desk go on meanwhile, and of many guesses sent at once each one sees the mistakes before it.
package final class DayLock: Sendable {
    /// How a clerk stands with this kit.
    package enum Standing: Sendable { case hasSecret, hasCode, unknown }

    private struct Memory {
        var day: DayKey?
        var kitKey: SymmetricKey?
        /// Of the day (nil) and of each clerk.
        var delays: [ClerkID?: GuessDelay] = [:]
        /// Codes that are known to be in the lock box, or used up: looking for new ones costs no disk.
        var taken: Set<StaffCode> = []
    }

    private let memory = Mutex(Memory())
    private let thread = DispatchQueue(label: "amtskoffer.access")
    let folder: KitFolder
    let cost: ScryptCost
    let randomness: Randomness
    private let machine: any MachineSeal
    private let now: @Sendable () -> Duration

    /// - Parameters:
    ///   - cost: of new secrets and PINs.
    ///   - machine: asked only where the kit is bound to its laptop.
    ///   - now: time since some fixed moment; never runs backwards.
    package init(
        folder: KitFolder, cost: ScryptCost = .standard, randomness: Randomness = .system,
        machine: any MachineSeal = TPM(), now: @escaping @Sendable () -> Duration
    ) {
        self.folder = folder
        self.cost = cost
        self.randomness = randomness
        self.machine = machine
        self.now = now
    }

    // MARK: The day

    package var isDayOpen: Bool { memory.withLock { $0.day != nil } }

    package func openDay(passphrase: String) async throws(AccessRefusal) {
        guard !passphrase.allSatisfy(\.isWhitespace) else { throw .missing(.passphrase) }
        try await openDay(at: .passphrase) { box throws(LockFault) in
            try box.openDay(passphrase: passphrase, on: self.machine)
        }
    }

    /// - Parameter bytes: of the file that is kept apart from the kit.
    package func openDay(keyFile bytes: Data) async throws(AccessRefusal) {
        guard !bytes.isEmpty else { throw .missing(.keyFile) }
        try await openDay(at: .keyFile) { box throws(LockFault) in try box.openDay(keyFile: bytes) }
    }

    private func openDay(
        at place: AccessRefusal.Place, _ open: @escaping @Sendable (LockBox) throws(LockFault) -> DayKey
    ) async throws(AccessRefusal) {
        try await onThread { () throws(AccessRefusal) in
            let day = try self.guess(nil, at: place) { () throws(LockFault) in try open(LockBox(from: self.boxFile)) }
            self.memory.withLock { $0.day = day }
        }
    }

    /// The day is over: nothing opens any more without passphrase or key file.
    package func forget() {
        memory.withLock {
            $0.day = nil
            $0.kitKey = nil
        }
    }

    /// Nobody is logged in any more; the day goes on.
    package func forgetKitKey() { memory.withLock { $0.kitKey = nil } }

    func remember(_ kitKey: SymmetricKey) { memory.withLock { $0.kitKey = kitKey } }

    var rememberedKitKey: SymmetricKey? { memory.withLock { $0.kitKey } }

    // MARK: Clerks

    package func standing(of clerk: ClerkID) -> Standing {
        guard let box = try? LockBox(from: boxFile) else { return .unknown }
        if box.clerkIDs.contains(clerk.text) { return .hasSecret }
        return box.codeIDs.contains(clerk.text) ? .hasCode : .unknown
    }

    /// - Returns: the kit's own key.
    package func logIn(_ clerk: ClerkID, secret: String) async throws(AccessRefusal) -> SymmetricKey {
        guard !secret.isEmpty else { throw .missing(.secret) }
        return try await onThread { () throws(AccessRefusal) in
            let day = try self.day()
            let kitKey = try self.guess(clerk, at: .secret) { () throws(LockFault) in
                try LockBox(from: self.boxFile).unlock(clerk: clerk.text, secret: secret, day: day)
            }
            self.makeMirrorLock(day, kitKey)
            self.memory.withLock { $0.kitKey = kitKey }
            return kitKey
        }
    }

    /// Uses a one-time code up and sets the clerk's own secret and PIN; all of it or nothing.
    /// - Parameter time: the code's last day is checked against it.
    /// - Returns: the kit's own key.
    package func setSecret(
        _ secret: String, pin: String, of clerk: ClerkID, with code: String, at time: Timestamp
    ) async throws(AccessRefusal) -> SymmetricKey {
        let plain = Self.plainCode(code)
        guard !plain.isEmpty else { throw .missing(.code) }
        guard secret.count >= AccessRefusal.secretLength else { throw .secretTooShort }
        guard Self.plainCode(secret) != plain else { throw .secretIsCode }
        guard Self.isPossible(pin) else { throw .pinForm }
        return try await onThread { () throws(AccessRefusal) in
            let day = try self.day()
            var box = try self.box()
            let kitKey = try self.guess(clerk, at: .code) { () throws(LockFault) in
                try box.redeem(code: plain, id: clerk.text, day: day, at: time)
            }
            do throws(LockFault) {
                try box.setClerk(
                    clerk.text, secret: secret, day: day, kitKey: kitKey, cost: self.cost, randomness: self.randomness)
                // The PIN first: a crash between the two leaves the code to be used again.
                try self.changePins(under: kitKey) { pins throws(LockFault) in
                    guard pins.setPin(pin, of: clerk, cost: self.cost, randomness: self.randomness) else {
                        throw .unusableSecret
                    }
                }
                try box.write(to: self.boxFile)
            } catch { throw .folder(.init(error)) }
            self.makeMirrorLock(day, kitKey)
            self.memory.withLock { $0.kitKey = kitKey }
            return kitKey
        }
    }

    /// A kit that was set up before there were mirrors gets its mirror's lock at the first log-in. Where that fails, the mirror
    /// says that it waits, and the next log-in tries again.
    private func makeMirrorLock(_ day: DayKey, _ kitKey: SymmetricKey) {
        let file = folder.file(MirrorLock.name)
        guard case .some(.none) = try? MirrorLock(from: file) else { return }
        try? MirrorLock(day: day, kitKey: kitKey, randomness: randomness).write(to: file)
    }

    // MARK: PINs

    /// Only while somebody is logged in. Who asks counts the mistakes.
    package func isPin(_ pin: String, of clerk: ClerkID) async throws(AccessRefusal) -> Bool {
        try await onThread { () throws(AccessRefusal) in
            guard let kitKey = self.memory.withLock({ $0.kitKey }) else { throw .notLoggedIn }
            let pins = try self.pins(under: kitKey)
            guard pins.hasPin(clerk) else { throw .noPin }
            return pins.isPin(pin, of: clerk)
        }
    }

    static func isPossible(_ pin: String) -> Bool {
        AccessRefusal.pinLength.contains(pin.utf8.count) && pin.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && Set(pin).count > 1
    }

    // MARK: Codes that came with the feed

    /// Takes new codes into the lock box; only while somebody is logged in, later otherwise. Known ones cost nothing. A code is given by
    /// the office to set a secret anew: the clerk's old one opens nothing from here on.
    ///
    /// - Returns: the clerks whose secret ended now.
    @discardableResult
    package func takeIn(_ codes: [StaffCode]) async throws(AccessRefusal) -> Set<ClerkID> {
        let known = memory.withLock { $0.taken }
        guard !codes.allSatisfy(known.contains) else { return [] }
        return try await onThread { () throws(AccessRefusal) in
            let (day, kitKey) = self.memory.withLock { ($0.day, $0.kitKey) }
            guard let day, let kitKey else { return [] }
            var pins = try self.pins(under: kitKey)
            let new = codes.filter { !pins.isTaken($0) }
            if !new.isEmpty {
                var box = try self.box()
                do throws(LockFault) {
                    for code in new {
                        try box.addCode(
                            Self.plainCode(code.code), id: code.clerk.text, expiresAt: code.expiry, day: day,
                            kitKey: kitKey, cost: self.cost, randomness: self.randomness)
                        box.removeClerk(code.clerk.text)
                        pins.noteTaken(code)
                    }
                    try box.write(to: self.boxFile)
                } catch { throw .folder(.init(error)) }
                do throws(KitFolderFault) { try pins.write(to: self.folder, under: kitKey) } catch {
                    throw .folder(.init(error))
                }
            }
            self.memory.withLock { $0.taken = Set(codes) }
            return Set(new.map(\.clerk))
        }
    }

    /// A code in the form that goes into the lock box. Codes are read out and typed: capitals or not, blanks and hyphens between their
    /// groups do not count.
    package static func plainCode(_ code: String) -> String {
        code.uppercased().filter { !$0.isWhitespace && $0 != "-" }
    }

    // MARK: Files

    var boxFile: DiskFile { folder.file(LockBox.name) }

    func box() throws(AccessRefusal) -> LockBox {
        do throws(LockFault) { return try LockBox(from: boxFile) } catch { throw .folder(.init(error)) }
    }

    private func pins(under key: SymmetricKey) throws(AccessRefusal) -> PinFile {
        do throws(KitFolderFault) { return try PinFile(in: folder, under: key) } catch { throw .folder(.init(error)) }
    }

    func changePins(
        under key: SymmetricKey, _ change: (inout PinFile) throws(LockFault) -> Void
    ) throws(LockFault) {
        var pins: PinFile
        do { pins = try PinFile(in: folder, under: key) } catch { throw .file(.unreadable(name: PinFile.name)) }
        try change(&pins)
        do throws(KitFolderFault) { try pins.write(to: folder, under: key) } catch {
            guard case .file(let fault) = error else { throw .file(.unreadable(name: PinFile.name)) }
            throw .file(fault)
        }
    }

    // MARK: Guessing

    func day() throws(AccessRefusal) -> DayKey {
        guard let day = memory.withLock({ $0.day }) else { throw .dayNotStarted }
        return day
    }

    /// One guess, unless the last ones were wrong a moment ago.
    func guess<Key>(
        _ clerk: ClerkID?, at place: AccessRefusal.Place, _ open: () throws(LockFault) -> Key
    ) throws(AccessRefusal) -> Key {
        let delay = memory.withLock { $0.delays[clerk] ?? GuessDelay() }
        if let seconds = delay.wait(at: now()) { throw .wait(place, seconds: seconds) }
        do throws(LockFault) {
            let key = try open()
            memory.withLock { $0.delays[clerk] = nil }
            return key
        } catch {
            switch error {
            case .wrongSecret:
                let time = now()
                memory.withLock { $0.delays[clerk, default: GuessDelay()].failed(at: time) }
                throw .wrong(place)
            case .notSetUp: throw place == .keyFile ? .noKeyFile : place == .code ? .noCode : .noSecret
            case .codeExpired: throw .codeExpired
            case .unusableSecret, .unreadable, .file, .machine: throw .folder(.init(error))
            }
        }
    }

    func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(AccessRefusal) -> Value
    ) async throws(AccessRefusal) -> Value {
        let result: Result<Value, AccessRefusal> = await withCheckedContinuation { continuation in
            thread.async {
                do throws(AccessRefusal) {
                    continuation.resume(returning: .success(try work()))
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        return try result.get()
    }
}
