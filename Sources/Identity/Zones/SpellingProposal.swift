/// The spellings a name in a zone can stand for, the likeliest first.
///
/// A zone writes MUELLER for Müller and for Mueller, and one `<` for a blank and for a hyphen; only the clerk can
/// tell, with the printed side of the document before her. Letters that a state has of its own (`ñ`, `ı`, `þ`) are
/// offered behind, as far as `StateSpellings` knows them.
package struct SpellingProposal: Hashable, Sendable {
    /// How many spellings are offered at most.
    package static let limit = 16

    package enum Part: Sendable { case familyName, givenNames }

    /// At least one, each different, the likeliest first.
    package let spellings: [String]
    /// True when the last component may be unfinished, because the zone had no more room.
    package let isCut: Bool

    /// True when the zone leaves no choice.
    package var isCertain: Bool { spellings.count == 1 && !isCut }

    /// - Parameters:
    ///   - zoneForm: components of A-Z parted by `<`.
    ///   - state: the zone's code of the nationality or issuing state (`D`, `AUT`); decides what AE, OE, SS stand for.
    package init(_ zoneForm: String, part: Part, state: String, isCut: Bool = false) {
        let components = zoneForm.split(separator: "<").map(String.init)
        var sites: [[Option]] = []
        for (index, component) in components.enumerated() {
            if index > 0 {
                sites.append(Self.junction(components[index - 1], component, part: part, state: state))
            }
            let isParticle = index < components.count - 1 && NameParticles.lowerCase.contains(component)
            sites.append(
                isParticle
                    ? [Option(component.lowercased(), 0)] : Self.spellings(of: component, part: part, state: state))
        }
        var seen: Set<String> = []
        spellings = Self.likeliest(of: sites).map(\.text).filter { seen.insert($0).inserted }
        self.isCut = isCut
    }

    /// One way to write a piece of the name, with how unlikely it is: 0 for the likeliest.
    private struct Option {
        let text: String
        let cost: Int

        init(_ text: String, _ cost: Int) { (self.text, self.cost) = (text, cost) }
    }

    /// What stands between two components.
    private static func junction(_ left: String, _ right: String, part: Part, state: String) -> [Option] {
        if NameParticles.lowerCase.contains(left) || NameParticles.lowerCase.contains(right) { return [Option(" ", 0)] }
        let hyphenFirst = part == .familyName && SpellingHabits.joinsFamilyNames(state)
        return hyphenFirst ? [Option("-", 0), Option(" ", 2)] : [Option(" ", 0), Option("-", 2)]
    }

    /// A component in every way it can be written: first as its pairs allow, then in the state's own letters, which
    /// stand behind a likely pair and before an unlikely one.
    private static func spellings(of component: String, part: Part, state: String) -> [Option] {
        var options = likeliest(of: sites(of: component, state: state))
        if part == .familyName, let irish = StateSpellings.irish(component, state: state) {
            options =
                irish.isLikely
                ? [Option(irish.text, 0)] + options.map { Option($0.text, $0.cost + 1) }
                : options + [Option(irish.text, 2)]
        }
        return options + StateSpellings.words(for: component, state: state).map { Option($0, 2) }
    }

    /// A component cut into pieces that are certain and pieces that are not, in the right case.
    private static func sites(of component: String, state: String) -> [[Option]] {
        let letters = Array(component)
        var sites: [[Option]] = []
        var index = 0
        while index < letters.count {
            if index + 1 < letters.count {
                let pair = String(letters[index...index + 1])
                if let special = SpellingHabits.letter(for: pair, state: state) {
                    let plain = cased(pair, isFirst: index == 0)
                    let isAllowed = !(pair == "SS" && index == 0)
                    if isAllowed {
                        let written = index == 0 ? special.uppercased() : special
                        let isLikely = SpellingHabits.isLikely(pair, at: index, in: letters, state: state)
                        sites.append(
                            isLikely
                                ? [Option(written, 0), Option(plain, 1)] : [Option(plain, 0), Option(written, 3)])
                        index += 2
                        continue
                    }
                }
            }
            let isAfterMc = index == 2 && component.hasPrefix("MC") && letters.count > 3
            sites.append([Option(cased(String(letters[index]), isFirst: index == 0 || isAfterMc), 0)])
            index += 1
        }
        return sites
    }

    private static func cased(_ text: String, isFirst: Bool) -> String {
        isFirst ? text.prefix(1) + text.dropFirst().lowercased() : text.lowercased()
    }

    /// The cheapest combinations of one option a site, in the order of their cost; earlier options win a draw.
    private static func likeliest(of sites: [[Option]]) -> [Option] {
        var open: [Option] = [Option("", 0)]
        for site in sites {
            let extended = open.flatMap { start in
                site.map { Option(start.text + $0.text, start.cost + $0.cost) }
            }
            // Costs only grow, so what is not among the cheapest now never will be.
            open = Array(
                extended.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
                    .prefix(limit).map(\.element))
        }
        return open
    }
}
