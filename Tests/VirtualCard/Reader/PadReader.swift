/// A reader with keys of its own before a virtual card: it runs PACE itself, protects what passes through it, and has secrets typed on
/// its keys (PC/SC part 10; TR-03119). Written from the standards like the card, and sharing nothing with the product.
///
/// - **Type on it:** `type("123456", "654321", "654321")` before it asks; where nothing is left, the holder presses cancel.
/// - **Look at it:** `shown`, what its display asked for, in order.
package final class PadReader: @unchecked Sendable {
    // Unchecked: one conversation at a time, as with a reader on a desk.
    private let chip: VirtualChip
    private let takesNewPIN: Bool
    private var keys: [String] = []
    private var channel: ReaderChannel?
    package private(set) var shown: [String] = []

    package init(_ chip: VirtualChip, takesNewPIN: Bool = true) { (self.chip, self.takesNewPIN) = (chip, takesNewPIN) }

    package func type(_ entries: String...) { keys += entries }

    /// Power off and on: the reader's own channel is over too.
    package func reset() {
        chip.resetPower()
        channel = nil
    }

    private func ask(_ question: String) -> String? {
        shown.append(question)
        return keys.isEmpty ? nil : keys.removeFirst()
    }

    /// A command of the machine's: protected by the reader while its own channel stands, passed on as it is otherwise.
    package func transmit(_ bytes: [UInt8]) throws -> [UInt8] {
        // Who protects commands alone has agreed on keys of his own.
        if bytes[0] & 0x0C == 0x0C { channel = nil }
        guard channel != nil, let command = try? Command(bytes) else { return try chip.transmit(bytes) }
        let answer = try chip.transmit(channel?.protected(command) ?? bytes)
        guard let plain = channel?.opened(answer) else {
            channel = nil
            return [0x69, 0x88]
        }
        return plain
    }

    // MARK: - Features

    private static let featureRequest: UInt32 = 0x4200_0D48
    private static let modifyPIN: UInt32 = 0x4233_0007
    private static let executePACE: UInt32 = 0x4233_0020

    /// SCardControl; nil for what the reader does not know.
    package func control(_ code: UInt32, _ input: [UInt8]) -> [UInt8]? {
        switch code {
        case Self.featureRequest:
            func feature(_ tag: UInt8, _ code: UInt32) -> [UInt8] {
                [tag, 4] + stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: code >> $0) }
            }
            return (takesNewPIN ? feature(0x07, Self.modifyPIN) : []) + feature(0x20, Self.executePACE)
        case Self.modifyPIN where takesNewPIN: return modify(input)
        case Self.executePACE: return establish(input)
        default: return nil
        }
    }

    /// PIN_MODIFY: timeouts, format 82, no block, no length, two offsets, most, least, twice, …, command.
    private func modify(_ input: [UInt8]) -> [UInt8]? {
        guard input.count == 28, input[2] == 0x82, Array(input[20..<24]) == [4, 0, 0, 0], input[9] == 1 else {
            return nil
        }
        let (most, least) = (Int(input[7]), Int(input[8]))
        guard let first = ask("Neue PIN"), let second = ask("Neue PIN wiederholen") else { return [0x64, 0x01] }
        guard first == second else { return [0x64, 0x02] }
        guard (least...max(least, most)).contains(first.utf8.count) else { return [0x64, 0x03] }
        let command = Array(input[24...]) + [UInt8(first.utf8.count)] + Array(first.utf8)
        guard channel != nil, let answer = try? transmit(command) else { return nil }
        return Array(answer.suffix(2))
    }

    /// EstablishPACEChannel, function 2.
    private func establish(_ input: [UInt8]) -> [UInt8]? {
        guard input.count > 5, input[0] == 2, Int(input[1]) | Int(input[2]) << 8 == input.count - 3,
            let password = Password(rawValue: input[3])
        else { return nil }
        let rights = Array(input[5..<5 + Int(input[4])])
        let printedAt = 5 + rights.count
        let printed = Array(input[(printedAt + 1)..<(printedAt + 1 + Int(input[printedAt]))])
        let digits: [UInt8]
        if printed.isEmpty {
            guard let typed = ask("\(password)") else { return Self.result(0xF020_0001) }
            digits = Array(typed.utf8)
        } else {
            digits = printed
        }
        do {
            let run = ReaderPACE(password: password, secret: digits, rights: rights, random: chip.random)
            let (answer, established) = try run.establish { try self.transmit($0) }
            channel = established
            return answer
        } catch let stop as ReaderPACE.Stopped {
            return Self.result(stop.code)
        } catch {
            return Self.result(0xF010_0001)
        }
    }

    private static func result(_ code: UInt32) -> [UInt8] {
        stride(from: UInt32(0), through: 24, by: 8).map { UInt8(truncatingIfNeeded: code >> $0) }
    }
}
