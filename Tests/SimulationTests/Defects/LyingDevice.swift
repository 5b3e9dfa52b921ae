import Simulation

/// A disk that says that something is synced and did nothing.
final class LyingDevice: SimulatedDevice, @unchecked Sendable {
    private let forgetsBytes: @Sendable (String) -> Bool
    private let forgetsNames: @Sendable (String) -> Bool

    init(
        copying image: SimulatedDevice, forgettingBytes: @escaping @Sendable (String) -> Bool = { _ in false },
        forgettingNames: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        forgetsBytes = forgettingBytes
        forgetsNames = forgettingNames
        super.init(copying: image)
    }

    override func keepsBytes(of path: String) -> Bool { !forgetsBytes(path) }
    override func keepsNames(in folder: String) -> Bool { !forgetsNames(folder) }
}
