/// The themes that every binary carries: the files of `themes/`, as literals that `themes/embed` writes.
///
/// They are compiled in so that the console draws as it was checked to, wherever its binary lies and
/// whatever lies beside it.
package enum ShippedThemes {
    /// Each by the name that it is asked for, the default first; a text ends without a line feed.
    package static let all: [(name: String, text: String)] = [
        ("grey", grey), ("dark", dark), ("light", light), ("high-contrast", highContrast),
        ("cvd-safe", cvdSafe), ("ansi16", ansi16), ("mono", mono),
    ]
}
