import Casework
import Pages

/// Counting the box: how many of each note and coin.
struct CashCountForm {
    var typed: [String: String] = [:]
    var mistakes: [String: String] = [:]

    static func name(_ piece: Denomination) -> String { "n\(piece.rawValue)" }

    /// - Parameter isFirst: whether the page opens with the cursor here.
    var html: HTML {
        let pieces = Denomination.allCases.filter { $0 != .euro500 || typed[Self.name($0)]?.isEmpty == false }
        func part(_ title: String, _ pieces: [Denomination]) -> HTML {
            Part.section(title, Part.fields(pieces.map(input)))
        }
        let notes = pieces.filter(\.isNote)
        let coins = pieces.filter { !$0.isNote }
        return "<div class=\"columns\">\(part("Scheine", notes))\(part("Münzen", coins))</div>"
    }

    private func input(_ piece: Denomination) -> HTML {
        let name = Self.name(piece)
        var text = Input.Text.number()
        text.isFirst = piece == .euro200 && mistakes.isEmpty
        return Input.text(
            InputFrame(id: name, label: "\(piece.german), Stück", mistake: mistakes[name]), name: name,
            value: typed[name] ?? "", text)
    }

    /// Reads the counts; an input left empty is none of that piece.
    static func read(_ form: FormBody) -> (count: CashCount?, mistakes: [String: String]) {
        var pieces: [Denomination: Int] = [:]
        var mistakes: [String: String] = [:]
        for piece in Denomination.allCases {
            let text = (form[name(piece)] ?? "").filter { !$0.isWhitespace }
            if text.isEmpty { continue }
            if let number = Int(text), (0...100_000).contains(number) {
                pieces[piece] = number
            } else {
                mistakes[name(piece)] = "Geben Sie bei \(piece.german) eine Anzahl von 0 bis 100.000 ein."
            }
        }
        return (mistakes.isEmpty ? CashCount(pieces) : nil, mistakes)
    }

    /// What was counted, carried to the next page.
    static func hidden(_ count: CashCount) -> HTML {
        HTML(
            Denomination.allCases.compactMap { piece in
                count.pieces[piece.rawValue].map {
                    "<input type=\"hidden\" name=\"\(name(piece))\" value=\"\(String($0))\">" as HTML
                }
            })
    }

    static func problems(_ mistakes: [String: String]) -> [Problem] {
        Denomination.allCases.compactMap { piece in
            mistakes[name(piece)].map { Problem($0, field: name(piece)) }
        }
    }
}
