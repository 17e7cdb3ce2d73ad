import CNcurses
package import Console
import Glibc
import SafeText

/// What the terminal of this process is and can do, found without writing to it.
package struct TerminalFacts: Hashable, Sendable {
    /// The entry of terminfo that is drawn by: that of `TERM`, or what stands in for it.
    package let name: String
    /// The colours that ncurses can have it show.
    package let depth: ColourDepth
    /// Whether characters beyond ASCII may be drawn.
    package let isUTF8: Bool
    /// `TERM` where terminfo does not know it, so that ``name`` stands in: worth a notice.
    package let unknown: String?

    /// What stands in for a terminal that terminfo does not know, best first: nearly all of them
    /// understand xterm's sequences.
    private static let stand = ["xterm-256color", "xterm"]

    package init(name: String, depth: ColourDepth, isUTF8: Bool, unknown: String? = nil) {
        self.name = name
        self.depth = depth
        self.isUTF8 = isUTF8
        self.unknown = unknown
    }

    /// Looks at the environment and terminfo. To be called before any thread draws.
    /// - Throws: where no screen can be drawn on it.
    package static func ofEnvironment() throws(TerminalFault) -> TerminalFacts {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        let asked = getenv("TERM").map { String(cString: $0) } ?? ""
        for name in [asked] + stand where !name.isEmpty {
            if let facts = try described(name, unknown: name == asked ? nil : asked) {
                return facts
            }
        }
        throw .unknown(asked)
    }

    /// What terminfo says of a terminal; nil where it does not know it.
    private static func described(
        _ name: String, unknown: String?
    ) throws(TerminalFault) -> TerminalFacts? {
        let prefersUTF8 = SafeOutput.Encoding.ofEnvironment == .utf8
        var found = pc_terminal()
        pc_terminal_describe(name, prefersUTF8 ? 1 : 0, &found)
        guard found.is_known == 1 else { return nil }
        guard found.can_address == 1 else { throw .cannotAddress(name) }
        return TerminalFacts(
            name: name, depth: depth(colours: Int(found.colours)), isUTF8: found.is_utf8 == 1,
            unknown: unknown)
    }

    /// The same terminal with direct colour: by the entry of its kind that has it, as `xterm-direct` is to
    /// `xterm-256color`. ncurses does not ask the terminal, so a person must.
    /// - Throws: where terminfo has no such entry.
    package func inDirectColour() throws(TerminalFault) -> TerminalFacts {
        if depth == .truecolour { return self }
        let kind = name.hasSuffix("-256color") ? String(name.dropLast(9)) : name
        guard let direct = try Self.described(kind + "-direct", unknown: unknown),
            direct.depth == .truecolour
        else { throw .noDirectColour(name) }
        return direct
    }

    /// The same terminal, drawn on with ASCII alone.
    package var inASCII: TerminalFacts {
        TerminalFacts(name: name, depth: depth, isUTF8: false, unknown: unknown)
    }

    /// The size of the terminal now; nil where it cannot be asked or says nothing.
    package static var size: Size? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard pc_terminal_size(STDOUT_FILENO, &rows, &columns) == 0, rows > 0, columns > 0 else {
            return nil
        }
        return Size(rows: Int(rows), columns: Int(columns))
    }

    /// Direct colour has as many colours as 24 bits have values.
    private static func depth(colours: Int) -> ColourDepth {
        switch colours {
        case 0x100_0000...: .truecolour
        case 256...: .indexed256
        case 8...: .ansi16
        default: .mono
        }
    }

    /// Whether it is of the kind that knows private modes and titles: all but the console of Linux and
    /// the terminals of glass and iron.
    var knowsModes: Bool {
        name != "dumb" && !["linux", "vt"].contains { name.hasPrefix($0) }
    }
}

extension TerminalFacts {
    /// The most colours that can be drawn with, but no more than these.
    package func limited(to most: ColourDepth) -> ColourDepth {
        let order = ColourDepth.allCases
        let places = [depth, most].compactMap { order.firstIndex(of: $0) }
        return order[places.max() ?? order.count - 1]
    }
}
