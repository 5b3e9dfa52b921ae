import Simulation

/// A deliberate defect: of the disk, of how SQLite is set, of the program. Every one has to be found.
enum Lie: String, CaseIterable, Sendable {
    /// Commits are not synced at all.
    case synchronousOff
    /// What GRDB's pool sets by itself: commits are synced with the next checkpoint.
    case synchronousNormal
    case unsyncedLog
    case unsyncedKeys
    case unsyncedAttachments
    case unsyncedNames
    /// It is acknowledged before it is done.
    case earlyAcknowledgement
    /// A write that failed is acknowledged.
    case swallowedFault

    var synchronous: String? {
        switch self {
        case .synchronousOff: "OFF"
        case .synchronousNormal: "NORMAL"
        default: nil
        }
    }

    func device() -> SimulatedDevice {
        let blank = SimulatedDevice()
        return switch self {
        case .unsyncedLog: SimulatedDevice(copying: blank, keepingBytes: { !$0.hasSuffix("-wal") })
        case .unsyncedKeys: SimulatedDevice(copying: blank, keepingBytes: { !$0.hasSuffix("keys.json.new") })
        case .unsyncedAttachments: SimulatedDevice(copying: blank, keepingBytes: { !$0.contains("/attachments/") })
        case .unsyncedNames: SimulatedDevice(copying: blank, keepingNames: { _ in false })
        case .synchronousOff, .synchronousNormal, .earlyAcknowledgement, .swallowedFault: blank
        }
    }
}
