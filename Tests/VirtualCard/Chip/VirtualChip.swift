import Foundation

/// What the virtual identity card and the virtual passport have in common: files, sessions, secure messaging, PACE, faults.
///
/// Commands go in with `transmit`, one at a time; several threads may call it.
package class VirtualChip: @unchecked Sendable {
    // Unchecked: everything that changes is touched under the lock only.
    private let lock = NSRecursiveLock()
    private var isPresent = true
    private var armed: [(fault: Fault, commands: Int, writes: Int)] = []
    private var isTorn = false
    private var reasons: [String] = []
    private var commands = 0
    private var worked = Duration.zero

    var folders: [Folder]
    var session = Session()
    let random: Randomness

    init(folders: [Folder], random: @escaping Randomness) {
        self.folders = folders
        self.random = random
    }

    /// What ends when the field goes, the channel breaks or a new PACE succeeds.
    struct Session {
        var channel: SecureChannel?
        /// The channel that takes over after the answer under way.
        var replacement: SecureChannel?
        var folder = 0
        var file: Int?
        var chained: [UInt8] = []
        var exchange: Exchange?
        /// The password of the PACE that made the channel.
        var password: Password?
        var wanted: TerminalRights?
        var cardIdentifier: [UInt8] = []
        var hasBasicAccess = false
        var terminal = TerminalAuthentication()
        /// What the terminal may do: set by terminal authentication.
        var rights: TerminalRights?
        var compressedKey: [UInt8] = []
        var isChipAuthenticated = false
        var challenge: [UInt8]?
    }

    /// What GENERAL AUTHENTICATE goes on with.
    enum Exchange {
        case pace(PACE)
        case chip
        /// Version 1 of chip authentication, without the terminal's.
        case passportChip(CipherSuite)
    }

    // MARK: - From outside

    package static let answerToReset: [UInt8] = {
        // T=0 and T=1 offered as a contactless reader does; history: extended lengths, operational.
        let body: [UInt8] = [0x88, 0x80, 0x01, 0x00, 0x73, 0x84, 0x01, 0x40, 0x05, 0x90, 0x00]
        return [0x3B] + body + [body.reduce(0, ^)]
    }()

    func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body()
    }

    /// Puts the card (back) on the reader: every session is over, memory is as it was.
    package func insert() {
        locked {
            session = Session()
            isPresent = true
        }
    }

    package func remove() {
        locked {
            session = Session()
            isPresent = false
        }
    }

    /// The reader takes the power away and gives it again: sessions end, memory stays.
    package func resetPower() { locked { session = Session() } }

    package var isInserted: Bool { locked { isPresent } }

    package func arm(_ faults: Fault...) { locked { armed += faults.map { ($0, 0, 0) } } }

    package func disarm() { locked { armed = [] } }

    /// Why the card refused what it refused, oldest first; more than the wire says.
    package var refusals: [String] { locked { reasons } }

    /// How many commands the card has taken.
    package var commandCount: Int { locked { commands } }

    /// How long the card itself has worked on its commands, without what a fault makes it wait.
    package var ownTime: Duration { locked { worked } }

    /// A file as it stands on the chip, by application (empty: master file) and identifier.
    package func file(_ identifier: UInt16, in application: [UInt8] = []) -> [UInt8]? {
        locked {
            folders.first { $0.application == application }?.files.first { $0.identifier == identifier }?.content
        }
    }

    /// Changes a file past all rules, as a forger would.
    package func replace(_ identifier: UInt16, in application: [UInt8] = [], with content: [UInt8]) {
        locked {
            for folder in folders.indices where folders[folder].application == application {
                for file in folders[folder].files.indices where folders[folder].files[file].identifier == identifier {
                    folders[folder].files[file].content = content
                }
            }
        }
    }

    /// Leaves a file out, as a copy may that has no key for it.
    package func omit(_ identifier: UInt16, in application: [UInt8] = []) {
        locked {
            for folder in folders.indices where folders[folder].application == application {
                folders[folder].files.removeAll { $0.identifier == identifier }
            }
        }
    }

    /// One command, one answer. Throws `CardGone` when the card is not there or goes in the middle.
    package func transmit(_ bytes: [UInt8]) throws -> [UInt8] {
        let faults = try locked {
            guard isPresent else { throw CardGone() }
            commands += 1
            for index in armed.indices { armed[index].commands += 1 }
            return armed
        }
        for case (.slow(let duration), _, _) in faults {
            Thread.sleep(forTimeInterval: duration / .seconds(1))
        }
        return try locked {
            for case (.goneBefore(let command), let number, _) in faults where number == command { throw gone() }
            let start = ContinuousClock.now
            var reply = answer(bytes)
            worked += start.duration(to: .now)
            if isTorn { throw gone() }
            for case (.goneAfter(let command), let number, _) in faults where number == command { throw gone() }
            for case (.wrongCode(let command), let number, _) in faults where number == command && !reply.data.isEmpty {
                reply.data[reply.data.count - 1] ^= 0x01
            }
            return reply.bytes
        }
    }

    private func gone() -> CardGone {
        isTorn = false
        remove()
        return CardGone()
    }

    // MARK: - Inside

    func refuse(_ status: Status, _ reason: String) -> Status {
        reasons.append(reason)
        return status
    }

    /// How many bytes of the write that begins now reach the file, when the field goes in the middle of it.
    func tear() -> Int? {
        for index in armed.indices {
            armed[index].writes += 1
            if case .tornWrite(let write, let bytes) = armed[index].fault, armed[index].writes == write {
                isTorn = true
                return bytes
            }
        }
        return nil
    }

    var shortMemory: Int? {
        for case (.shortMemory(let bytes), _, _) in armed { return bytes }
        return nil
    }

    private func answer(_ bytes: [UInt8]) -> Reply {
        let outer: Command
        do { outer = try Command(bytes) } catch { return Reply([], error) }
        if outer.isSecured {
            guard var channel = session.channel else { return Reply([], .securedObjectsMissing) }
            let inner: Command
            do { inner = try channel.open(outer) } catch {
                abandonSession()
                return Reply([], refuse(error, "secure messaging: the command is not what its code says"))
            }
            session.channel = channel
            let reply = carryOut(inner).cut(to: outer.isExtended ? nil : channel.mostInShortReply, inner.expected)
            // PACE and chip authentication change the keys; the answer still goes under the old ones.
            let closed = channel.close(reply, isOdd: outer.instruction & 1 == 1)
            session.channel = session.replacement ?? channel
            session.replacement = nil
            return closed
        }
        // A plain command ends secure messaging (TR-03110-3, F.3), and with it every right.
        if session.channel != nil { abandonSession() }
        let reply = carryOut(outer).cut(to: outer.isExtended ? nil : 256, outer.expected)
        session.channel = session.replacement
        session.replacement = nil
        return reply
    }

    private func abandonSession() {
        let folder = session.folder
        session = Session()
        session.folder = folder
    }

    private func carryOut(_ command: Command) -> Reply {
        var command = command
        // In GENERAL AUTHENTICATE the chaining bit only says that more steps follow; elsewhere it joins data.
        if command.instruction != 0x86 {
            if command.isChained {
                session.chained += command.data
                return session.chained.count <= 4096 ? Reply() : Reply([], .wrongLength)
            }
            command.data = session.chained + command.data
            session.chained = []
        }
        do { return try perform(command) } catch let status as Status {
            return Reply([], status)
        } catch { return Reply([], .wrongData) }
    }

    /// Carries out a command that came plain or was unwrapped. Throws `Status`.
    func perform(_ command: Command) throws -> Reply {
        switch command.instruction {
        case 0xA4: return try select(command)
        case 0xB0, 0xB1: return try read(command)
        case 0xD6, 0xD7: return try write(command)
        default: throw Status.unknownInstruction
        }
    }

    /// Whether a rule is met now.
    func isMet(_ rule: AccessRule) -> Bool {
        switch rule {
        case .always: true
        case .never: false
        case .basicAccess: session.hasBasicAccess
        case .authenticatedTerminal: session.rights != nil
        case .right(let right): session.isChipAuthenticated && session.rights?.isSuperset(of: right) == true
        }
    }
}
