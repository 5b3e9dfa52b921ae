import Foundation
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

    /// A child between its start and its own program shares the holder's descriptor, as this copy does.
    @Test func `a folder let go is free though a starting child still shares the descriptor`() throws {
        let folder = try TemporaryFolder()
        var first: FolderLock? = try FolderLock(folder: folder.path)
        let files = FileManager.default
        let held = try #require(
            try files.contentsOfDirectory(atPath: "/proc/self/fd").first { descriptor in
                let place = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
                return place.map { URL(filePath: $0).lastPathComponent } == URL(filePath: folder.path).lastPathComponent
            }.flatMap { Int32($0) })
        let shared = dup(held)
        defer { close(shared) }
        withExtendedLifetime(first) {}
        first = nil
        let second = try FolderLock(folder: folder.path)
        withExtendedLifetime(second) {}
    }
}
