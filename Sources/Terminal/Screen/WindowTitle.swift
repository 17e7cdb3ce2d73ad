package import Console
import SafeText

/// What may stand in the title of the terminal's window: fixed words, and the label that the policy gives
/// the host, so that no text of an agent ever stands in a sequence for the terminal.
package struct WindowTitle: Hashable, Sendable {
    /// How long the label may be; a longer one is cut.
    static let labelColumns = 40

    private let standing: Standing
    private let host: String

    /// `host` is the label of the policy, empty while none is known; what is not printable ASCII in it is
    /// shown by its code point.
    package init(_ standing: Standing, host: String) {
        self.standing = standing
        self.host = host
    }

    /// Printable ASCII, and nothing else.
    var words: [UInt8] {
        let label = SafeText(name: host).truncated(to: Self.labelColumns)
        let title: SafeText = host.isEmpty ? "pullcord \(word)" : "pullcord \(label) \(word)"
        return Array(title.plain.utf8)
    }

    private var word: SafeText {
        switch standing {
        case .live: "LIVE"
        case .waiting: "LIVE, a call waits"
        case .killed: "KILLED"
        case .notLive: "NOT LIVE"
        }
    }
}
