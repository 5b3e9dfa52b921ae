/// One sheet of a register extract, cut to the districts of a kit's tour. Sealed payload of the feed's `register`, JSON; members may be added.
package struct RegisterSheet: Codable, Hashable, Sendable {
    /// Names the extract: sheets of one name belong together.
    package var extract: String
    /// 1 to `sheets`.
    package var sheet: Int
    package var sheets: Int
    /// The last day on which anybody may be searched for.
    package var until: CalendarDate
    /// Names of the parts of the town.
    package var districts: [String]
    /// What each cell is: DSMeld sheets or names.
    package var columns: [String]
    package var people: [[String]]

    package init(
        extract: String, sheet: Int, sheets: Int, until: CalendarDate, districts: [String], columns: [String],
        people: [[String]]
    ) {
        self.extract = extract
        self.sheet = sheet
        self.sheets = sheets
        self.until = until
        self.districts = districts
        self.columns = columns
        self.people = people
    }
}
