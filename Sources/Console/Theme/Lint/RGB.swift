/// A colour in sRGB, and what can be measured of it.
struct RGB: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// The colour, where it is the theme's to know: the sixteen and the standard are the terminal's.
    init?(_ colour: Colour) {
        switch colour {
        case .standard, .ansi: return nil
        case .rgb(let red, let green, let blue):
            (self.red, self.green, self.blue) = (red, green, blue)
        case .index(let index):
            guard index >= 16 else { return nil }
            if index >= 232 {
                // The grey ramp of xterm's 256colres.h: 8, 18 … 238.
                let level = 8 + 10 * (index - 232)
                (red, green, blue) = (level, level, level)
            } else {
                let place = Int(index) - 16
                red = Self.levels[place / 36]
                green = Self.levels[place / 6 % 6]
                blue = Self.levels[place % 6]
            }
        }
    }

    /// The steps of xterm's cube of 6 × 6 × 6 (256colres.h).
    private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

    /// The colour as light, each part from 0 to 1.
    var light: Light {
        Light(red: Self.linear(red), green: Self.linear(green), blue: Self.linear(blue))
    }

    /// What WCAG 2.2 measures between a text and its ground, from 1 to 21.
    func contrast(to other: RGB) -> Double {
        let (one, two) = (light.luminance + 0.05, other.light.luminance + 0.05)
        return max(one, two) / min(one, two)
    }

    /// The hue in degrees of the HSV wheel, nil for what is grey to the eye.
    var hue: Double? {
        let (red, green, blue) = (Double(red), Double(green), Double(blue))
        let most = max(red, green, blue)
        let chroma = most - min(red, green, blue)
        guard chroma >= Self.leastChroma else { return nil }
        let sixth =
            most == red
            ? (green - blue) / chroma
            : most == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma
        return sixth < 0 ? sixth * 60 + 360 : sixth * 60
    }

    /// Below this difference of its parts, of 255, a colour is called grey: a warm or cool grey is no
    /// signal.
    private static let leastChroma = 40.0

    /// The transfer function of sRGB, IEC 61966-2-1.
    private static func linear(_ byte: UInt8) -> Double {
        let part = Double(byte) / 255
        if part <= 0.04045 { return part / 12.92 }
        let base = (part + 0.055) / 1.055
        // base to the power of 2.4, without a library of mathematics.
        return base * base * Root.fifth(base * base)
    }
}
