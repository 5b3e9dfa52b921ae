/// What is going to happen, in order of time; what is due at the same time happens in the order in which it was noted.
struct Agenda<Item> {
    private struct Note {
        let time: Int64
        let number: Int
        let item: Item

        func comes(before other: Note) -> Bool { (time, number) < (other.time, other.number) }
    }

    /// A binary heap.
    private var notes: [Note] = []
    private var count = 0

    mutating func note(_ item: Item, at time: Int64) {
        count += 1
        notes.append(Note(time: time, number: count, item: item))
        var child = notes.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard notes[child].comes(before: notes[parent]) else { break }
            notes.swapAt(child, parent)
            child = parent
        }
    }

    mutating func next() -> (time: Int64, item: Item)? {
        guard let first = notes.first else { return nil }
        let last = notes.removeLast()
        guard !notes.isEmpty else { return (first.time, first.item) }
        notes[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < notes.count {
                if notes[child].comes(before: notes[least]) { least = child }
            }
            guard least != parent else { return (first.time, first.item) }
            notes.swapAt(parent, least)
            parent = least
        }
    }
}
