import Foundation
import Testing

/// A kit and an office that run, and a second program that wants the same.
@Suite struct InUseTests {
    @Test func folderAndPortBelongToOneProgram() async throws {
        let scratch = try Scratch()
        let path = scratch.path
        let ports = Port.free(3)
        let (kitPort, others) = ("\(ports[2])", ["--port", "\(ports[0])", "--sync-port", "\(ports[1])"])
        for call in [
            ["office", "init", path + "/office", "--town", scratch.town] + others,
            ["office", "init", path + "/second", "--town", scratch.town] + others,
            ["kit", "init", path + "/kit"],
            ["office", "enrol", path + "/office", path + "/kit/enrolment-request.json", "-o", path + "/answer"],
            ["kit", "enrol", path + "/kit", path + "/answer"],
        ] {
            let run = try Program(call)
            #expect(run.status == 0 && run.errors == "", "\(call.prefix(2)): \(run.errors)")
        }
        let office = try RunningProgram(["office", "serve", path + "/office"])
        // The kit's office is reachable or not: it starts all the same.
        let kit = try RunningProgram(["kit", "serve", path + "/kit", "--port", kitPort])
        try await office.answers(on: [ports[0], ports[1]])
        try await kit.answers(on: [ports[2]])
        for (call, says) in [
            (["office", "serve", path + "/office"], "läuft die Zentrale schon"),
            (["office", "staff", path + "/office", "--code", "brandt"], "Seite „Mitarbeiter“"),
            (["office", "serve", path + "/second"], "Port ist schon belegt"),
            (["kit", "serve", path + "/kit", "--port", "1"], "arbeitet schon ein Programm"),
            (["kit", "init", path + "/kit"], "schon eingerichtet"),
            (["kit", "enrol", path + "/kit", path + "/answer"], "schon eingerichtet"),
        ] {
            let run = try Program(call)
            #expect(run.status == 1 && run.errors.contains(says), "\(call.prefix(2)): \(run.errors)")
            FailureTests.checkWords(run.errors)
        }
        for program in [kit, office] {
            let end = try await program.interrupt()
            #expect(end.status == 0)
        }
    }
}
