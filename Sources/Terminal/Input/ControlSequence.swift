/// A sequence that began with CSI or SS3, while it comes in (ECMA-48, 5.4): parameters, then
/// intermediates, then one final byte.
struct ControlSequence: Hashable, Sendable {
    /// Longer ones are swallowed and mean nothing: the longest that means something has 20 bytes.
    static let most = 64

    enum Introducer: Hashable {
        case csi, ss3
    }

    let introducer: Introducer
    private var bytes: [UInt8] = []
    private var isTooLong = false

    init(_ introducer: Introducer) {
        self.introducer = introducer
    }

    var isEmpty: Bool { bytes.isEmpty && !isTooLong }

    mutating func append(_ byte: UInt8) {
        if bytes.count < Self.most {
            bytes.append(byte)
        } else {
            isTooLong = true
        }
    }

    /// A mark of `<`, `=`, `>` or `?` before the parameters.
    var mark: UInt8? { bytes.first.flatMap { (0x3c...0x3f).contains($0) ? $0 : nil } }

    /// The parameters, each with its parts; what was left out is nil. Nil altogether where the
    /// sequence has something that none that we know has.
    var parameters: [[Int?]]? {
        guard !isTooLong else { return nil }
        let text = bytes.dropFirst(mark == nil ? 0 : 1)
        let allowed = UInt8(ascii: "0")...UInt8(ascii: ";")
        guard text.allSatisfy({ allowed.contains($0) }) else { return nil }
        guard !text.isEmpty else { return [] }
        var found: [[Int?]] = []
        for part in text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            var values: [Int?] = []
            for digits in part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            {
                guard digits.count <= 7 else { return nil }
                values.append(
                    digits.isEmpty
                        ? nil
                        : digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
            }
            found.append(values)
        }
        return found
    }

    /// Whether the bytes before the final one are exactly these.
    func holds(_ text: StaticString) -> Bool {
        !isTooLong && text.withUTF8Buffer { $0.elementsEqual(bytes) }
    }
}
