/// Looks for anchors and aliases before the file is parsed: a few lines of them can stand for gigabytes, and comparing them would
/// never end. What it overlooks in unusual quoting is found after parsing, by walking the nodes.
enum AnchorScan {
    /// - Returns: the line, from 1, of the first `&name` or `*name` at the start of a value.
    static func firstAnchor(in text: String) -> Int? {
        /// The indentation of the key whose block of text (`|`, `>`) is being skipped.
        var block: Int?
        var brackets = 0
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let bytes = Array(line)
            let indent = bytes.prefix { $0 == space }.count
            if let open = block, brackets == 0 {
                if indent == bytes.count || indent > open { continue }
                block = nil
            }
            var scan = LineScan(bytes: bytes, at: indent, brackets: brackets)
            let finding = scan.run()
            brackets = scan.brackets
            switch finding {
            case .anchor: return number + 1
            case .block: block = indent
            case .nothing: continue
            }
        }
        return nil
    }

    fileprivate static let space = UInt8(ascii: " ")
}

private struct LineScan {
    enum Finding { case anchor, block, nothing }

    let bytes: [UInt8]
    var at: Int
    /// Open `[` and `{`, over lines.
    var brackets: Int
    /// Whether a value or key may begin here.
    var isStart = true

    init(bytes: [UInt8], at: Int, brackets: Int) {
        self.bytes = bytes
        self.at = at
        self.brackets = brackets
    }

    mutating func run() -> Finding {
        while at < bytes.count {
            let byte = bytes[at]
            let next = at + 1 < bytes.count ? bytes[at + 1] : AnchorScan.space
            let isBlankNext = next == AnchorScan.space || next == 0x0D
            switch byte {
            case UInt8(ascii: "&") where isStart && !isBlankNext, UInt8(ascii: "*") where isStart && !isBlankNext:
                return .anchor
            case UInt8(ascii: "|") where isStart, UInt8(ascii: ">") where isStart: return .block
            case UInt8(ascii: "#") where isStart: return .nothing
            case UInt8(ascii: "\"") where isStart, UInt8(ascii: "'") where isStart: skipQuoted(byte)
            case UInt8(ascii: "[") where isStart || brackets > 0, UInt8(ascii: "{") where isStart || brackets > 0:
                brackets += 1
                isStart = true
            case UInt8(ascii: "]") where brackets > 0, UInt8(ascii: "}") where brackets > 0: brackets -= 1
            case UInt8(ascii: ",") where brackets > 0: isStart = true
            case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
                isStart = isBlankNext && (isStart || byte == UInt8(ascii: ":"))
            case AnchorScan.space: break
            default: isStart = false
            }
            at += 1
        }
        return .nothing
    }

    /// Leaves `at` on the closing quote, or behind the line where there is none.
    private mutating func skipQuoted(_ quote: UInt8) {
        isStart = false
        at += 1
        while at < bytes.count, bytes[at] != quote {
            at += bytes[at] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
        }
    }
}
