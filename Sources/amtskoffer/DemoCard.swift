import Foundation
import IdentityCard
import Kit

/// The documents of a demonstration: a program of the test side puts specimens, an identity card and a passport, on a simulated reader.
/// The product's own program links no virtual card.
final class DemoCard {
    enum Document: String, CaseIterable {
        case identity
        case passport
        case nothing

        /// What is typed to change it.
        var typed: String {
            switch self {
            case .identity: "ausweis"
            case .passport: "pass"
            case .nothing: "weg"
            }
        }
    }

    struct Silent: Error, CustomStringConvertible {
        let program: String
        var description: String {
            "Die virtuelle Karte (\(program)) antwortet nicht. Bauen Sie sie mit „swift build --product virtual-card“ oder lassen Sie --virtual-card weg."
        }
    }

    let desk: CardDesk
    private let orders: FileHandle
    private let folder: URL

    /// - Parameter path: the program. Its certificates are made anew each time and are worth nothing elsewhere.
    init(program path: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "amtskoffer-karten-\(UUID().uuidString)")
        let reader = try SimulatedReader(port: 0)
        let (program, input, replies) = (Process(), Pipe(), Pipe())
        program.executableURL = URL(filePath: path)
        program.arguments = [folder.path(percentEncoded: false), "both", String(reader.port)]
        program.standardInput = input
        program.standardOutput = replies
        do { try program.run() } catch { throw Silent(program: path) }
        // Certificates and the folder are there when it says so; ended, it says nothing.
        guard replies.fileHandleForReading.availableData.starts(with: Data("ready".utf8)) else {
            throw Silent(program: path)
        }
        orders = input.fileHandleForWriting
        desk = CardDesk(readers: reader, folder: CardFolder(path: folder.path(percentEncoded: false)))
    }

    /// It ends with its input.
    func close() {
        try? orders.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Whoever runs the demonstration changes what lies on the reader by a word and Enter; at the end of the input it stays as it is.
    func takeOrders() {
        let thread = Thread { [orders] in
            while let line = readLine() {
                let word = line.trimmingCharacters(in: .whitespaces).lowercased()
                guard let document = Document.allCases.first(where: { $0.typed == word }) else { continue }
                try? orders.write(contentsOf: Data("lay \(document.rawValue)\n".utf8))
                print(document == .nothing ? "Der Leser ist leer." : "Auf dem Leser liegt jetzt: \(word).")
                fflush(nil)
            }
        }
        thread.start()
    }

    static let text = """

        Simulierter Leser, keine echten Dokumente: Darauf liegt der Ausweis von Erika Mustermann.
          Ausweis   CAN 500540   PIN 123456   PUK 9876543210
          Pass      von Anna Maria Eriksson, Utopia. Seine Lesezeile:
                    P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
                    L898902C36UTO7408122F1204159ZE184226B<<<<<10
          Wechseln: „pass“, „ausweis“ oder „weg“ und Eingabetaste
        """
}
