import CNcurses
import SafeText

/// The scalars of cells, checked a last time before they reach the terminal: only what `SafeText` lets
/// be drawn, in as many columns as the C library gives it. Whatever else is `?`.
struct CellText {
    /// How many different texts are remembered; a screen has at most a few hundred.
    private static let most = 4_096
    private static let refused: [UInt32] = [0x3f]

    private let isUTF8: Bool
    private var known: [String: [UInt32]] = [:]

    init(isUTF8: Bool) {
        self.isUTF8 = isUTF8
    }

    /// What is put for a text that is to take `columns` columns.
    mutating func scalars(_ text: String, columns: Int) -> [UInt32] {
        let bytes = text.utf8
        if bytes.count == 1, let byte = bytes.first {
            return (0x20...0x7e).contains(byte) ? [UInt32(byte)] : Self.refused
        }
        let key = columns == 2 ? text + "\u{0}" : text
        if let found = known[key] { return found }
        if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
        let scalars = checked(text, columns: columns)
        known[key] = scalars
        return scalars
    }

    private func checked(_ text: String, columns: Int) -> [UInt32] {
        let scalars = text.unicodeScalars.map(\.value)
        let safe = SafeText(untrusted: text)
        guard isUTF8, (1...3).contains(scalars.count), safe.escapes == 0, safe.columns == columns,
            Int(pc_scalar_columns(scalars[0])) == columns,
            scalars.dropFirst().allSatisfy({ pc_scalar_columns($0) == 0 })
        else { return Self.refused }
        return scalars
    }
}
