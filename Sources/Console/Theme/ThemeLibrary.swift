/// The themes that can be asked for by name: those that are shipped, and a person's own.
///
/// It reads no files: whoever does hands in the texts.
package struct ThemeLibrary: Sendable {
    /// The theme of who chose none.
    package static let standard = "grey"
    /// The theme of who wants or has no colours.
    package static let colourless = "mono"

    /// The names that can be asked for: the shipped ones in their order, then one's own by name.
    package let names: [String]
    /// Which of one's own texts were passed over, and why.
    package let warnings: [ThemeWarning]
    private let texts: [String: String]

    /// Makes a library of the shipped themes and one's own.
    /// - Parameter own: the text of each file of the person's folder, by its name without `.theme`. A
    ///   name of a shipped theme is passed over: what is called `grey` is always what was checked.
    package init(own: [String: String] = [:]) {
        let shipped = ShippedThemes.all.map(\.name)
        var texts = Dictionary(
            ShippedThemes.all.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        var names: [String] = []
        var warnings: [ThemeWarning] = []
        for (name, text) in own.sorted(by: { $0.key < $1.key }) {
            if let problem = Self.problem(name, shipped: shipped, count: names.count) {
                warnings.append(
                    ThemeWarning(line: 0, message: "theme \(name) was passed over: \(problem)"))
            } else {
                names.append(name)
                texts[name] = text
            }
        }
        self.names = shipped + names
        self.warnings = warnings
        self.texts = texts
    }

    private static func problem(_ name: String, shipped: [String], count: Int) -> String? {
        let allowed = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        if !allowed || !(1...ThemeLimits.nameColumns).contains(name.utf8.count) {
            return "name the file with 1 to \(ThemeLimits.nameColumns) of a-z, 0-9 and -"
        }
        if shipped.contains(name) { return "a shipped theme has this name; take another" }
        if count >= ThemeLimits.own { return "there are more than \(ThemeLimits.own) themes" }
        return nil
    }

    /// The text of a theme, nil where there is none of that name.
    package func text(named name: String) -> String? { texts[name] }

    /// Reads the theme of a name, with its bases.
    package func theme(named name: String) throws(ThemeFault) -> Theme {
        guard let theme = try theme(named: name, above: []) else {
            throw ThemeFault(
                "there is no theme \(name); name one of \(names.joined(separator: ", "))")
        }
        return theme
    }

    private func theme(named name: String, above: [String]) throws(ThemeFault) -> Theme? {
        guard let text = texts[name] else { return nil }
        // Where `grey` is read, nothing is below it.
        if name == Self.standard, above.last == name { return nil }
        guard !above.contains(name) else {
            throw ThemeFault(
                "its bases go round in a circle (\((above + [name]).joined(separator: ", "))); let "
                    + "one of them do without", theme: name)
        }
        do throws(ThemeFault) {
            return try Theme(parsing: text) { (base) throws(ThemeFault) in
                try theme(named: base, above: above + [name])
            }
        } catch {
            var fault = error
            fault.theme = fault.theme ?? name
            throw fault
        }
    }
}
