import Casework
import Foundation
import Journal
import Testing

@testable import Kit

/// Two desks over one folder would write two histories.
@Suite struct DeskFolderTests {
    @Test func aFolderHasOneDeskAtATime() async throws {
        let kit = try await TestKit()
        #expect { try Desk(folder: kit.folder) } throws: {
            if case FileFault.inUse = $0 { true } else { false }
        }
        await kit.desk.close()
        // What is closed writes nothing any more, not even what needs no log-in.
        await #expect(throws: DeskFault.locked) { try await kit.desk.append([.ofKit(.feedReceived(Data([1])))]) }
        let next = try Desk(folder: kit.folder, clock: WallClock { TestKit.start })
        try await next.unlock(with: kit.kitKey)
        #expect(try await next.view().outing?.id == TestKit.outing)
    }
}
