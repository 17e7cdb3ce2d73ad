import CNcurses

/// What the guard is told: whether the terminal is as it was, or has our modes and must be given back.
///
/// Unchecked: the page lives as long as the process, and one word in it is stored atomically.
package struct Life: @unchecked Sendable {
    private let page: UnsafeMutablePointer<pc_life>?

    init(_ page: UnsafeMutablePointer<pc_life>?) {
        self.page = page
    }

    func set(isTaken: Bool) {
        pc_life_set(page, isTaken ? 1 : 0)
    }
}
