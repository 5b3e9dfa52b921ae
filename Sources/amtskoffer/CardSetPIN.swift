import ArgumentParser
import IdentityCard

struct CardSetPIN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-pin", abstract: "Setzt die PIN eines Personalausweises neu.",
        discussion: """
            Mit --terminal ohne die alte PIN, und die Online-Funktion wird eingeschaltet; ohne --terminal ändert die \
            Inhaberin oder der Inhaber die PIN mit der alten. PINs werden an den Tasten des Lesers eingegeben, wo er welche \
            hat, sonst verdeckt; ohne Bildschirm zeilenweise von der Standardeingabe.
            """)

    @OptionGroup var options: CardOptions

    @Option(help: "Ordner des Änderungsterminals, wie bei change-address.")
    var terminal: String?

    @Option(help: "Zugangsnummer (CAN): mit --terminal nötig, sonst vor dem letzten Versuch.")
    var can: String?

    func run() throws {
        try explainingCard {
            let number = try can.map { try CardAccessNumber.typed($0) }
            if let terminal {
                guard let number, let can else {
                    throw ValidationError("Mit --terminal gehört --can dazu: die sechs Ziffern auf der Vorderseite.")
                }
                let chosen = try TerminalOptions.parse(["--terminal", terminal, "--can", can])
                try setAnew(try chosen.changeTerminal(options), number)
            } else {
                try change(number)
            }
        }
    }

    private func setAnew(_ desk: ChangeTerminal, _ number: CardAccessNumber) throws {
        try desk.check(ChangeTerminal.pinRights)
        let channel = try options.channel()
        let new = try newPIN(channel)
        let begin = ContinuousClock.now
        let session = try desk.open(
            channel, with: .can(number), wanting: ChangeTerminal.pinRights, onStep: CardOptions.progress)
        if let new {
            try session.setPINAndSwitchOn(new)
        } else {
            complain("Geben Sie die neue PIN zweimal an den Tasten des Lesers ein.")
            try desk.setPINOnPad(channel, can: number, onStep: CardOptions.progress)
        }
        print("Die neue PIN gilt. Die Online-Funktion ist eingeschaltet.")
        CardOptions.report(channel, since: begin)
    }

    private func change(_ number: CardAccessNumber?) throws {
        let channel = try options.channel()
        let old = channel.pad == nil ? try SecretPrompt.ask("Alte PIN", for: .oldPIN) : nil
        let new = try newPIN(channel)
        if old == nil {
            complain(
                new == nil
                    ? "Geben Sie an den Tasten des Lesers die alte PIN ein, dann zweimal die neue."
                    : "Geben Sie die alte PIN an den Tasten des Lesers ein.")
        }
        try HolderPIN(channel, onStep: CardOptions.progress).change(from: old, to: new, can: number)
        print("Die neue PIN gilt.")
    }

    /// Nil where the reader's own keys take it.
    private func newPIN(_ channel: TimedChannel) throws -> SecretDigits? {
        if channel.pad?.offer.takesNewPIN == true { return nil }
        let first = try SecretPrompt.ask("Neue PIN", for: .pin)
        let second = try SecretPrompt.ask("Neue PIN noch einmal", for: .pin)
        guard first.isSame(as: second) else {
            throw ValidationError(
                "Die beiden Eingaben waren verschieden. Beginnen Sie noch einmal; die alte PIN gilt weiter.")
        }
        return first
    }
}
