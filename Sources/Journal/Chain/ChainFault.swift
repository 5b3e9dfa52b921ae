/// Why an entry does not follow the one before; names the place and what is wrong there.
package enum ChainFault: Error, Hashable, Sendable {
    case otherKit(expected: UInt16, found: Position)
    case otherGeneration(expected: UInt16, found: Position)
    /// Entries `first...last` are missing: the next one found stands behind them.
    case missing(first: Position, last: Position)
    /// An entry that was there already, or stands in the wrong order.
    case reordered(expected: Position, found: Position)
    /// The entry names another predecessor than the one that stands there: one of the two was changed.
    case changed(at: Position)
    /// The first entry of a generation continues a head that is not known.
    case unknownContinuation(at: Position)

    /// The first place at which the chain cannot be believed any more.
    package var position: Position {
        switch self {
        case .otherKit(_, let found), .otherGeneration(_, let found): found
        case .missing(let first, _): first
        case .reordered(let expected, _): expected
        case .changed(let position), .unknownContinuation(let position): position
        }
    }
}

extension ChainFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherKit(let expected, let found): "\(found): gehört nicht zu Koffer \(expected)"
        case .otherGeneration(let expected, let found): "\(found): gehört nicht zur Generation \(expected)"
        case .missing(let first, let last):
            first == last ? "\(first): fehlt" : "\(first) bis \(last.sequence): fehlen"
        case .reordered(let expected, let found):
            "\(expected): an dieser Stelle steht Eintrag \(found.sequence)"
        case .changed(let position): "\(position): passt nicht zum Eintrag davor, einer von beiden wurde verändert"
        case .unknownContinuation(let position): "\(position): setzt einen Stand fort, den es hier nicht gibt"
        }
    }
}
