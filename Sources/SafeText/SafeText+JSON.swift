extension SafeText {
    /// A JSON text as one line of ASCII: what is beyond it, and DEL, becomes `\u` escapes, which JSON
    /// allows in strings, the only place where they can stand. So `--json` output is still the same
    /// JSON value and yet harmless on a terminal.
    ///
    /// The bytes must be one JSON text without line ends. Anything else is not JSON, comes out in
    /// the visible forms of any untrusted text, and is refused by the next reader.
    package init(json: [UInt8]) {
        self.init()
        json.withUnsafeBytes { bytes in
            let reader = UTF8Reader(bytes: bytes)
            var index = 0
            while index < bytes.count {
                let unit = reader.unit(at: index)
                appendJSON(unit)
                index += unit.length
            }
        }
    }

    private mutating func appendJSON(_ unit: UTF8Reader.Unit) {
        guard case .scalar(let scalar, let length) = unit, scalar.value >= 0x20 else {
            let form = EscapeForm.form(of: unit)
            append(form, role: .escape, columns: form.count, source: unit.length)
            escapes += 1
            return
        }
        if scalar.isASCII, scalar.value != 0x7F {
            append([UInt8(scalar.value)], role: .untrusted, columns: 1, source: length)
            return
        }
        for codeUnit in UTF16.encode(scalar) ?? .init() {
            let digits = String(codeUnit, radix: 16)
            let escape = "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            let count = escape.utf8.count
            append(Array(escape.utf8), role: .untrusted, columns: count, source: count)
        }
    }
}
