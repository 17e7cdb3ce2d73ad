import Console
import SafeText
import Terminal

/// Which theme the screen is drawn in.
enum ThemeChoice {
    /// How many colours are used: none where `NO_COLOR` is set, whatever it says (no-color.org).
    static func depth(of facts: TerminalFacts) -> ColourDepth {
        let isUnwanted = Environment.variable("NO_COLOR").map { !$0.isEmpty } ?? false
        return isUnwanted ? facts.limited(to: .mono) : facts.depth
    }

    /// `--theme`, then `PULLCORD_THEME`, then mono where there are no colours or `NO_COLOR` is set, else
    /// the standard one.
    static func theme(named name: String?, _ depth: ColourDepth) throws(CommandFailure) -> Theme {
        let library = ThemeLibrary(own: try ThemeFolder.texts())
        let chosen =
            name ?? Environment.variable("PULLCORD_THEME").flatMap { $0.isEmpty ? nil : $0 }
        let wanted = chosen ?? (depth == .mono ? ThemeLibrary.colourless : ThemeLibrary.standard)
        guard library.names.contains(where: { $0.utf8.elementsEqual(wanted.utf8) }) else {
            let names = library.names.map { SafeText(name: $0) }.joined(by: ", ")
            throw CommandFailure(
                .usage, "there is no theme \(untrusted: wanted); there are \(names)")
        }
        do throws(ThemeFault) { return try library.theme(named: wanted) } catch {
            // The file of a person's own is named, so that it can be opened where it is wrong.
            let file = error.theme.flatMap { ThemeFolder.file(named: $0) }
            throw CommandFailure(.usage, SafeText(untrusted: error.words(file: file)))
        }
    }
}
