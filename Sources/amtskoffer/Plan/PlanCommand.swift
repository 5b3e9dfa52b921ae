import ArgumentParser
import Foundation

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Sagt den Bedarf vorher und rechnet mit veröffentlichten Aufgaben nach, wie gut geplant wird.",
        subcommands: [
            PlanDemand.self, PlanCalibration.self, PlanSites.self, PlanTours.self, PlanCalendar.self, PlanCheck.self,
        ])
}

/// A file of the plan commands: what cannot be read is said with the file's name.
struct PlanFile {
    let path: String

    func text() throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Refusal("\(path): Die Datei lässt sich nicht lesen. Prüfen Sie den Namen und die Rechte daran.")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw Refusal("\(path): Die Datei ist kein Text (UTF-8). Prüfen Sie, ob es die richtige ist.")
        }
        return text
    }

    /// Does what may fail with a mistake of its own, and puts the file's name before it.
    func naming<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch { throw Refusal("\(path): \(error)") }
    }

    /// What the command says before it ends with 1.
    struct Refusal: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }
}

/// One JSON object in one line, keys sorted: the same plan is the same text.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
