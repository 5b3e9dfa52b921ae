package import Foundation
import Glibc
package import Journal

/// The machine's TPM 2.0, reached through Debian's `tpm2-tools`, which are looked for when they are needed: a laptop without them, or
/// without a chip, works as before and cannot be bound.
///
/// A secret is sealed under a primary key of the owner's hierarchy that the chip makes anew each time from its own seed, without a
/// policy: an update of firmware or kernel locks nobody out. What is given and got passes through sockets; the files between two steps
/// hold only what the chip has encrypted.
package struct TPM: MachineSeal {
    private let connection: String?
    private let places: [String]

    /// - Parameters:
    ///   - connection: `TPM2TOOLS_TCTI`, where it is not the machine's own chip.
    ///   - places: where the programs may lie.
    package init(connection: String? = nil, places: [String] = ["/usr/bin", "/usr/local/bin", "/bin"]) {
        self.connection = connection
        self.places = places
    }

    package func seal(_ secret: Data) throws(MachineFault) -> Data {
        try inFolder { folder throws(MachineFault) in
            try makePrimary(in: folder)
            let made = try run(
                "tpm2_create", ["-Q", "-C", "primary", "-i", "-", "-u", "public", "-r", "private"], secret, in: folder)
            guard made != nil,
                let open = try? Data(contentsOf: folder.appending(path: "public")),
                let closed = try? Data(contentsOf: folder.appending(path: "private")), open.count <= 0xFFFF
            else { throw .noChip }
            return Data([UInt8(open.count >> 8), UInt8(open.count & 0xFF)]) + open + closed
        }
    }

    package func open(_ sealed: Data) throws(MachineFault) -> Data {
        let sealed = Data(sealed)
        guard sealed.count > 2 else { throw .anotherMachine }
        let length = Int(sealed[0]) << 8 | Int(sealed[1])
        guard sealed.count > 2 + length else { throw .anotherMachine }
        return try inFolder { folder throws(MachineFault) in
            try makePrimary(in: folder)
            do {
                try sealed.dropFirst(2).prefix(length).write(to: folder.appending(path: "public"))
                try sealed.dropFirst(2 + length).write(to: folder.appending(path: "private"))
            } catch { throw .noChip }
            let loaded = try run(
                "tpm2_load", ["-Q", "-C", "primary", "-u", "public", "-r", "private", "-c", "object"], in: folder)
            guard loaded != nil, let secret = try run("tpm2_unseal", ["-Q", "-c", "object"], in: folder) else {
                throw .anotherMachine
            }
            return secret
        }
    }

    private func makePrimary(in folder: URL) throws(MachineFault) {
        let words = ["-Q", "-C", "o", "-g", "sha256", "-G", "ecc", "-c", "primary"]
        guard try run("tpm2_createprimary", words, in: folder) != nil else { throw .noChip }
    }

    /// A folder of its own for one act, gone behind it.
    private func inFolder<Value>(_ work: (URL) throws(MachineFault) -> Value) throws(MachineFault) -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "amtskoffer-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch { throw .noChip }
        defer { try? FileManager.default.removeItem(at: folder) }
        return try work(folder)
    }

    /// One step; behind it the chip forgets what it had loaded, for without a resource manager it holds three objects at most.
    /// - Returns: what the program printed; nil when it ended with an error.
    private func run(
        _ name: String, _ words: [String], _ input: Data = Data(), in folder: URL
    ) throws(MachineFault) -> Data? {
        let output = try start(name, words, input, in: folder)
        _ = try start("tpm2_flushcontext", ["-t"], Data(), in: folder)
        return output
    }

    /// Not by Foundation's `Process`: it notices a child's end by a file that every other child of this program holds open, too, and would
    /// wait for as long as one of them lives.
    private func start(
        _ name: String, _ words: [String], _ input: Data, in folder: URL
    ) throws(MachineFault) -> Data? {
        guard let program = places.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
            throw .noPrograms
        }
        // Pairs of sockets, since a pipe cannot be made so that no other child gets it.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        var (given, printed): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard socketpair(AF_UNIX, kind, 0, &given) == 0 else { throw .noChip }
        guard socketpair(AF_UNIX, kind, 0, &printed) == 0 else {
            for end in given { close(end) }
            throw .noChip
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, given[0], 0)
        posix_spawn_file_actions_adddup2(&actions, printed[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var environment = ["LANG=C.UTF-8", "PATH=/usr/bin:/bin"]
        if let connection { environment.append("TPM2TOOLS_TCTI=\(connection)") }
        // Names of files are those in the folder.
        let arguments = words.map { Self.files.contains($0) ? folder.path(percentEncoded: false) + "/" + $0 : $0 }
        let argv = ([program] + arguments).map { strdup($0) } + [nil]
        let envp = environment.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var child: pid_t = 0
        let begun = posix_spawn(&child, program, &actions, nil, argv, envp)
        close(given[0])
        close(printed[1])
        let (toChild, fromChild) = (
            FileHandle(fileDescriptor: given[1], closeOnDealloc: false),
            FileHandle(fileDescriptor: printed[0], closeOnDealloc: false)
        )
        // A program that ends early must not take this one with it.
        signal(SIGPIPE, SIG_IGN)
        if begun == 0 { try? toChild.write(contentsOf: input) }
        close(given[1])
        let output = begun == 0 ? (try? fromChild.readToEnd()) ?? Data() : Data()
        close(printed[0])
        guard begun == 0 else { throw .noChip }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        return status == 0 ? output : nil
    }

    private static let files: Set<String> = ["primary", "public", "private", "object"]
}
