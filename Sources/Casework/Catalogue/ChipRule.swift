/// What a service does at the chip of an identity card, and which answer says how it went.
package struct ChipRule: Hashable, Sendable {
    package enum Act: String, Hashable, Sendable, CaseIterable {
        /// The address of the form goes onto the chip.
        case address
        /// A new PIN, set by the holder; the online function is switched on.
        case newPIN
    }

    package let act: Act
    /// A field of choices.
    package let result: FieldKey
    /// Of its choices: done and read back here; still to be done at another stop.
    package let done: String
    package let later: String
    /// The field with the number of the sticker that says the same on the card; nil where there is none.
    package let sticker: FieldKey?

    package init(act: Act, result: FieldKey, done: String, later: String, sticker: FieldKey? = nil) {
        self.act = act
        self.sticker = sticker
        self.result = result
        self.done = done
        self.later = later
    }
}
