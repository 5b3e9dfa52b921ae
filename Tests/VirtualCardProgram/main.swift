import Foundation
import VirtualCard

// The virtual card as a program, for tests and the demo: puts a specimen, identity card or passport, into a virtual reader.
// With `both` there are both, and the card lies there first.
//
//     virtual-card FOLDER [identity|passport|both] [PORT]
//
// FOLDER gets what a terminal needs: csca.der (country root), cvca.cv, dv.cv, at.cv (certificates of the terminal, CV) and
// terminal.p8 (its key, PKCS #8). Certificates are made anew at every start and are worth nothing elsewhere.
// Then it takes one order a line on standard input and answers one line each: `insert`, `remove`, `group N` (hexadecimal),
// `lay identity|passport|nothing` (with `both`), `tries`, `gone-after N`, `gone-before N`, `torn-write N BYTES`, `wrong-code N`, `slow MILLISECONDS`, `disarm`, `refusals`, `quit`. It ends with its input.

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    FileHandle.standardError.write(Data("usage: virtual-card FOLDER [identity|passport|both] [PORT]\n".utf8))
    exit(64)
}
let folder = URL(fileURLWithPath: arguments[1])
let kind = arguments.dropFirst(2).first ?? "identity"
let port = arguments.dropFirst(3).first.flatMap(UInt16.init) ?? VPCDConnection.firstPort

let documents = DocumentAuthority()
let terminals = TerminalAuthority()
let terminal = terminals.terminal()
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
for (name, bytes) in [
    ("csca.der", documents.root), ("cvca.cv", terminals.root), ("dv.cv", terminal.chain[0]),
    ("at.cv", terminal.chain[1]), ("terminal.p8", terminal.key.pkcs8),
] {
    try Data(bytes).write(to: folder.appending(path: name))
}

let identityCard = kind == "passport" ? nil : try VirtualIdentityCard(terminals: terminals, documents: documents)
let passport = kind == "identity" ? nil : try VirtualPassport(documents: documents)
let cards: [VirtualChip] = [identityCard, passport].compactMap(\.self)
let card = cards[0]
for other in cards.dropFirst() { other.remove() }
let connections = cards.map { VPCDConnection($0, port: port) }
for connection in connections { connection.start() }

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
say("ready")
order: while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    let numbers = words.dropFirst().compactMap { Int($0) }
    if words.first == "lay", words.count == 2 {
        for other in cards { other.remove() }
        switch words[1] {
        case "identity": identityCard?.insert()
        case "passport": passport?.insert()
        default: break
        }
        say("done")
        continue
    }
    switch (words.first, numbers.count) {
    case ("insert", 0): card.insert()
    case ("remove", 0): card.remove()
    case ("disarm", 0): card.disarm()
    case ("gone-after", 1): card.arm(.goneAfter(command: numbers[0]))
    case ("gone-before", 1): card.arm(.goneBefore(command: numbers[0]))
    case ("wrong-code", 1): card.arm(.wrongCode(command: numbers[0]))
    case ("slow", 1): card.arm(.slow(.milliseconds(numbers[0])))
    case ("torn-write", 2): card.arm(.tornWrite(write: numbers[0], bytes: numbers[1]))
    case ("group", 1):
        let content = identityCard?.group(numbers[0]) ?? []
        say(content.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        continue
    case ("tries", 0):
        say("\(identityCard?.triesLeft ?? 0)")
        continue
    case ("refusals", 0):
        say(card.refusals.joined(separator: "; "))
        continue
    case ("quit", 0): break order
    default:
        say("not understood")
        continue
    }
    say("done")
}
for connection in connections { connection.close() }
