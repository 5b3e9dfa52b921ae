import Foundation
import Testing

@testable import Casework

@Suite("The quick reading of common bodies") struct CanonicalReaderTests {
    private func quickly<Payload: QuicklyRead>(_ type: Payload.Type, _ body: Data) -> Payload? {
        body.withUnsafeBytes { bytes in
            var reader = CanonicalReader(bytes)
            return Payload(canonical: &reader)
        }
    }

    /// The JSON decoder is the judge: where the quick reader gives something, it gives the same, damaged bytes included.
    @Test("what it reads is what the JSON decoder reads", arguments: 0..<20)
    func asTheDecoder(seed: UInt64) throws {
        var lot = Lot(seed)
        let decoder = JSONDecoder()
        var read = 0
        for round in 0..<400 {
            let answered = CaseEvent.wild(&lot, kind: 1)
            let set = OutingEvent.wild(&lot, kind: 10)
            var bodies = [try CaseEvent.codec.encode(answered).body, try OutingEvent.codec.encode(set).body]
            if round % 2 == 1 {
                for index in bodies.indices {
                    bodies[index][lot.number(0...bodies[index].count - 1)] = UInt8(lot.number(0...255))
                }
            }
            if let payload = quickly(CaseAnswered.self, bodies[0]) {
                #expect(payload == (try? decoder.decode(CaseAnswered.self, from: bodies[0])))
                read += 1
            }
            if let payload = quickly(PersonAttributeSet.self, bodies[1]) {
                #expect(payload == (try? decoder.decode(PersonAttributeSet.self, from: bodies[1])))
                read += 1
            }
        }
        #expect(read > 250)
    }

    @Test(
        "every value of the common kinds is read quickly",
        arguments: [
            FieldValue.text("Groß-Müller"), .text(""), .choice("green"), .number(0), .number(-160),
            .number(999_999_999_999_999), .yesNo(true), .yesNo(false),
            .date(CalendarDate(year: 1983, month: 8, day: 12)!),
        ]) func common(value: FieldValue) throws
    {
        let answered = CaseAnswered(field: "a", label: "A", value: value, shown: nil, source: .zone, clerk: "m")
        #expect(quickly(CaseAnswered.self, try CaseEvent.codec.encode(.answered(answered)).body) == answered)
    }

    @Test(
        "what is not in the plain form is left to the decoder",
        arguments: [
            #"{"clerk": "m","field":"a","label":"A","source":"zone"}"#,
            #"{"field":"a","clerk":"m","label":"A","source":"zone"}"#,
            #"{"clerk":"m","field":"a","label":"A\u00e4","source":"zone"}"#,
            #"{"clerk":"","field":"a","label":"A","source":"zone"}"#,
            #"{"clerk":"m","field":"a","label":"A","source":"zone","value":{"number":007}}"#,
            #"{"clerk":"m","field":"a","label":"A","source":"zone","value":{"number":1e3}}"#,
            #"{"clerk":"m","field":"a","label":"A","source":"zone","value":{"number":9999999999999999999}}"#,
            #"{"clerk":"m","field":"a","label":"A","source":"zone"}}"#,
            #"{"clerk":"m","field":"a","label":"A","source":"zo"#, "",
        ]) func otherForm(body: String)
    {
        #expect(quickly(CaseAnswered.self, Data(body.utf8)) == nil)
    }
}
