/// A time of day as people type it: `10:42`, `10.42`, `1042`, `9:05`, `905`.
package enum ClockReading {
    /// - Returns: minutes since midnight.
    package static func minute(_ typed: String) -> Int? {
        let parts = typed.split { ":.,h".contains($0) || $0.isWhitespace }
        guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let hour: Int?
        let minute: Int?
        switch parts.count {
        case 1 where (3...4).contains(parts[0].utf8.count):
            (hour, minute) = (Int(parts[0].dropLast(2)), Int(parts[0].suffix(2)))
        case 2 where parts[0].utf8.count <= 2 && parts[1].utf8.count == 2:
            (hour, minute) = (Int(parts[0]), Int(parts[1]))
        default: return nil
        }
        guard let hour, let minute, (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        return hour * 60 + minute
    }
}
