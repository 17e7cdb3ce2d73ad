/// `SafeText("held \(untrusted: reason) for \(name: agent)")`: the words come from the literal, what
/// comes from outside says so and is marked off from them.
extension SafeText: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        var text = SafeText()

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Only a literal can be a `StaticString`: no string made at run time gets here.
        package mutating func appendLiteral(_ literal: StaticString) {
            text.append(SafeText(literal))
        }

        /// Text from outside, between quotation marks; a quotation mark inside is escaped. So it
        /// cannot be taken for the words around it, on a terminal without colour either.
        package mutating func appendInterpolation(untrusted: String) {
            var untrusted = untrusted
            untrusted.withUTF8 { quote(UnsafeRawBufferPointer($0)) }
        }

        /// Bytes from outside, in the same way.
        package mutating func appendInterpolation(untrustedBytes bytes: [UInt8]) {
            bytes.withUnsafeBytes { quote($0) }
        }

        /// A name from outside: bare if it is one plain word, else between quotation marks. Look-alike
        /// letters are shown by their code points, as `SafeText(name:)` has it.
        package mutating func appendInterpolation(name: String) {
            let isWord = !name.isEmpty && name.utf8.allSatisfy(Self.isWordByte)
            let shown = SafeText(name: name)
            text.append(isWord ? shown : Self.quotationMark + shown + Self.quotationMark)
        }

        /// Text that is safe already.
        package mutating func appendInterpolation(_ other: SafeText) {
            text.append(other)
        }

        /// Words of our own.
        package mutating func appendInterpolation(_ words: StaticString) {
            text.append(SafeText(words))
        }

        /// A number of ours.
        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            text.append(SafeText(number))
        }

        private mutating func quote(_ bytes: UnsafeRawBufferPointer) {
            var escaper = Escaper(bytes, voice: .quoted)
            escaper.readAll()
            text.append(Self.quotationMark + escaper.text + Self.quotationMark)
        }

        private static let quotationMark: SafeText = "\""

        private static func isWordByte(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.text
    }

    package init(stringLiteral words: StaticString) {
        self = words.withUTF8Buffer { SafeText(ownWords: $0) }
    }
}
