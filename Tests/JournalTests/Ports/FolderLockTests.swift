import Testing

@testable import Journal

@Suite struct FolderLockTests {
    @Test func `a folder has one holder at a time`() throws {
        let folder = try TemporaryFolder()
        var first: FolderLock? = try FolderLock(folder: folder.path)
        #expect(throws: FileFault.self) { try FolderLock(folder: folder.path) }
        withExtendedLifetime(first) {}
        first = nil
        let second = try FolderLock(folder: folder.path)
        withExtendedLifetime(second) {}
        #expect(throws: FileFault.missing(name: "nowhere")) { try FolderLock(folder: folder.path("nowhere")) }
    }
}
