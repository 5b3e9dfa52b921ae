/// Words of a name in the letters that a state's language has beyond A-Z, where the shape of the word tells them.
///
/// A zone keeps nothing of an accent, so these are judgements from each language's spelling; they stand behind the
/// plain form, two at most. Proposed are the endings and sounds below and nothing else: not ş, ö and ü of Turkish where
/// the zone has S, O and U, not Polish ł outside -sław and a few given names, not the accents of French, Hungarian,
/// Romanian, Vietnamese and the Baltic languages, and nothing of another language than the state's. Those the clerk
/// types.
enum StateSpellings {
    private static let spanish: Set<String> = [
        "ESP", "MEX", "ARG", "COL", "CHL", "PER", "ECU", "VEN", "CUB", "DOM", "BOL", "URY", "PRY", "CRI", "GTM", "HND",
        "NIC", "PAN", "SLV",
    ]
    private static let portuguese: Set<String> = ["PRT", "BRA", "AGO", "MOZ", "CPV"]
    private static let southSlavic: Set<String> = ["HRV", "SRB", "BIH", "MNE"]
    private static let english: Set<String> = [
        "GBR", "GBD", "GBN", "GBO", "GBP", "GBS", "IRL", "USA", "CAN", "AUS", "NZL",
    ]

    /// How many words are proposed at most.
    private static let limit = 2

    /// Capitalised words for a component of A-Z, the likeliest first; empty for most.
    static func words(for component: String, state: String) -> [String] {
        let word = component.lowercased()
        let proposed: [String] =
            switch state {
            case "TUR": [turkish(word)]
            case "ISL": icelandic(word)
            case "POL": [polish(word)]
            case "CZE", "SVK": [ending(word, in: [("ova", "ová"), ("sky", "ský"), ("cky", "cký"), ("ny", "ný")])]
            case "SVN": [ending(word, in: [("ic", "ič")])]
            case "ITA": [italian(word)]
            case _ where spanish.contains(state): iberian(word)
            case _ where portuguese.contains(state):
                [ending(word, in: [("ao", "ão"), ("oes", "ões"), ("calves", "çalves"), ("enco", "enço")])]
            case _ where southSlavic.contains(state): [ending(word, in: [("ic", "ić")])]
            default: []
            }
        var words: [String] = []
        let plain = component.prefix(1) + component.dropFirst().lowercased()
        for word in proposed {
            let written = capitalised(word, state: state)
            if written != plain, !words.contains(written) { words.append(written) }
        }
        return Array(words.prefix(limit))
    }

    /// `O'Neill` for ONEILL, and whether it is likelier than `Oneill`; nil for a name that is not known to be Irish.
    static func irish(_ component: String, state: String) -> (text: String, isLikely: Bool)? {
        guard component.first == "O", irishNames.contains(where: component.dropFirst().hasPrefix) else { return nil }
        let rest = component.dropFirst()
        return ("O'" + rest.prefix(1) + rest.dropFirst().lowercased(), english.contains(state))
    }

    /// What follows the O, as far as it tells the name from Oliver, Owen or Osborne.
    private static let irishNames: [String] = [
        "BRIEN", "BRYAN", "BYRNE", "CALLAGHAN", "CARROLL", "CONNELL", "CONNOR", "CONOR", "DEA", "DOHERTY", "DONNELL",
        "DONOGHUE", "DONOVAN", "DOWD", "DRISCOLL", "DWYER", "FARRELL", "FLAHERTY", "FLANAGAN", "FLYNN", "GORMAN",
        "GRADY", "HAGAN", "HALLORAN", "HANLON", "HARA", "HARE", "KANE", "KEEFE", "KEEFFE", "LEARY", "LOUGHLIN",
        "MAHONY",
        "MALLEY", "MARA", "MEARA", "NEAL", "NEIL", "REGAN", "REILLY", "RIORDAN", "ROURKE", "SHAUGHNESSY", "SHEA",
        "SULLIVAN", "TOOLE",
    ]

    // MARK: Languages

    /// I without a dot where the vowels are those of the back of the mouth, Oğlu, and no C at the end of a word.
    private static func turkish(_ word: String) -> String {
        var letters = Array(ending(word, in: [("oglu", "oğlu"), ("dag", "dağ"), ("c", "ç")]))
        if !letters.contains("e") {
            for index in letters.indices where letters[index] == "i" { letters[index] = "ı" }
        }
        return String(letters)
    }

    /// Þ for TH at the beginning and ð for D after a vowel or R; with the accents of the commonest stems and without.
    private static func icelandic(_ word: String) -> [String] {
        var letters = Array(word)
        let isThorn = word.hasPrefix("th")
        if isThorn { letters.replaceSubrange(0..<2, with: ["þ"]) }
        // The D of a daughter's name begins a word.
        let stem = word.hasSuffix("dottir") ? letters.dropLast(6).indices : letters.indices
        for index in stem.dropFirst() where letters[index] == "d" && "aeiouyr".contains(letters[index - 1]) {
            letters[index] = "ð"
        }
        let plain = String(letters)
        // Þórður, Þóra, Þórsdóttir have a long vowel; Þorsteinn, Þorvaldur, Þorbjörg a short one.
        let afterThor = word.dropFirst(4)
        let isShort = ["st", "v", "g", "b", "k", "l", "f", "r"].contains { afterThor.hasPrefix($0) }
        var accented = ending(plain, in: [("dottir", "dóttir")])
        if accented.hasPrefix("þor"), !isShort { accented = "þór" + accented.dropFirst(3) }
        return [accented, plain]
    }

    private static func polish(_ word: String) -> String {
        ending(
            word,
            in: [
                ("nski", "ński"), ("nska", "ńska"), ("slaw", "sław"), ("slawa", "sława"), ("pawel", "paweł"),
                ("michal", "michał"),
            ])
    }

    /// D' before a given name: D'Angelo.
    private static func italian(_ word: String) -> String {
        let names = [
            "agostino", "alessandro", "amato", "ambrosio", "amico", "andrea", "angelo", "annunzio", "antonio", "aquino",
        ]
        return names.contains { word == "d" + $0 } ? "d'" + word.dropFirst() : word
    }

    /// The accent that Spanish spelling sets, and Ñ between vowels after A, O, U: Núñez, Nuñez; Martínez; Muñoz.
    private static func iberian(_ word: String) -> [String] {
        let waved = withTilde(word)
        return [accented(waved), waved]
    }

    private static func withTilde(_ word: String) -> String {
        var letters = Array(word)
        // Ana, Adriana, Mariano, Manuel have none.
        guard !["ana", "ano", "anuel"].contains(where: word.hasSuffix) else { return word }
        for index in letters.indices.dropFirst().dropLast() where letters[index] == "n" {
            let isAfterVowel = "aou".contains(letters[index - 1]) || (index == 2 && letters.count == 4)
            if isAfterVowel, "aeiou".contains(letters[index - 1]), "aeiou".contains(letters[index + 1]) {
                letters[index] = "ñ"
            }
        }
        return String(letters)
    }

    private static func accented(_ word: String) -> String {
        let known = [
            ("garcia", "garcía"), ("diaz", "díaz"), ("maria", "maría"), ("mejia", "mejía"), ("sofia", "sofía"),
            ("lucia", "lucía"), ("jose", "josé"), ("jesus", "jesús"), ("raul", "raúl"), ("angel", "ángel"),
        ]
        if let pair = known.first(where: { $0.0 == word }) { return pair.1 }
        var letters = Array(word)
        let vowels = letters.indices.filter { "aeiou".contains(letters[$0]) }
        var stressed: Int?
        if word.hasSuffix("ez") {
            stressed = vowels.dropLast().last { index in
                // The U of Rodríguez and Vázquez is not heard.
                !(letters[index] == "u" && index > 0 && "gq".contains(letters[index - 1]) && letters[index + 1] == "e")
            }
        } else if ["on", "in", "ian"].contains(where: word.hasSuffix), vowels.count > 1 {
            stressed = vowels.last
        }
        let accents: [Character: Character] = ["a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú"]
        guard let stressed, let accent = accents[letters[stressed]]
        else { return word }
        letters[stressed] = accent
        return String(letters)
    }

    // MARK: Words

    private static func ending(_ word: String, in endings: [(plain: String, own: String)]) -> String {
        guard let fitting = endings.first(where: { word.hasSuffix($0.plain) }) else { return word }
        return word.dropLast(fitting.plain.count) + fitting.own
    }

    private static func capitalised(_ word: String, state: String) -> String {
        if word.hasPrefix("d'") { return "D'" + word.dropFirst(2).prefix(1).uppercased() + word.dropFirst(3) }
        // The capital of i is İ; that of ı, I.
        if state == "TUR", word.first == "i" { return "İ" + word.dropFirst() }
        return word.prefix(1).uppercased() + word.dropFirst()
    }
}
