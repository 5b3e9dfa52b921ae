import Testing

/// The small town with one passage replaced, and what the check says then.
struct BrokenTown: Sendable, CustomTestStringConvertible {
    enum File: String {
        case town = "town.yaml"
        case units = "units.yaml"
        case districts = "districts.yaml"
        case venues = "venues.yaml"
        case staff = "staff.yaml"
        case fields = "fields.yaml"
        case dog = "services/hund.yaml"
        case passport = "services/pass.yaml"
    }

    let name: String
    let file: File
    let passage: String
    let replacement: String
    /// All mistakes, in their order.
    let mistakes: [String]

    init(_ name: String, _ file: File, _ passage: String, becomes replacement: String, says mistakes: [String]) {
        self.name = name
        self.file = file
        self.passage = passage
        self.replacement = replacement
        self.mistakes = mistakes
    }

    var testDescription: String { name }

    static let all = keys + references + conditions + forms + fees + requirements + facts + venues + yaml
}
