import Foundation
import Testing

/// Every command when something is wrong: 1, nothing on the output, and on the error stream what is the matter and what to do next.
@Suite struct FailureTests {
    /// An office that is set up, a kit that has asked, and files that are no use.
    final class World: Sendable {
        let scratch: Scratch
        var path: String { scratch.path }

        init() throws {
            scratch = try Scratch()
            for made in [
                ["office", "init", path + "/office", "--town", scratch.town, "--port", "1", "--sync-port", "2"],
                ["kit", "init", path + "/kit"],
            ] {
                let run = try Program(made)
                guard run.status == 0 else { throw Stuck(errors: run.errors) }
            }
            try scratch.write("Das ist keine Antwort.", to: "garbage")
            try scratch.write("00", to: "wrong.key")
            try FileManager.default.copyItem(atPath: scratch.town, toPath: path + "/broken")
            try scratch.write("clerks:\n  - {id: brandt, nmae: Sabine}\n", to: "broken/staff.yaml")
        }

        /// `@` stands for this world's folder.
        func words(of call: String) -> [String] {
            call.split(separator: " ").map { String($0).replacing("@", with: path) }
        }

        struct Stuck: Error { let errors: String }
    }

    private static let made = Result { try World() }

    struct Failure: Sendable, CustomTestStringConvertible {
        let call: String
        let says: String
        var testDescription: String { call }

        init(_ call: String, says: String) { (self.call, self.says) = (call, says) }
    }

    /// None of these gets as far as its ports: whatever else runs here must not matter.
    private static let anyPorts = "--kit-port 0 --office-port 0 --sync-port 0"

    static let failures = [
        Failure("kit serve @/none", says: "fehlt"),
        Failure("kit serve @/kit --now gestern", says: "kein Zeitpunkt"),
        Failure("office erase @/office", says: "--due"),
        Failure("office erase @/none --due", says: "nicht eingerichtet"),
        Failure("office backup @/office @/copy --keep-days 0", says: "1 bis 3650 Tage"),
        Failure("office restore @/none --to @/new", says: "keine vollständige Sicherung"),
        Failure("office restore @/garbage --to @/new", says: "keine vollständige Sicherung"),
        Failure("office rotate-key @/none", says: "nicht eingerichtet"),
        Failure("kit init @/garbage/kit", says: "Rechte"),
        Failure("kit enrol @/kit", says: "--code und --address"),
        Failure("office enrolment-code @/office --minutes 1", says: "5 bis 1440 Minuten"),
        Failure("kit enrol @/kit --code 123", says: "Der Code hat 20 Zeichen"),
        Failure("kit enrol @/kit --code 00000-00000-00000-00000", says: "vertippt"),
        Failure("kit enrol @/kit --code 12345-6789A-BCDEF-GHJK1 --address 127.0.0.1:1", says: "meldet sich niemand"),
        Failure("kit enrol @/kit --code 12345-6789A-BCDEF-GHJK1", says: "--address"),
        Failure("office enrolment-code @/none", says: "nicht eingerichtet"),
        Failure("office enrolment-code @/office --code ZZZZ99", says: "Kürzel"),
        Failure("kit enrol @/kit @/none", says: "Holen Sie die Datei aus der Zentrale"),
        Failure("kit enrol @/kit @/garbage", says: "keine Anmeldedatei"),
        Failure("kit enrol @/none @/garbage", says: "amtskoffer kit init"),
        Failure("office init @/new --town @/none", says: "Der Ordner der Stadt fehlt"),
        Failure("office init @/new --town @/broken", says: "staff.yaml:2"),
        Failure("office init @/office --town @/town", says: "schon eine Zentrale"),
        Failure("office init @/garbage/new --town @/town", says: "Rechte"),
        Failure("office enrol @/office @/none -o @/answer", says: "amtskoffer kit init"),
        Failure("office enrol @/office @/garbage -o @/answer", says: "keine Anmeldedatei"),
        Failure("office enrol @/none @/kit/enrolment-request.json -o @/answer", says: "amtskoffer office init"),
        Failure("office enrol @/office @/kit/enrolment-request.json --code ZZZZ99 -o @/answer", says: "Kürzel"),
        Failure("office enrol @/office @/kit/enrolment-request.json -o @/none/answer", says: "Den Ordner prüfen"),
        Failure("office serve @/none", says: "amtskoffer office init"),
        Failure("office serve @/office --key-file @/wrong.key", says: "--key-file"),
        Failure("office serve @/office --key-file @/none", says: "--key-file"),
        Failure("office serve @/office --now morgen", says: "kein Zeitpunkt"),
        Failure("office staff @/none", says: "amtskoffer office init"),
        Failure("office staff @/office --code niemand", says: "Prüfen Sie die Schreibweise"),
        Failure("office backup @/none @/copy", says: "amtskoffer office init"),
        Failure("office backup @/office @/town", says: "Nennen Sie einen anderen Ordner"),
        Failure("demo \(anyPorts) --town @/town --data @/town", says: "nicht leer"),
        Failure("demo \(anyPorts) --town @/broken --data @/demo-1", says: "staff.yaml:2"),
        Failure("demo \(anyPorts) --town @/none --data @/demo-2", says: "Der Ordner der Stadt fehlt"),
        Failure("demo \(anyPorts) --town @/town --data @/demo-3 --now 2026-13-01T10:00", says: "kein Zeitpunkt"),
    ]

    @Test(arguments: failures)
    func endsWithOneAndSaysWhatToDo(failure: Failure) throws {
        let world = try Self.made.get()
        let run = try Program(world.words(of: failure.call))
        #expect(run.status == 1, "\(run.status)")
        // The demonstration says first what takes it so long.
        #expect(
            run.output
                == (failure.call.contains("@/demo") && !failure.call.contains("--now")
                    ? "Die Vorführung wird eingerichtet …\n" : ""))
        #expect(run.errors.contains(failure.says), "\(run.errors)")
        Self.checkWords(run.errors)
    }

    /// German, for a person: no type of the program, no code of the system, no English.
    static func checkWords(_ text: String) {
        for word in ["rror", "Optional", "NSC", "Domain", "errno", "Fault", "failed", "ungültig", "bitte", "Swift"] {
            #expect(!text.contains(word), "\(text)")
        }
        // A sentence, or the list of a town's mistakes with their number at its end.
        #expect(text.hasSuffix(".\n") || text.hasSuffix(" Fehler\n"), "\(text)")
        #expect(text.count < 700, "\(text)")
    }

    // MARK: Reports

    @Test(arguments: [
        ("town check @/broken", "staff.yaml:2"), ("town check @/none", "Der Ordner der Stadt fehlt"),
        ("journal verify @/none", "fehlt"), ("journal verify @/town", "fehlt"),
    ])
    func aReportNamesThePlaceAndEndsWithOne(call: String, place: String) throws {
        let world = try Self.made.get()
        let run = try Program(world.words(of: call))
        #expect(run.status == 1 && run.errors == "", "\(run.status) \(run.errors)")
        #expect(run.output.contains(place), "\(run.output)")
    }

    // MARK: The call itself

    @Test(arguments: [
        ("kit serve", "„<folder>“ fehlt"), ("kit fly", "„fly“ passt nicht"),
        ("demo --ports 3", "„--ports“ passt nicht"),
        ("kit serve a --port viele", "„viele“ passt nicht"), ("office init a", "„--town <town>“ fehlt"),
        ("town check a b", "„b“ passt nicht"), ("office enrol a b -o", "„-o <output>“ fehlt"),
    ])
    func anUnknownCallEndsWith64(call: String, says: String) throws {
        let run = try Program(call.split(separator: " ").map(String.init))
        #expect(run.status == 64 && run.output == "", "\(run.status) \(run.output)")
        #expect(run.errors.contains(says) && run.errors.contains("--help"), "\(run.errors)")
        Self.checkWords(run.errors)
    }

    @Test func helpEndsWithNothingWrong() throws {
        let run = try Program(["--help"])
        #expect(run.status == 0 && run.output.contains("endet mit 0") && run.errors == "")
    }
}
