/// How somebody can be reached. Only what cannot be right is refused: an address is proved by writing to it.
package enum ContactReading {
    /// - Returns: The address as typed, its domain in small letters; `nil` when nothing could be sent to it.
    package static func email(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, !text.contains(where: \.isWhitespace) else { return nil }
        let (local, domain) = (parts[0], parts[1].lowercased())
        guard (1...64).contains(local.utf8.count), !local.hasPrefix("."), !local.hasSuffix("."),
            !local.contains(".."), !local.contains(where: { "\"(),:;<>[\\]".contains($0) })
        else { return nil }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.count >= 2, !top.allSatisfy(\.isNumber),
            labels.allSatisfy({ label in
                !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            })
        else { return nil }
        return "\(local)@\(domain)"
    }

    /// 5 to 15 digits (ITU-T E.164 has at most 15), with the marks people set between them.
    /// - Returns: The number as typed; `nil` when it cannot be dialled.
    package static func phone(_ text: String) -> String? {
        let digits = text.utf8.count { (0x30...0x39).contains($0) }
        guard (5...15).contains(digits) else { return nil }
        for (index, character) in text.enumerated() {
            switch character {
            case "0"..."9", " ", "/", "-", "–", "(", ")", ".": continue
            case "+" where index == 0: continue
            default: return nil
            }
        }
        return text
    }
}

/// German post codes.
enum PostCode {
    /// Regions of two digits that Deutsche Post has not assigned.
    private static let unassigned: Set<String> = ["00", "05", "43", "62"]

    /// - Parameter code: Five digits.
    static func isAssigned(_ code: String) -> Bool { !unassigned.contains(String(code.prefix(2))) }
}
