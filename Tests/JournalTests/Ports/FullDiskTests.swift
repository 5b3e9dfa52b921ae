import Crypto
import Foundation
import Testing

@testable import Journal

/// Files may not grow beyond a limit, in a process of its own: what a full disk looks like to `write`.
@Suite struct FullDiskTests {
    @Test func `small files and attachments say it and leave the old ones as they were`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try DiskFile(folder: path, name: "keys.json").replace(with: Data("old".utf8), shredding: false)
        await #expect(processExitsWith: .success) { [path = path as String] in
            try FullDisk.limitFiles(to: 8_192)
            let file = DiskFile(folder: path, name: "keys.json")
            let attachments = try AttachmentFolder(path: "\(path)/attachments")
            #expect(throws: FileFault.diskFull(name: "keys.json.new")) {
                try file.replace(with: Data(count: 100_000), shredding: false)
            }
            #expect(throws: AttachmentFault.self) {
                try attachments.add(
                    Data(count: 100_000), mediaType: "a/b", keyID: KeyID(Data(repeating: 1, count: 16))!,
                    key: SymmetricKey(size: .bits256))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/attachments") == [])
        #expect(try DiskFile(folder: path, name: "keys.json").read() == Data("old".utf8))
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: path)) == ["attachments", "keys.json"])
    }
}

enum FullDisk {
    static func limitFiles(to bytes: UInt) throws {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
            throw FileFault(errno, name: "limit")
        }
    }
}
