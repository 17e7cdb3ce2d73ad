/// A colour as light: red, green and blue of sRGB's primaries, linear, 0 to 1.
struct Light {
    var red: Double
    var green: Double
    var blue: Double

    /// Relative luminance, WCAG 2.2.
    var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

    /// How far two colours are apart: CIE 1976 ΔE*ab, where 2.3 can just be seen.
    func distance(to other: Light) -> Double {
        let (one, two) = (lab, other.lab)
        let square = (0..<3).reduce(0) { sum, part in
            sum + (one[part] - two[part]) * (one[part] - two[part])
        }
        return square.squareRoot()
    }

    /// CIE 1976 L*a*b* against white D65, by the matrix of IEC 61966-2-1.
    private var lab: [Double] {
        let x = Self.curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
        let y = Self.curve(luminance)
        let z = Self.curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
    }

    private static func curve(_ part: Double) -> Double {
        part > 216.0 / 24389 ? Root.third(part) : (24389.0 / 27 * part + 16) / 116
    }
}
