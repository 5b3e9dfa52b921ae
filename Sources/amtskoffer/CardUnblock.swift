import ArgumentParser
import IdentityCard

struct CardUnblock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unblock", abstract: "Gibt einer gesperrten PIN mit der PUK ihre drei Versuche zurück.",
        discussion: "Die PUK wird an den Tasten des Lesers eingegeben, wo er welche hat, sonst verdeckt.")

    @OptionGroup var options: CardOptions

    func run() throws {
        try explainingCard {
            let channel = try options.channel()
            let puk = channel.pad == nil ? try SecretPrompt.ask("PUK", for: .puk) : nil
            if puk == nil { complain("Geben Sie die PUK an den Tasten des Lesers ein.") }
            try HolderPIN(channel, onStep: CardOptions.progress).unblock(puk: puk)
            print("Die PIN hat wieder drei Versuche.")
        }
    }
}
