import Testing

@testable import Console

@Suite("Colours are measured as the standards say")
struct ColourMeasureTests {
    private func rgb(_ colour: Colour) throws -> RGB { try #require(RGB(colour)) }

    @Test(
        "the contrast of WCAG 2.2",
        arguments: [
            (Colour.rgb(0, 0, 0), Colour.rgb(255, 255, 255), 21.0),
            (.rgb(9, 9, 9), .rgb(9, 9, 9), 1),
            // The greys and the red that are known to be just within and just without on white.
            (.rgb(0x76, 0x76, 0x76), .rgb(255, 255, 255), 4.542),
            (.rgb(0x77, 0x77, 0x77), .rgb(255, 255, 255), 4.478),
            (.rgb(255, 0, 0), .rgb(255, 255, 255), 3.998),
            (.rgb(0, 0, 255), .rgb(255, 255, 255), 8.592),
        ])
    func contrast(one: Colour, two: Colour, ratio: Double) throws {
        let measured = try rgb(one).contrast(to: rgb(two))
        #expect(abs(measured - ratio) < 0.001, "\(measured)")
        #expect(try rgb(two).contrast(to: rgb(one)) == measured)
    }

    @Test(
        "the 256 colours of xterm",
        arguments: [
            (16, 0, 0, 0), (21, 0, 0, 255), (67, 95, 135, 175), (124, 175, 0, 0),
            (214, 255, 175, 0),
            (231, 255, 255, 255), (232, 8, 8, 8), (244, 128, 128, 128), (255, 238, 238, 238),
        ] as [(UInt8, UInt8, UInt8, UInt8)])
    func cube(index: UInt8, red: UInt8, green: UInt8, blue: UInt8) throws {
        #expect(try rgb(.index(index)) == rgb(.rgb(red, green, blue)))
    }

    @Test("what is the terminal's is not measured")
    func unknown() {
        #expect(RGB(.standard) == nil)
        #expect(RGB(.ansi(9)) == nil)
        #expect(RGB(.index(15)) == nil)
    }

    @Test(
        "the hue of HSV",
        arguments: [
            (Colour.rgb(255, 0, 0), 0.0), (.rgb(255, 255, 0), 60), (.rgb(0, 128, 0), 120),
            (.rgb(0, 200, 200), 180), (.rgb(0, 0, 90), 240), (.rgb(255, 0, 255), 300),
            (.rgb(255, 0, 64), 344.94),
        ])
    func hue(colour: Colour, degrees: Double) throws {
        let hue = try #require(try rgb(colour).hue)
        #expect(abs(hue - degrees) < 0.01, "\(hue)")
        #expect(try rgb(.rgb(130, 128, 140)).hue == nil)
    }

    @Test("hues are apart the short way round")
    func degrees() throws {
        let styles = [Colour.rgb(255, 0, 10), .rgb(255, 10, 0), .ansi(9), .ansi(1), .ansi(2)]
            .map { Hue.all(of: Style(foreground: $0)) }
        let hues = try styles.map { try #require($0.first) }
        let near = try #require(hues[0].degrees(to: hues[1]))
        #expect(abs(near - 4.7) < 0.1, "\(near)")
        #expect(hues[2].degrees(to: hues[3]) == 0)
        #expect(hues[3].degrees(to: hues[4]) == 60)
        #expect(hues[0].degrees(to: hues[3]) == nil)
        #expect(Hue.all(of: Style(foreground: .ansi(15), background: .ansi(8))).isEmpty)
    }

    @Test("the distance of CIE 1976")
    func distance() throws {
        let white = try rgb(.rgb(255, 255, 255)).light
        let black = try rgb(.rgb(0, 0, 0)).light
        #expect(abs(white.distance(to: black) - 100) < 0.1)
        // L*a*b* of sRGB's red and green: 53.24, 80.09, 67.20 and 87.73, -86.18, 83.18.
        let red = try rgb(.rgb(255, 0, 0)).light
        let green = try rgb(.rgb(0, 255, 0)).light
        #expect(abs(red.distance(to: green) - 170.57) < 0.1, "\(red.distance(to: green))")
        #expect(red.distance(to: red) == 0)
    }

    @Test("greys stay as they are to every eye, and hues lose what the eye lacks")
    func visions() throws {
        let grey = try rgb(.rgb(120, 120, 120)).light
        for vision in ColourVision.allCases {
            #expect(vision.sees(grey).distance(to: grey) < 0.1)
        }
        // Protan and deutan eyes see no difference along red and green of fitting lightness,
        // tritan eyes see it whole.
        let red = try rgb(.rgb(200, 90, 90)).light
        let green = try rgb(.rgb(120, 120, 90)).light
        let usual = red.distance(to: green)
        #expect(
            ColourVision.deuteranopia.sees(red).distance(to: ColourVision.deuteranopia.sees(green))
                < usual / 3)
        #expect(
            ColourVision.tritanopia.sees(red).distance(to: ColourVision.tritanopia.sees(green))
                > usual / 2)
    }

    @Test("roots are exact to the last digits", arguments: [0, 0.0001, 0.0089, 0.2, 0.5, 1, 1.9])
    func roots(number: Double) {
        let (third, fifth) = (Root.third(number), Root.fifth(number))
        #expect(abs(third * third * third - number) < 1e-14)
        #expect(abs(fifth * fifth * fifth * fifth * fifth - number) < 1e-14)
    }
}
