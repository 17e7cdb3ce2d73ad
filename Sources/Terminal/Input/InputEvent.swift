package import Console

/// What came from the terminal, decoded.
package enum InputEvent: Hashable, Sendable {
    /// A plain key: a character, control with a letter, or one of the named ones.
    case key(Key)
    /// A whole paste, as one. It is text and never keys.
    case pasted(Paste)
    /// The terminal has put on screen all that was written before a fence (`CSI 0 n`).
    case fenceAnswered
    /// The terminal's window got the keyboard, or lost it.
    case focused(Bool)
    /// A wheel or a button: never a decision.
    case mouse(Mouse)
    /// Something that is no plain key and was swallowed whole: a key with Alt, a function key, an
    /// unknown sequence, bytes that are not UTF-8. It tells no more than that something came.
    case ignored
}
