/// Where an entry stands: kit 0 is the office itself; generation and sequence count from 1, without gaps.
package struct Position: Hashable, Codable, Sendable {
    package let kit: UInt16
    package let generation: UInt16
    package let sequence: UInt64

    package init(kit: UInt16, generation: UInt16, sequence: UInt64) {
        self.kit = kit
        self.generation = generation
        self.sequence = sequence
    }

    /// The place after this one in the same generation.
    package var next: Position { Position(kit: kit, generation: generation, sequence: sequence + 1) }
}

extension Position: Comparable {
    package static func < (left: Position, right: Position) -> Bool {
        (left.kit, left.generation, left.sequence) < (right.kit, right.generation, right.sequence)
    }
}

extension Position: CustomStringConvertible {
    package var description: String {
        "\(kit == 0 ? "Zentrale" : "Koffer \(kit)"), Generation \(generation), Eintrag \(sequence)"
    }
}
