import Casework
import Foundation
import Testing

@testable import Kit

/// A spare goes on with a visit from its mirror; what the replaced laptop gave away after that, the office acknowledges to
/// the spare while its clerk still works on it (found by the simulation, seed 30).
@Suite struct TakenByOfficeTests {
    @Test func whatTheReplacedLaptopGaveAwaySaysWhoHasIt() async throws {
        let kit = try await TestKit()
        let (_, number) = try await TransferTests.begin(kit)
        try await kit.acknowledge(number)
        let fault = DeskFault.takenByOffice(number)
        await #expect(throws: fault) {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                let act = CaseCommand.Act.recordAbsentSignature(reason: "Arm im Gips", witness: "Jonas Krüger")
                try draft.decide(CaseCommand(by: "mueller-platz", act), on: number)
                return draft.events
            }
        }
        await #expect(throws: fault) {
            try await kit.desk.store(Data("Bild".utf8), mediaType: "image/jpeg", for: number)
        }
        #expect(fault.message.contains(number.text) && fault.message.contains("neuen Vorgang"))
        // Everything else goes on.
        let next = try await TransferTests.add("meldebestaetigung", to: "v1", kit)
        #expect(next != number)
    }
}
