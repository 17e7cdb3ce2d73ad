import Console
import Testing

@Suite("Themes are asked for by name and stand on each other")
struct ThemeLibraryTests {
    private static func text(_ lines: String...) -> String {
        (["format 1", "name \"Own\""] + lines).joined(separator: "\n")
    }

    @Test("what a theme does not say is as in its base, and without a base as in grey")
    func inheritance() throws {
        let library = ThemeLibrary(own: [
            "child": Self.text("base parent", "role held underline"),
            "parent": Self.text("base light", "role denied reverse", "contrast 7"),
            "orphan": Self.text("role held underline"),
        ])
        let (child, light) = (try library.theme(named: "child"), try library.theme(named: "light"))
        let (orphan, grey) = (try library.theme(named: "orphan"), try library.theme(named: "grey"))
        #expect(child.style(of: .held, depth: .mono).attributes == .underline)
        #expect(child.style(of: .denied, depth: .mono).attributes == .reverse)
        #expect(
            child.style(of: .stale, depth: .truecolour)
                == light.style(of: .stale, depth: .truecolour))
        #expect(child.contrast == 7)
        #expect(child.borrowed.isEmpty)
        #expect(child.nesting == 3, "parent, light, grey")
        #expect(
            orphan.style(of: .stale, depth: .truecolour)
                == grey.style(of: .stale, depth: .truecolour))
        #expect(orphan.contrast == 4.5)
        #expect(orphan.borrowed == Set(Role.allCases).subtracting([.held]))
        #expect(grey.nesting == 0)
        #expect(grey.borrowed.isEmpty)
    }

    @Test("a role that a base borrows is borrowed by what stands on it")
    func borrowedThrough() throws {
        let library = ThemeLibrary(own: [
            "child": Self.text("base orphan", "role stale bold"),
            "orphan": Self.text("role held underline"),
        ])
        let child = try library.theme(named: "child")
        #expect(child.borrowed == Set(Role.allCases).subtracting([.held, .stale]))
    }

    @Test("bases that go round in a circle are told")
    func circle() {
        let library = ThemeLibrary(own: [
            "one": Self.text("base two"), "two": Self.text("base three"),
            "three": Self.text("base one"), "self": Self.text("base self"),
        ])
        let fault = #expect(throws: ThemeFault.self) { try library.theme(named: "one") }
        #expect(
            fault?.description
                == "theme one: its bases go round in a circle (one, two, three, one); let one of "
                + "them do without")
        #expect(throws: ThemeFault.self) { try library.theme(named: "self") }
    }

    @Test("bases go only so deep", arguments: [(3, true), (4, false), (60, false)])
    func nesting(count: Int, isRead: Bool) throws {
        // own0 stands on grey, own1 on own0 …: own3 has the four that are allowed below it.
        let own = (0...count).map { place in
            ("own\(place)", Self.text("base \(place == 0 ? "grey" : "own\(place - 1)")"))
        }
        let library = ThemeLibrary(own: Dictionary(uniqueKeysWithValues: own))
        if isRead {
            #expect(try library.theme(named: "own\(count)").nesting == ThemeLimits.bases)
        } else {
            let fault = #expect(throws: ThemeFault.self) { try library.theme(named: "own\(count)") }
            #expect(
                fault?.description
                    == "theme own4, line 3: there are more than 4 bases below; name one further down"
            )
        }
    }

    @Test("a fault of a base names the base")
    func faultOfBase() {
        let library = ThemeLibrary(own: [
            "child": Self.text("base parent"), "parent": Self.text("rule held bold"),
        ])
        let fault = #expect(throws: ThemeFault.self) { try library.theme(named: "child") }
        #expect(fault?.theme == "parent")
        #expect(fault?.line == 3)
    }

    @Test("an unknown name is told with those that there are")
    func unknown() {
        let library = ThemeLibrary(own: ["own": Self.text()])
        let fault = #expect(throws: ThemeFault.self) { try library.theme(named: "gray") }
        #expect(
            fault?.description
                == "there is no theme gray; name one of grey, dark, light, high-contrast, cvd-safe, "
                + "ansi16, mono, own")
    }

    @Test(
        "a name that is shipped or odd is passed over with a warning",
        arguments: [
            ("grey", "a shipped theme has this name; take another"),
            ("Own", "name the file with 1 to 32 of a-z, 0-9 and -"),
            ("../own", "name the file with 1 to 32 of a-z, 0-9 and -"),
            ("", "name the file with 1 to 32 of a-z, 0-9 and -"),
            (String(repeating: "o", count: 33), "name the file with 1 to 32 of a-z, 0-9 and -"),
        ])
    func passedOver(name: String, problem: String) throws {
        let library = ThemeLibrary(own: [name: Self.text("role text bold"), "own": Self.text()])
        #expect(library.names == ThemeLibrary().names + ["own"])
        #expect(
            library.warnings.map(\.description) == ["theme \(name) was passed over: \(problem)"])
        #expect(try library.theme(named: "grey") == ThemeLibrary().theme(named: "grey"))
    }

    @Test("only so many are kept")
    func many() {
        let own = (0...ThemeLimits.own).map { ("own\($0)", Self.text()) }
        let library = ThemeLibrary(own: Dictionary(uniqueKeysWithValues: own))
        #expect(library.names.count == 7 + ThemeLimits.own)
        #expect(library.warnings.count == 1)
    }
}
