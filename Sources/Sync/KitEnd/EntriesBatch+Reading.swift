package import Journal

extension EntriesBatch {
    /// Reads the next entries behind a place from the kit's journal and signs the head at their end.
    /// - Parameter bytes: about so many; at least one entry.
    /// - Returns: nil when there is none.
    package static func reading(
        _ store: any JournalStore, after place: Position, bytes: Int, signer: any Signer
    ) throws(SyncTrouble) -> EntriesBatch? {
        do {
            let stored = try store.entries(.after(place), after: 0, limit: SyncLimits.batchEntries).map(\.entry)
            var taken: [Entry] = []
            var size = 0
            for entry in stored {
                let length = entry.headerBytes.count + (entry.body?.count ?? 0) + 4
                if !taken.isEmpty, size + length > bytes { break }
                taken.append(entry)
                size += length
            }
            guard let last = taken.last else { return nil }
            guard taken.first?.position == place.next else {
                throw SyncTrouble.ownDisk("\(place.next) fehlt im Journal dieses Koffers. Das Journal prüfen lassen.")
            }
            return EntriesBatch(entries: taken, head: try Head(last).signed(by: signer))
        } catch let trouble as SyncTrouble {
            throw trouble
        } catch { throw .ownDisk("\(error)") }
    }
}
