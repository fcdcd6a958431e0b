internal import Foundation

/// Colours for classes, from light to dark along one hue, or apart from a middle along two.
///
/// They are worked out in OKLab (Ottosson, “A perceptual color space for image processing”, 2020), where steps of
/// lightness look even. Lightness alone tells the classes apart, so people who confuse hues read the map too, and the
/// darkest still contrasts three to one with the ink of the borders (WCAG 2.2, 1.4.11).
package enum ColourRamp: String, Sendable, Codable, CaseIterable {
    case blue, green, orange, purple
    /// From orange over a light grey to blue, for values on both sides of a middle.
    case orangeToBlue
    /// From green over a light grey to purple.
    case greenToPurple

    /// The ink of borders and text.
    package static let ink = Colour(red: 0x16, green: 0x16, blue: 0x16)

    /// One colour a class, the first for the lowest values.
    package func colours(_ count: Int) -> [Colour] {
        guard count > 0 else { return [] }
        if count == 1 { return [sequential(0.4, hue)] }
        return (0..<count).map { index in
            let position = Double(index) / Double(count - 1)
            switch self {
            case .blue, .green, .orange, .purple: return sequential(position, hue)
            case .orangeToBlue: return diverging(position, 55, 255)
            case .greenToPurple: return diverging(position, 150, 310)
            }
        }
    }

    private var hue: Double {
        switch self {
        case .blue: 255
        case .green: 155
        case .orange: 50
        case .purple: 305
        case .orangeToBlue, .greenToPurple: 0
        }
    }

    private func sequential(_ position: Double, _ hue: Double) -> Colour {
        Colour(lightness: 0.955 - 0.385 * position, chroma: 0.025 + 0.135 * position, hue: hue - 12 * (1 - position))
    }

    private func diverging(_ position: Double, _ low: Double, _ high: Double) -> Colour {
        let side = abs(2 * position - 1)
        return Colour(lightness: 0.955 - 0.365 * side, chroma: 0.005 + 0.145 * side, hue: position < 0.5 ? low : high)
    }
}

/// A colour of a screen (sRGB), eight bits a part.
package struct Colour: Sendable, Hashable {
    package let red, green, blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// - Parameters:
    ///   - chroma: taken down as far as a screen can show it.
    ///   - hue: in degrees.
    init(lightness: Double, chroma: Double, hue: Double) {
        var chroma = chroma
        while true {
            let linear = Self.linear(lightness, chroma * cos(hue * .pi / 180), chroma * sin(hue * .pi / 180))
            if chroma < 0.002 || linear.allSatisfy({ (-0.0005...1.0005).contains($0) }) {
                let bytes = linear.map { UInt8((min(1, max(0, Self.encoded(min(1, max(0, $0))))) * 255).rounded()) }
                self.init(red: bytes[0], green: bytes[1], blue: bytes[2])
                return
            }
            chroma -= 0.002
        }
    }

    /// `#1b3a6c`.
    package var hexadecimal: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Relative luminance (WCAG 2.2).
    package var luminance: Double {
        let parts = [red, green, blue].map { Self.decoded(Double($0) / 255) }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    /// The ratio of contrast with another (WCAG 2.2), from 1 to 21.
    package func contrast(with other: Colour) -> Double {
        (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
    }

    private static func linear(_ lightness: Double, _ a: Double, _ b: Double) -> [Double] {
        let l = pow(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b, 3)
        let m = pow(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b, 3)
        let s = pow(lightness - 0.089_484_177_5 * a - 1.291_485_548 * b, 3)
        return [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }

    private static func encoded(_ value: Double) -> Double {
        value <= 0.003_130_8 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
    }

    private static func decoded(_ value: Double) -> Double {
        value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
