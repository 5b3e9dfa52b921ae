import Yams

/// Finds the second of two equal keys in the text of a file and gives it another name.
enum Repetition {
    private static let sign = "doppelt-"

    /// - Returns: the text with the key renamed and its new name, `nil` where the mapping is written in one line or cannot be followed.
    static func rename(_ key: String, after mark: Mark, in text: String) -> (text: String, key: String)? {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let indent = mark.column - 1
        guard mark.line >= 1, mark.line <= lines.count else { return nil }
        for index in mark.line..<lines.count {
            let line = lines[index]
            let spaces = line.prefix { $0 == " " }.count
            let rest = line.dropFirst(spaces)
            if rest.isEmpty || rest.hasPrefix("#") { continue }
            guard spaces >= indent else { return nil }
            guard spaces == indent, rest.hasPrefix(key + ":") else { continue }
            let renamed = "\(sign)\(index + 1)-\(key)"
            lines[index] = String(repeating: " ", count: indent) + renamed + rest.dropFirst(key.count)
            return (lines.joined(separator: "\n"), renamed)
        }
        return nil
    }

    /// The word as it stands in the file.
    static func word(of renamed: String) -> String {
        String(renamed.dropFirst(sign.count).drop { $0 != "-" }.dropFirst())
    }
}
