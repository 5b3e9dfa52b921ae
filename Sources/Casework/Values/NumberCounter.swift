/// The running numbers of one kind that a kit gives out in one generation, without gaps.
package struct NumberCounter: Hashable, Sendable {
    package let kind: NumberFormat.Kind
    package let kit: KitCode
    package let generation: Int
    /// The running number given out last; 0 before the first.
    package private(set) var last: Int

    /// - Parameter last: the running number given out last, where it is known from elsewhere.
    package init(_ kind: NumberFormat.Kind, kit: KitCode, generation: Int, last: Int = 0) {
        self.kind = kind
        self.kit = kit
        self.generation = generation
        self.last = last
    }

    /// Notes a number that was given out; one of another kind, kit or generation changes nothing.
    package mutating func note<Thing>(_ number: Name<Thing>) {
        guard let format = NumberFormat(parsing: number.text), format.kind == kind, format.kit == kit,
            format.generation == generation
        else { return }
        last = max(last, format.running)
    }

    /// Notes how far the numbers had come in entries that are folded no more.
    package mutating func note(last running: Int) { last = max(last, running) }

    /// Notes that one was given out in an entry that cannot be read.
    package mutating func noteUnread() { last += 1 }

    /// - Parameter ahead: how many others are given out before it.
    /// - Returns: `nil` when the generation has no number left.
    package func next(ahead: Int = 0) -> NumberFormat? { number(last + 1 + ahead) }

    /// The number given out last; `nil` before the first.
    package var latest: NumberFormat? { number(last) }

    private func number(_ running: Int) -> NumberFormat? {
        NumberFormat(kind, kit: kit, generation: generation, running: running)
    }
}
