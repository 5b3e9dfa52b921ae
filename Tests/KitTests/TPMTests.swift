import Foundation
import Journal
import Testing

@testable import Kit

/// Against `swtpm`, a TPM 2.0 in software, spoken to by the programs that speak with a real one.
@Suite struct TPMTests {
    private static let swtpm = "/usr/bin/swtpm"
    private static var isHere: Bool {
        [swtpm, "/usr/bin/tpm2_unseal"].allSatisfy(FileManager.default.isExecutableFile)
    }

    /// A chip of its own, and what it keeps.
    private final class Chip {
        let folder: URL
        let connection: String

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "swtpm-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            connection = "swtpm:path=\(folder.path(percentEncoded: false))/s"
            try start()
        }

        private var process: pid_t? {
            (try? String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)).flatMap {
                pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }

        /// Its sockets lie in its folder, so that no port has to be free. It becomes a program of its own and its beginner ends, which is waited
        /// for here: Foundation would not see that end while the chip lives, and nothing else of this process may be held open by it.
        func start() throws {
            let place = folder.path(percentEncoded: false)
            let words = [
                swtpm, "socket", "--tpm2", "--tpmstate", "dir=\(place)", "--server", "type=unixio,path=\(place)/s",
                "--ctrl", "type=unixio,path=\(place)/s.ctrl", "--flags", "not-need-init,startup-clear", "--daemon",
                "--pid",
                "file=\(place)/pid",
            ]
            var given: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
            defer { for word in given { free(word) } }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            for number in 0...2 as ClosedRange<Int32> {
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            }
            for number in 3...1_023 as ClosedRange<Int32> { posix_spawn_file_actions_addclose(&actions, number) }
            var beginner = pid_t()
            try #require(posix_spawn(&beginner, swtpm, &actions, nil, &given, environ) == 0)
            var status: Int32 = 0
            while waitpid(beginner, &status, 0) == -1, errno == EINTR {}
            for _ in 0..<3_000 where process == nil { usleep(10_000) }
        }

        func stop() {
            guard let process else { return }
            kill(process, SIGTERM)
            for name in ["s", "s.ctrl", "pid"] { try? FileManager.default.removeItem(at: folder.appending(path: name)) }
        }

        deinit {
            stop()
            try? FileManager.default.removeItem(at: folder)
        }
    }

    @Test(.enabled(if: isHere, "swtpm and tpm2-tools are not installed; scripts/install test brings them"))
    func whatOneChipSealsNoOtherOpens() throws {
        let secret = Randomness.system.bytes(32)
        let (chip, other) = (try Chip(), try Chip())
        let machine = TPM(connection: chip.connection)
        let sealed = try machine.seal(secret)
        #expect(sealed.firstRange(of: secret) == nil && sealed.count < 1_000)
        #expect(try machine.open(sealed) == secret)
        #expect(throws: MachineFault.anotherMachine) { try TPM(connection: other.connection).open(sealed) }
        // Every byte counts.
        for place in [0, 1, 40, sealed.count / 2, sealed.count - 1] {
            var changed = sealed
            changed[place] ^= 1
            #expect(throws: MachineFault.anotherMachine, "\(place)") { try machine.open(changed) }
        }
        chip.stop()
        #expect(throws: MachineFault.noChip) { try machine.open(sealed) }
    }

    @Test func withoutTheProgramsItSaysSo() {
        let machine = TPM(places: ["/nowhere"])
        #expect(throws: MachineFault.noPrograms) { try machine.seal(Data(count: 32)) }
        #expect(throws: MachineFault.noPrograms) { try machine.open(Data([0, 1, 2, 3])) }
        #expect(MachineFault.noPrograms.description.contains("tpm2-tools"))
    }

    /// The commands' own way: bound, the kit's passphrase opens with its chip only; nothing happens while the kit runs.
    @Test(.enabled(if: isHere, "swtpm and tpm2-tools are not installed; scripts/install test brings them"))
    func aKitIsBoundAndUnbound() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "bound-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let folder = KitFolder(path: place.path(percentEncoded: false))
        let cost = ScryptCost(n: 16, r: 8, p: 1)
        let made = try LockBox.make(passphrase: "apfel birne", cost: cost)
        try made.box.write(to: folder.file(LockBox.name))
        let chip = try Chip()
        let binding = MachineBinding(folder, to: TPM(connection: chip.connection), cost: cost)
        #expect(throws: MachineBindingFault.isNotBound) { try binding.unbind(passphrase: "apfel birne") }
        #expect(throws: LockFault.wrongSecret) { try binding.bind(passphrase: "apfel") }
        do {
            let running = try folder.disk.hold(folder.path)
            #expect(throws: MachineBindingFault.kitIsRunning) { try binding.bind(passphrase: "apfel birne") }
            withExtendedLifetime(running) {}
        }
        try binding.bind(passphrase: "apfel birne")
        #expect(throws: MachineBindingFault.isBound) { try binding.bind(passphrase: "apfel birne") }
        let box = try LockBox(from: folder.file(LockBox.name))
        #expect(throws: LockFault.machine(.anotherMachine)) { try box.openDay(passphrase: "apfel birne") }
        #expect(try box.openDay(passphrase: "apfel birne", on: TPM(connection: chip.connection)) == made.day)
        try binding.unbind(passphrase: "apfel birne")
        #expect(try LockBox(from: folder.file(LockBox.name)).openDay(passphrase: "apfel birne") == made.day)
    }
}
