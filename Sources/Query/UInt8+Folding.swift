extension UInt8 {
    /// The byte with a capital of ASCII made small: `a` is `A`, and `É` is not `é`.
    @inline(__always)
    var foldedASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    /// The byte with a small letter of ASCII made a capital.
    var capitalASCII: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & ~0x20 : self }

    /// Whether it is a digit of ASCII.
    @inline(__always)
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
