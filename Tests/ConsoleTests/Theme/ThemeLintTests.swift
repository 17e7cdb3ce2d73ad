import Console
import Testing

@Suite("The linter of themes goes red for a planted fault")
struct ThemeLintTests {
    @Test("of contrast", arguments: ThemePlant.contrast)
    func contrast(plant: ThemePlant) throws { try check(plant) }

    @Test("of states told by colour alone", arguments: ThemePlant.states)
    func states(plant: ThemePlant) throws { try check(plant) }

    @Test("of alarms that something else looks like", arguments: ThemePlant.alarms)
    func alarms(plant: ThemePlant) throws { try check(plant) }

    private func check(_ plant: ThemePlant) throws {
        let findings = ThemeLint.findings(try ThemeSamples.grey(plant.lines))
        #expect(Set(findings.map(\.description)) == Set(plant.findings))
    }

    @Test("of a role that neither the theme nor its base defines, at each depth")
    func undefined() throws {
        let grey = try #require(ThemeLibrary().text(named: "grey"))
        let text = grey.split(separator: "\n").filter { !$0.hasPrefix("role stale ") }
        let orphan = try ThemeSamples.onShipped(text.joined(separator: "\n"))
        #expect(
            ThemeLint.findings(orphan).map(\.description)
                == ColourDepth.allCases.map {
                    "stale at \($0) is not defined in the theme or its base; add its line"
                })
        let child = text.map { $0 == "base -" ? "base light" : $0 }
        let defined = ThemeLint.findings(try ThemeSamples.onShipped(child.joined(separator: "\n")))
        #expect(!defined.contains { $0.fault == .undefined })
    }

    @Test("of the contrast that the theme promises")
    func promise() throws {
        let findings = ThemeLint.findings(try ThemeSamples.theme("base grey", "contrast 7"))
        #expect(findings.allSatisfy { $0.wanted == 7 && ($0.measured ?? 7) >= 4.5 })
        #expect(findings.contains { $0.role == .alarmStop && $0.fault == .contrast })
    }

    @Test("it knows what a terminal cannot show to each eye", arguments: ColourVision.allCases)
    func visions(vision: ColourVision) throws {
        let colours: (String, String) =
            switch vision {
            case .usual: ("#ff5f5f", "#ff6f5f")
            case .protanopia: ("#ff0000", "#5f5200")
            case .deuteranopia: ("#ff5f00", "#a89a00")
            case .tritanopia: ("#5fd75f", "#5fcfd7")
            }
        let findings = ThemeLint.findings(
            try ThemeSamples.grey([
                "role alarm.stop \(colours.0) bold | alert | alert | reverse bold glyph \"!!\"",
                "role alarm.soon \(colours.1) bold | dark on soon | dark on soon | bold glyph \"!\"",
            ]))
        let confused = findings.filter { $0.role == .alarmStop && $0.other == .alarmSoon }
        #expect(confused.map(\.fault).contains(.confusable(vision)))
        #expect(vision == .usual || !confused.map(\.fault).contains(.confusable(.usual)))
    }
}
