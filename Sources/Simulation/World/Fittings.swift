package import Journal
package import Sync

/// Where a part of the world can be exchanged. The healthy world takes every part as it is; tests put broken ones in, to
/// show that the simulation finds them.
package struct Fittings: Sendable {
    /// The disk of a new machine.
    package var device: @Sendable (_ machine: Machine, _ image: SimulatedDevice) -> SimulatedDevice = { _, image in
        SimulatedDevice(copying: image)
    }
    /// What a kit's sync works on.
    package var holdings: @Sendable (any KitHoldings) -> any KitHoldings = { $0 }
    /// Whether the machine of the sync is told of an event, and whether what it says is done.
    package var tells: @Sendable (KitSyncEvent) -> Bool = { _ in true }
    package var does: @Sendable (KitSyncAction) -> Bool = { _ in true }
    package var pace = SyncPace()
    /// What the office's end of the sync stands on.
    package var officeJournal: @Sendable (any JournalStore) -> any JournalStore = { $0 }
    package var officeLedger: @Sendable (any OfficeLedger) -> any OfficeLedger = { $0 }
    package var officeKeys: @Sendable (any SealedKeyShelf) -> any SealedKeyShelf = { $0 }
    package var officeAttachments: @Sendable (any AttachmentReceiver) -> any AttachmentReceiver = { $0 }
    /// The name of the day's forms at the second and later tries.
    package var formAgain: @Sendable (String) -> String = { $0 }
    /// Whether a spare laptop begins a new generation.
    package var spareBeginsGeneration = true

    package init() {}
}
