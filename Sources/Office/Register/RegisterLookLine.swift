package import Casework

/// A look into a register extract at a kit, as its journal says.
package struct RegisterLookLine: Hashable, Sendable {
    package let kit: UInt16
    package let at: Moment
    package let look: RegisterLooked
}
