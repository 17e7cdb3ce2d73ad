import CNcurses
import Console

/// The colour pairs that ncurses was told of, by their colours. Its own cache (`alloc_pair`) ends the
/// process on terminals without colour and after refusals.
struct PairCache {
    /// A theme has fewer than forty; beyond this colours are left away and attributes stay.
    static let most = 1_024

    private struct Colours: Hashable {
        let foreground: Int32
        let background: Int32
    }

    /// What a cell is drawn with.
    struct Drawn: Hashable {
        let pair: Int32
        let attributes: Int32
    }

    private var pairs: [Colours: Int32] = [:]
    private let colours: Int
    private let capacity: Int
    /// The terminal's own background can stand in a pair.
    private let hasStandard: Bool

    /// No colours at all: nothing about them is asked of ncurses.
    init() {
        (colours, capacity, hasStandard) = (0, 0, false)
    }

    /// After `start_color`.
    init(colours: Int, pairs: Int, hasStandard: Bool) {
        self.colours = colours
        capacity = min(Self.most, pairs - 1)
        self.hasStandard = hasStandard
    }

    /// Forgets the pairs of another look; what is on screen must be drawn anew.
    mutating func clear() {
        pairs.removeAll(keepingCapacity: true)
    }

    mutating func drawn(_ style: Style) -> Drawn {
        let attributes = Int32(style.attributes.rawValue)
        guard colours > 0 else { return Drawn(pair: 0, attributes: attributes) }
        let foreground = ColourNumber(style.foreground, colours: colours, isForeground: true)
        let background = ColourNumber(style.background, colours: colours, isForeground: false)
        let bold = foreground.isBold ? Int32(Style.Attributes.bold.rawValue) : 0
        return Drawn(
            pair: pair(foreground.number, background.number), attributes: attributes | bold)
    }

    private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32 {
        let standard = ColourNumber.standard
        if foreground == standard, background == standard { return 0 }
        let wanted = Colours(foreground: foreground, background: background)
        if let pair = pairs[wanted] { return pair }
        guard pairs.count < capacity else { return 0 }
        let pair = Int32(pairs.count + 1)
        // White on black where the terminal's own colours cannot be named.
        let shown = pc_screen_pair(
            pair, foreground == standard && !hasStandard ? 7 : foreground,
            background == standard && !hasStandard ? 0 : background)
        guard shown == 0 else { return 0 }
        pairs[wanted] = pair
        return pair
    }
}
