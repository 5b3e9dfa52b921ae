import Crypto
import Foundation
import Testing

@testable import Journal

@Suite struct JournalTests {
    @Test func `what is appended is read again, also by a new journal`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        try journal.append([.note("a"), .answer("b"), .answer("c", case: "K07-1-000002-B")])
        try journal.append([.answer("d")])
        #expect(try journal.texts() == ["a", "b", "c", "d"])
        let again = try bench.journal()
        #expect(again.fault == nil)
        #expect(again.head == journal.head)
        try again.append([.answer("e")])
        #expect(try again.texts() == ["a", "b", "c", "d", "e"])
    }

    @Test func `locked keys leave bodies sealed, clear entries go on`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        try journal.append([.note("a"), .answer("b")])
        bench.keys.lock()
        #expect(try journal.texts() == ["a", "(sealed)"])
        #expect(throws: JournalFault.keys(.locked)) { try journal.append([.answer("c")]) }
        try journal.append([.note("d")])
        bench.keys.unlock(with: Workbench.kitKey)
        #expect(try journal.texts() == ["a", "b", "d"])
    }

    @Test func `an erased case is a state, not an error`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        let entries = try journal.append([.answer("a"), .answer("b", case: "K07-1-000002-B")])
        try bench.keys.erase([entries[0].header.keyID], at: Workbench.time, checkpoint: journal.head)
        #expect(try journal.texts() == ["(erased)", "b"])
        #expect(throws: JournalFault.keys(.erased(entries[0].header.keyID))) { try journal.append([.answer("c")]) }
        #expect(try bench.journal().texts() == ["(erased)", "b"])
    }

    @Test func `a capture under its own key goes, the case stays`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        try journal.append([.answer("form")])
        let subject = try Subject(kind: .case, id: "K07-1-000001-A")
        let key = try bench.keys.makeKey(under: subject, at: Workbench.time, checkpoint: journal.head)
        try journal.append([
            Draft(subject: subject, type: EventType("capture.taken"), body: Data("photo".utf8), sealing: .key(key))
        ])
        #expect(try journal.texts() == ["form", "photo"])
        try bench.keys.erase([key], at: Workbench.time, checkpoint: journal.head)
        #expect(try journal.texts() == ["form", "(erased)"])
    }

    @Test func `forgotten bodies leave the chain whole`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        let entries = try journal.append([.answer("a"), .note("b"), .answer("c")])
        try bench.store.forgetBodies(of: entries[0].header.subject)
        #expect(try journal.texts() == ["(erased)", "b", "(erased)"])
        #expect(journal.fault == nil)
    }

    @Test func `a refused write changes nothing and the journal stays usable`() throws {
        let refusals = Refusals()
        let bench = try Workbench(store: MemoryJournalStore(refusal: { refusals.store }))
        let journal = try bench.journal()
        try journal.append([.answer("a")])
        refusals.store = .diskFull
        #expect(throws: JournalFault.store(.diskFull)) { try journal.append([.answer("b")]) }
        refusals.store = nil
        try journal.append([.answer("c")])
        #expect(try journal.texts() == ["a", "c"])
    }

    @Test func `no entry uses a key that is not on the disk`() throws {
        let refusals = Refusals()
        let bench = try Workbench(file: MemoryFile(refusal: { refusals.file }))
        let journal = try bench.journal()
        refusals.file = .diskFull(name: "keys.json")
        #expect(throws: JournalFault.keys(.file(.diskFull(name: "keys.json")))) {
            try journal.append([.answer("a")])
        }
        #expect(try bench.store.heads().isEmpty)
        refusals.file = nil
        try journal.append([.answer("a")])
        #expect(try journal.texts() == ["a"])
    }

    @Test func `a body over 1 MiB is refused`() throws {
        let journal = try Workbench().journal()
        let draft = try Draft.answer(String(repeating: "x", count: 1 << 20))
        #expect(throws: JournalFault.tooLarge(bytes: 1 << 20)) { try journal.append([draft]) }
        try journal.append([.answer(String(repeating: "x", count: 1 << 20 - 28))])
    }

    @Test func `a head that others signed makes the journal read-only`() throws {
        let bench = try Workbench()
        try bench.journal().append([.answer("a")])
        let other = try Journal(
            kit: 7, store: bench.store, keys: bench.keys,
            signer: SoftwareSigner(privateKey: Data(repeating: 8, count: 32)))
        let place = Position(kit: 7, generation: 1, sequence: 1)
        #expect(other.fault == .headNotSigned(place))
        #expect(throws: JournalFault.readOnly(.headNotSigned(place))) { try other.append([.note("b")]) }
    }

    @Test func `a journal older than its keys file is read-only`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        let first = try journal.append([.answer("a")])[0]
        try journal.append([.answer("b")])
        try journal.append([.answer("c", case: "K07-1-000002-B")])
        // The keys file now knows sequence 2; the store goes back to sequence 1.
        let old = MemoryJournalStore()
        try old.append([first], head: Head(first).signed(by: bench.signer), receivedAt: nil)
        let reopened = try Journal(
            kit: 7, store: old, keys: bench.keys, signer: bench.signer, checkpoint: bench.keys.checkpoint)
        #expect(
            reopened.fault
                == .olderThanKeys(head: first.position, checkpoint: Position(kit: 7, generation: 1, sequence: 2)))
    }

    @Test func `a new generation goes on where the old one can be believed`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        let entries = try journal.append([.answer("a"), .answer("b"), .answer("c")])
        journal.close(for: .bodyUnopenable(entries[2].position))
        #expect(throws: JournalFault.self) { try journal.append([.answer("x")]) }
        try journal.startGeneration(after: Head(entries[1]))
        let next = try journal.append([.answer("d")])[0]
        #expect(next.position == Position(kit: 7, generation: 2, sequence: 1))
        #expect(next.header.previous == entries[1].hash)
        let again = try bench.journal()
        #expect(again.fault == nil)
        #expect(again.generation == 2)
        #expect(try again.texts() == ["a", "b", "d"])
    }

    @Test func `a dropped segment leaves a chain that still checks`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        try journal.append([.answer("a")], segment: 1)
        try journal.append([.answer("b"), .answer("c")], segment: 2)
        try journal.append([.answer("d")], segment: 1)
        try journal.append([.answer("e")], segment: 3)
        try journal.drop(segment: 2)
        #expect(try journal.texts() == ["a", "d", "e"])
        try journal.drop(segment: 1)
        try journal.drop(segment: 3)
        let again = try bench.journal()
        #expect(again.fault == nil)
        #expect(try again.texts() == [])
        try again.append([.answer("f")], segment: 4)
        #expect(try again.texts() == ["f"])
        #expect(again.fault == nil)
    }

    @Test func `only open segments are given, all are checked`() throws {
        let journal = try Workbench().journal()
        try journal.append([.answer("a")], segment: 1)
        try journal.append([.answer("b")], segment: 2)
        #expect(try journal.texts(segments: [2]) == ["b"])
    }

    @Test func `any stored entry can be a signed head`() throws {
        let bench = try Workbench()
        let journal = try bench.journal()
        let entries = try journal.append([.answer("a"), .answer("b")])
        let head = try #require(try journal.signedHead(at: entries[0].position))
        #expect(head.head == Head(entries[0]))
        #expect(head.isSigned(by: bench.signer.publicKey))
        #expect(try journal.signedHead(at: entries[1].position.next) == nil)
    }
}
