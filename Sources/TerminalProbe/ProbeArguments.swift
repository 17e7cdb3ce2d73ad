import Console

/// What the probe is told: `terminal-probe --log FILE [--journal FILE] [--texts FILE] [--depth NAME]
/// [--mouse] [--storm] [--flood]`.
struct ProbeArguments {
    /// Standard error of the process that draws.
    var log = "/dev/null"
    /// Where each event is written, a line each.
    var journal: String?
    /// Texts to draw, a line each, as hexadecimal digits.
    var texts: String?
    /// The most colours to draw with.
    var depth = ColourDepth.truecolour
    var usesMouse = false
    /// Another thread posts messages as fast as they are taken.
    var isFlooded = false
    /// Every cell changes with each frame, as often as frames are drawn.
    var isStorm = false

    init?(_ words: [String]) {
        var words = words[...]
        while let word = words.popFirst() {
            switch word {
            case "--mouse": usesMouse = true
            case "--storm": isStorm = true
            case "--flood": isFlooded = true
            case "--log", "--journal", "--texts", "--depth":
                guard let value = words.popFirst(), set(word, value) else { return nil }
            default: return nil
            }
        }
    }

    private mutating func set(_ option: String, _ value: String) -> Bool {
        switch option {
        case "--log": log = value
        case "--journal": journal = value
        case "--texts": texts = value
        default:
            guard let depth = ColourDepth(rawValue: value) else { return false }
            self.depth = depth
        }
        return true
    }
}
