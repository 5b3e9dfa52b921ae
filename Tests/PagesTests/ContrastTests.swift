import Foundation
import Testing

@testable import Pages

/// WCAG 2.2 § 1.4.3 and 1.4.11, computed from the stylesheet's own tokens in both schemes.
@Suite struct ContrastTests {
    enum Scheme: CaseIterable { case light, dark }

    /// Text on its ground: at least 4.5.
    private static let texts = [
        ("ink", "paper"), ("ink", "panel"), ("ink", "panel-strong"), ("ink-soft", "paper"), ("ink-soft", "panel"),
        ("ink-soft", "panel-strong"), ("action", "paper"), ("action", "panel"), ("action", "action-pale"),
        ("action-strong", "action-pale"), ("action-strong", "paper"), ("on-action", "action"),
        ("on-action", "action-strong"), ("on-bar", "bar"), ("on-bar", "bar-raised"), ("danger", "paper"),
        ("danger", "panel"), ("danger", "danger-pale"), ("on-danger", "danger"), ("warning", "paper"),
        ("warning", "panel"),
        ("warning", "warning-pale"), ("success", "paper"), ("success", "panel"), ("success", "success-pale"),
        ("information", "paper"), ("information", "information-pale"), ("ink", "danger-pale"), ("ink", "warning-pale"),
        ("ink", "success-pale"), ("ink", "information-pale"), ("ink", "action-pale"), ("ink-soft", "action-pale"),
    ]
    /// Parts that must be seen: at least 3.
    private static let parts = [
        ("edge", "paper"), ("edge", "panel"), ("focus", "paper"), ("focus", "panel"), ("on-bar", "bar"),
        ("action", "panel-strong"), ("danger", "paper"),
    ]

    @Test(arguments: Scheme.allCases)
    func contrastIsEnough(scheme: Scheme) throws {
        let tokens = try Self.tokens(scheme)
        for (pairs, least) in [(Self.texts, 4.5), (Self.parts, 3.0)] {
            for (front, ground) in pairs {
                let ratio = Self.contrast(try #require(tokens[front]), try #require(tokens[ground]))
                #expect(ratio >= least, "\(front) on \(ground), \(scheme): \(ratio)")
            }
        }
    }

    /// Known values of WCAG and of the OKLab reference: the test's own arithmetic is right.
    @Test func arithmetic() {
        #expect(abs(Self.contrast(Self.luminance(1, 0, 0), Self.luminance(0, 0, 0)) - 21) < 0.01)
        // #ff0000 is oklch(62.796% 0.25768 29.234), its luminance 0.2126.
        #expect(abs(Self.luminance(0.62796, 0.25768, 29.234) - 0.2126) < 0.002)
    }

    private static func tokens(_ scheme: Scheme) throws -> [String: Double] {
        let css = String(decoding: PackageResources.tokens_css, as: UTF8.self)
        let blocks = css.split(separator: "@media")
        try #require(blocks.count == 2)
        var tokens: [String: Double] = [:]
        for block in scheme == .light ? blocks[0...0] : blocks[0...1] {
            for match in block.matches(of: /--([a-z-]+): oklch\(([0-9.]+)% ([0-9.]+) ([0-9.]+)\)/) {
                tokens[String(match.1)] = luminance(
                    Double(match.2)! / 100, Double(match.3)!, Double(match.4)!)
            }
        }
        return tokens
    }

    /// Relative luminance of an oklch colour, after Björn Ottosson's OKLab; channels outside sRGB are clipped, as a screen does.
    private static func luminance(_ lightness: Double, _ chroma: Double, _ hue: Double) -> Double {
        let a = chroma * cos(hue * .pi / 180)
        let b = chroma * sin(hue * .pi / 180)
        let l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
        let m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
        let s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3)
        let red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
        let green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
        let blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        func clip(_ value: Double) -> Double { min(1, max(0, value)) }
        return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue)
    }

    private static func contrast(_ one: Double, _ other: Double) -> Double {
        (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }
}
