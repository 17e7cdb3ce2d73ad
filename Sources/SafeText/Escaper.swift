/// Writes bytes as a `SafeText`, in one pass and from left to right.
struct Escaper {
    /// Whose text it is, which decides what is escaped beyond what never may be drawn.
    enum Voice {
        /// Our own words: only what may not be drawn.
        case own
        /// Text from outside: also what could be taken for an escape or for the mark of a cut.
        case untrusted
        /// Text from outside that stands between quotation marks: also those.
        case quoted
        /// A name from outside: also quotation marks and everything beyond ASCII.
        case name
    }

    /// How many marks one base may carry: more paint over the rows above and below.
    static let marksOnBase = 2

    private(set) var text = SafeText()
    private let reader: UTF8Reader
    private let voice: Voice
    /// How many bytes have been read.
    private(set) var position = 0
    /// The marks on the base that was written last; nil where there is no base to carry any.
    private var marks: Int?
    /// The combining class of the mark before: marks out of canonical order are escaped, because
    /// two orders of the same marks look alike.
    private var lastClass: UInt8 = 0

    init(_ bytes: UnsafeRawBufferPointer, voice: Voice) {
        reader = UTF8Reader(bytes: bytes)
        self.voice = voice
    }

    mutating func readAll() {
        while position < reader.bytes.count { readUnit() }
    }

    /// Reads until the text takes more than `columns`, or to the end.
    mutating func read(beyond columns: Int) {
        while position < reader.bytes.count, text.columns <= columns { readUnit() }
    }

    private mutating func readUnit() {
        let unit = reader.unit(at: position)
        defer { position += unit.length }
        guard case .scalar(let scalar, let length) = unit, !imitates(scalar) else {
            return escape(unit)
        }
        let kind = ScalarClass(scalar)
        guard mayDraw(scalar, kind) else { return escape(unit) }
        if kind == .mark || kind == .spacingMark {
            marks = (marks ?? 0) + 1
            lastClass = scalar.properties.canonicalCombiningClass.rawValue
        } else {
            // A mark after a space stands for itself and is drawn by each terminal in its own way.
            marks = scalar == " " ? nil : 0
            lastClass = 0
        }
        let role: SafeText.Role = voice == .own ? .own : .untrusted
        let literal = reader.bytes[position..<(position + length)]
        text.append(literal, role: role, columns: kind.columns, source: length)
    }

    private mutating func escape(_ unit: UTF8Reader.Unit) {
        let form = EscapeForm.form(of: unit)
        text.append(form[...], role: .escape, columns: form.count, source: unit.length)
        text.escapes += 1
        marks = nil
    }

    /// Whether a character that could be drawn must not be, because it would be taken for ours.
    private func imitates(_ scalar: Unicode.Scalar) -> Bool {
        if voice == .own { return false }
        switch scalar {
        case "<": return EscapeForm.isSpelled(in: reader.bytes, at: position)
        case "[": return startsCutMark
        case "\"": return voice == .quoted || voice == .name
        default: return voice == .name && !scalar.isASCII
        }
    }

    /// Whether the bytes from here on begin as the mark of a cut does, `[+` and a digit, or could with
    /// what is put behind them.
    private var startsCutMark: Bool {
        let rest = reader.bytes[(position + 1)...].prefix(2)
        guard let plus = rest.first else { return true }
        guard plus == UInt8(ascii: "+") else { return false }
        return rest.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    private func mayDraw(_ scalar: Unicode.Scalar, _ kind: ScalarClass) -> Bool {
        switch kind {
        case .escaped:
            return false
        case .narrow, .wide:
            return true
        case .mark, .spacingMark:
            guard let marks, marks < Self.marksOnBase else { return false }
            let combiningClass = scalar.properties.canonicalCombiningClass.rawValue
            return combiningClass == 0 || combiningClass >= lastClass
        }
    }
}
