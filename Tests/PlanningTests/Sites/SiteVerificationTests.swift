import Foundation
import Planning
import Testing

@Suite struct SiteVerificationTests {
    private static let right =
        #"{"assignment":[2,2,2,4],"bound":4,"cost":4,"isBest":true,"iterations":1,"kind":"sites","medians":[2,4],"p":2,"seed":1}"#

    @Test(
        arguments: [
            ("", "", nil),
            (#""cost":4"#, #""cost":3"#, "cost ist 3, nachgerechnet sind es 4."),
            (#"[2,4],"#, #"[2,3],"#, "assignment: Knoten 4 gehört zu 4, das kein Ort der Lösung ist."),
            (#"[2,4],"#, #"[2,5],"#, "medians: Den Knoten 5 gibt es nicht; die Knoten heißen 1 bis 4."),
            (#"[2,4],"#, #"[2,2],"#, "In medians steht ein Ort mehrmals."),
            (#""p":2"#, #""p":3"#, "p ist 3, aber es stehen 2 Orte in medians."),
            ("[2,2,2,4]", "[2,2,2]", "assignment hat 3 Einträge, die Datei 4 Knoten."),
            ("[2,2,2,4]", "[4,2,2,4]", "assignment: Knoten 1 hat nach 4 den Weg 7, ein anderer Ort ist mit 2 näher."),
            (#""bound":4"#, #""bound":5"#, "bound ist 5 und damit größer als die Kosten 4."),
            (#""bound":4"#, #""bound":3"#, "isBest ist true, aber bound ist 3 und nicht 4."),
            (#""sites""#, #""tours""#, "kind ist „tours“, erwartet wird „sites“."),
        ] as [(String, String, String?)])
    func whatIsWrongIsSaid(passage: String, replacement: String, says: String?) throws {
        let text = passage.isEmpty ? Self.right : Self.right.replacing(passage, with: replacement)
        let solution = try JSONDecoder().decode(SiteSolution.self, from: Data(text.utf8))
        let mistakes = SiteVerification(solution, of: try SiteGraph(reading: SiteGraphTests.ring)).mistakes
        if let says { #expect(mistakes.contains(says)) } else { #expect(mistakes.isEmpty) }
    }
}
