import Casework
import Foundation
import HTTPTypes
import Testing

@testable import Kit

/// A wish that is no application is taken in under two minutes by somebody who types four keys a second and reads each page for two.
@Suite struct ConcernPaceTests {
    private static let keysASecond = 4.0
    private static let secondsAPage = 2.0

    /// What the citizen says; the longest of what a clerk writes down on the spot.
    private static let text =
        "Die Laterne Nr. 14 in der Dorfstraße ist seit Montag aus. Abends ist es dort ganz dunkel, gestern ist eine Frau gestürzt."
    private static let typed = [
        "kind": "defect", "concerns": "tiefbau", "text": text, "place": "Dorfstraße 14", "danger": "yes",
        "answerWanted": "yes", "familyName": "Mustermann", "phone": "034920 12345",
    ]

    /// Every stop of the Tab key on a page, an open group of radio buttons being one.
    private static func stops(_ html: Substring) -> Int {
        let groups = html.matches(of: /<input type="radio" name="([^"]+)"/).map(\.output.1)
        let inputs = html.matches(of: /<input type="(hidden|radio)"/).count
        let all = html.matches(of: /<(a href|button|summary|select|textarea|input)\b/).count
        return all - inputs + Set(groups).count
    }

    @Test func isTakenInTwoMinutesByKeyboard() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let today = try await browser.get("/heute").text
            let link = try #require(today.firstRange(of: "href=\"/anliegen\""))
            var keys = Self.stops(today[..<link.lowerBound]) + 1
            let page = try await browser.get("/anliegen")
            // Arrows to a choice are at most as many as it has options; everything on the page is passed.
            keys += Self.stops(page.text[...])
            keys += page.text.matches(of: /<option|type="radio"/).count
            keys += Self.typed.values.reduce(0) { $0 + $1.count } + 1
            let taken = try await browser.post(
                "/anliegen", [("once", page.once)] + Self.typed.sorted { $0.key < $1.key })
            #expect(taken.status == 303)
            let done = try await browser.get(taken.location)
            #expect(done.text.contains("1 Vorgang abgegeben"))
            let seconds = Double(keys) / Self.keysASecond + 3 * Self.secondsAPage
            #expect(seconds < 120, "\(keys) keys, \(seconds) s")
            // No page before the last asks for more than the two choices, the text and whether an answer is wanted.
            let required = try await browser.post("/anliegen", [("once", "x")])
            #expect(required.status == 422)
            #expect(
                Set(required.text.matches(of: /href="#f-([A-Za-z]+)"/).map { String($0.output.1) })
                    .isSubset(of: ["kind", "concerns", "text", "answerWanted"]))
        }
        #expect(try await kit.desk.view().state.cases.count == 1)
    }
}
