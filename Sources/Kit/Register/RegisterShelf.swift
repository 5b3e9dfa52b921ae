import Casework
import Identity
import Sync
import Synchronization

/// The register extract a kit has with it, put together from the feed's sheets.
package struct RegisterShelf: Sendable {
    /// The latest extract that came whole.
    private(set) var extract: RegisterInHand?
    private var coming: [Int: RegisterSheet] = [:]

    /// Takes in one sheet; the extract changes when the last of them has come.
    mutating func take(_ sheet: RegisterSheet) {
        if coming.values.first?.extract != sheet.extract { coming = [:] }
        coming[sheet.sheet] = sheet
        let sheets = (1...max(1, sheet.sheets)).compactMap { coming[$0] }
        guard sheets.count == sheet.sheets else { return }
        extract = RegisterInHand(sheets)
        coming = [:]
    }
}

/// One whole extract.
package struct RegisterInHand: Sendable {
    /// Its name, for the journal.
    let name: String
    /// The last day on which it may be searched.
    let until: CalendarDate
    let districts: [String]
    let people: [RegisterPerson]
    private let index: LazyIndex

    init?(_ sheets: [RegisterSheet]) {
        guard let first = sheets.first else { return nil }
        name = first.extract
        until = first.until
        districts = first.districts
        people = sheets.flatMap { sheet in
            let places = RegisterColumn.shipped.map { sheet.columns.firstIndex(of: $0.rawValue) }
            return sheet.people.compactMap { cells in
                RegisterPerson(cells: places.map { $0.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? "" })
            }
        }
        index = LazyIndex()
    }

    /// The ten people a query fits best, each with her place in the extract.
    func search(_ query: NameQuery) -> [(place: Int, person: RegisterPerson)] {
        index.made(from: people).search(query).map { (Int($0.record), people[Int($0.record)]) }
    }
}

/// Made when somebody is searched for the first time: most extracts of a journal are over.
private final class LazyIndex: Sendable {
    private let index = Mutex<NameIndex?>(nil)

    func made(from people: [RegisterPerson]) -> NameIndex {
        index.withLock { index in
            if let index { return index }
            let made = NameIndex(people.enumerated().map { $1.row(record: UInt32($0)) })
            index = made
            return made
        }
    }
}
