/// A code list of the German registers: what codes there are, what they mean, and when they were valid.
///
/// Source: XÖV genericode, read by column name when the tables were made (`scripts/make-latin-tables.py`).
package struct CodeList: Sendable {
    package struct Entry: Hashable, Sendable {
        package let code: String
        /// German, as published: `deutsch`, `verheiratet`.
        package let name: String
        /// What the list is searched by beside the name; for nationalities the state's name. May be empty.
        package let searchTerm: String
        /// Three letters of ISO 3166, where the list has them.
        package let iso3: String?
        /// First and last day, both included; nil where the list sets none.
        package let validFrom: CivilDate?
        package let validUntil: CivilDate?

        /// False for a code that Destatis keeps for itself: it can be read where a register has it, and nobody is to choose it.
        package var isOffered: Bool { name != "für interne Zwecke verwendet" }

        /// What a person reads. The nationality of the Palestinian territories is published without a designation.
        package var title: String { name == "ohne Bezeichnung" && !searchTerm.isEmpty ? searchTerm : name }

        package func isValid(on day: CivilDate) -> Bool {
            (validFrom.map { $0 <= day } ?? true) && (validUntil.map { day <= $0 } ?? true)
        }
    }

    /// The canonical URI of the list.
    package let uri: String
    /// The edition, as published: a number or a date.
    package let version: String
    /// In the published order.
    package let entries: [Entry]
    private let byCode: [String: Int]
    private let byISO3: [String: [Int]]
    /// In UTF-8: with eleven thousand municipalities searching strings would be felt at every key.
    private let searchForms: [[UInt8]]

    /// States (Destatis); code of three digits, `000` Germany.
    package static let states = CodeList(StateTable.states)
    /// Nationalities (Destatis); code of three digits, `000` German, `997` stateless, `998` unclear, `999` not given.
    package static let nationalities = CodeList(StateTable.nationalities)
    /// m, w, d, x.
    package static let sexes = CodeList(CodeTable.sexes)
    /// DSMeld 1401: LD, VH …
    package static let maritalStatuses = CodeList(CodeTable.maritalStatuses)
    /// DSMeld 1801: locks on giving out data.
    package static let locks = CodeList(CodeTable.locks)
    /// DSMeld annex 3: kinds of identity documents.
    package static let identityDocuments = CodeList(CodeTable.identityDocuments)
    /// Municipalities of Germany by AGS, eight digits.
    package static let municipalities = CodeList(
        uri: MunicipalityTable.uri, version: MunicipalityTable.version, entries: Self.municipalityEntries())

    private init(_ table: (uri: String, version: String, lines: String)) {
        self.init(uri: table.uri, version: table.version, entries: table.lines.split(separator: "\n").map(Self.entry))
    }

    private init(uri: String, version: String, entries: [Entry]) {
        (self.uri, self.version, self.entries) = (uri, version, entries)
        var (byCode, byISO3): ([String: Int], [String: [Int]]) = ([:], [:])
        for (index, entry) in entries.enumerated() {
            byCode[entry.code] = index
            if let iso3 = entry.iso3 { byISO3[iso3, default: []].append(index) }
        }
        (self.byCode, self.byISO3) = (byCode, byISO3)
        searchForms = entries.map { Array(Self.searchForm($0.name + " " + $0.searchTerm).utf8) }
    }

    /// The entry with exactly this code.
    package func entry(_ code: String) -> Entry? { byCode[code].map { entries[$0] } }

    /// Entries whose name, search term or code matches what was typed; umlauts and case do not matter.
    ///
    /// Names that begin with it come first, then those with a word that does, then the rest; each in the list's order.
    ///
    /// - Parameters:
    ///   - day: leaves out what was not valid then; nil keeps everything.
    ///   - limit: at most so many.
    package func search(_ text: String, on day: CivilDate? = nil, limit: Int = 20) -> [Entry] {
        let words = Self.searchForm(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty else { return [] }
        let wanted = Array(words.utf8)
        var ranks: [[Entry]] = [[], [], [], []]
        for (index, entry) in entries.enumerated() where day.map(entry.isValid(on:)) ?? true {
            if entry.code.uppercased() == words {
                ranks[0].append(entry)
            } else if let rank = Self.rank(of: wanted, in: searchForms[index]) {
                ranks[rank].append(entry)
            }
        }
        return Array(ranks.joined().prefix(limit))
    }

    /// The code of a state as zones write it (`D`, `SRB`, `XXA`), of the entry that is valid on `day`.
    package func code(ofZoneState state: String, on day: CivilDate) -> String? {
        // Zones write Germany with one letter, and Kosovo as its passports do.
        let iso3 = ["D": "DEU", "RKS": "XXK"][state] ?? state
        return byISO3[iso3]?.map { entries[$0] }.first { $0.isValid(on: day) }?.code
    }

    /// Upper case without accents; every apostrophe is the one of the keyboard.
    private static func searchForm(_ text: String) -> String {
        String(Transliteration.searchForm(text).map { "’‘´`".contains($0) ? "'" : $0 })
    }

    /// 1 when `form` begins with what is wanted, 2 when a word in it does, 3 when it is elsewhere; nil when nowhere.
    private static func rank(of wanted: [UInt8], in form: [UInt8]) -> Int? {
        var rank: Int?
        for start in form.indices.dropLast(wanted.count - 1) where form[start] == wanted[0] {
            guard form[start...].starts(with: wanted) else { continue }
            if start == 0 { return 1 }
            if " -(/".utf8.contains(form[start - 1]) { return 2 }
            rank = 3
        }
        return rank
    }

    private static func entry(_ line: Substring) -> Entry {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        func cell(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
        return Entry(
            code: cell(0), name: cell(1), searchTerm: cell(2), iso3: cell(3).isEmpty ? nil : cell(3),
            validFrom: CivilDate(iso: cell(4)), validUntil: CivilDate(iso: cell(5)))
    }

    private static func municipalityEntries() -> [Entry] {
        MunicipalityTable.lines.split(separator: "\n").flatMap { line -> [Entry] in
            let cells = line.split(separator: "|")
            return cells.dropFirst().map { cell in
                Entry(
                    code: String(cells[0] + cell.prefix(6)), name: String(cell.dropFirst(6)), searchTerm: "", iso3: nil,
                    validFrom: nil, validUntil: nil)
            }
        }
    }
}
