/// How far the drawing thread is, for others to see.
struct DrawState: Sendable {
    /// A frame was handed over and is not on its way to the terminal yet, or not wholly.
    var isBusy = false
    /// How long the last frame took to draw and write, in nanoseconds.
    var took: Int64 = 0
    /// The terminal was given back.
    var hasLeft = false
    /// It could not be taken.
    var fault: TerminalFault?
    /// The fence of the newest frame that was written out whole and had one; the question comes after.
    var painted: UInt64?
    var fences = FenceLedger()
}
