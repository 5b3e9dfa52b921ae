import ArgumentParser
import Foundation
import Glibc
import IdentityCard

/// Asks for digits only their holder knows: a dot for each, nothing else on the screen; without a terminal a line of the
/// standard input.
enum SecretPrompt {
    enum Wanted {
        case pin, oldPIN, puk
    }

    static func ask(_ question: String, for wanted: Wanted) throws -> SecretDigits {
        var typed = try read(question)
        let digits: SecretDigits? =
            switch wanted {
            case .pin: .pin(taking: &typed)
            case .oldPIN: typed.count == 5 ? .transportPIN(taking: &typed) : .pin(taking: &typed)
            case .puk: .puk(taking: &typed)
            }
        guard let digits else {
            throw ValidationError(
                wanted == .puk
                    ? "Die PUK hat zehn Ziffern. Sie steht im Brief zum Ausweis."
                    : "Eine PIN hat sechs Ziffern (die erste aus dem Brief fünf). Beginnen Sie noch einmal.")
        }
        return digits
    }

    private static func read(_ question: String) throws -> [UInt8] {
        var typed: [UInt8] = []
        // Room for all of it at once, so that no copy is left behind when it grows.
        typed.reserveCapacity(64)
        var old = termios()
        let isTerminal = tcgetattr(STDIN_FILENO, &old) == 0
        if isTerminal {
            var masked = old
            // ISIG too: a break comes as a byte, so that the terminal never stays without its echo.
            masked.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &masked)
            complain("Drehen Sie den Bildschirm zur Inhaberin oder zum Inhaber.")
            show("\(question): ")
        }
        defer {
            if isTerminal {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &old)
                show("\n")
            }
        }
        var byte: UInt8 = 0
        while Glibc.read(STDIN_FILENO, &byte, 1) == 1, byte != 10, byte != 13 {
            if isTerminal, byte == 3 {
                for place in typed.indices { typed[place] = 0 }
                // What a shell says of a program that was broken off.
                throw ExitCode(130)
            }
            if byte == 127 || byte == 8 {
                if typed.popLast() != nil, isTerminal { show("\u{8} \u{8}") }
            } else if byte >= 32, typed.count < 64 {
                typed.append(byte)
                if isTerminal { show("•") }
            }
        }
        byte = 0
        return typed
    }

    private static func show(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
