import Foundation
import Journal
import Testing

@Suite struct FolderLockTests {
    @Test func whoEndsLetsGo() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        var first: FolderLock? = try FolderLock(folder: path)
        withExtendedLifetime(first) {
            _ = #expect(throws: FileFault.self) { try FolderLock(folder: path) }
        }
        first = nil
        _ = try FolderLock(folder: path)
    }
}
