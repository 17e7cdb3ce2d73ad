/// The one byte form of a value, for digests and for entries of the trail.
///
/// RFC 8785 (JCS): no space, members in the order of their names' UTF-16 code units, strings with
/// the fewest escapes.
package enum CanonicalJSON {
    /// How numbers are written.
    package enum NumberForm: Hashable, Sendable {
        /// Every digit of the exact value, laid out as ECMAScript lays out a double. Two numbers
        /// have one form only if they are worth the same: `2^53 + 1` is not `2^53`. For a number
        /// that is the shortest spelling of a double the form is that of RFC 8785.
        case exact
        /// The nearest double in the shortest form, as RFC 8785 asks, which gives many numbers
        /// one form: for exchange with others, never for a digest that binds an approval. RFC 8785
        /// has no form for a number beyond all doubles; such a one is written exactly.
        case ecmaScript
    }

    /// The canonical bytes. The value comes from `JSONValue.parse`, whose depth is bounded.
    package static func bytes(of value: JSONValue, numbers: NumberForm = .exact) -> [UInt8] {
        var writer = JSONWriter()
        write(value, numbers, to: &writer)
        return writer.bytes
    }

    private static func write(
        _ value: JSONValue, _ numbers: NumberForm, to writer: inout JSONWriter
    ) {
        switch value {
        case .null, .bool, .string: writer.value(value)
        case .number(let number): writer.value(raw: form(of: number, numbers))
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, numbers, to: &writer) }
            writer.endArray()
        case .object(let object):
            writer.beginObject()
            var members = object.members
            // Sorting copies them, even the one.
            if members.count > 1 {
                members.sort { UTF8Order.compareUTF16($0.name, $1.name) < 0 }
            }
            for member in members {
                writer.name(member.name)
                write(member.value, numbers, to: &writer)
            }
            writer.endObject()
        }
    }

    private static func form(of number: JSONNumber, _ numbers: NumberForm) -> [UInt8] {
        if numbers == .ecmaScript {
            // Swift describes a double by the same shortest digits; only their layout differs.
            let double = number.double
            if double.isFinite, let shortest = JSONNumber(spelling: double.description) {
                return shortest.withDigits(layout)
            }
        }
        return number.withDigits(layout)
    }

    /// Number::toString of ECMAScript (section 6.1.6.1.20), for any count of digits: plain where
    /// the point lies within 21 digits or up to six zeros before the first, else an exponent.
    private static func layout(_ number: JSONDecimalDigits) -> [UInt8] {
        guard !number.isZero else { return [UInt8(ascii: "0")] }
        var digits: [UInt8] = []
        digits.reserveCapacity(number.count)
        number.forEachDigit { digits.append(UInt8(ascii: "0") + $0) }
        var text: [UInt8] = number.isNegative ? [UInt8(ascii: "-")] : []
        let point = number.magnitude
        switch point {
        case ...21 where point >= digits.count:
            text += digits
            text += repeatElement(UInt8(ascii: "0"), count: point - digits.count)
        case 1...21:
            text += digits[..<point]
            text.append(UInt8(ascii: "."))
            text += digits[point...]
        case -5...0:
            text += [UInt8(ascii: "0"), UInt8(ascii: ".")]
            text += repeatElement(UInt8(ascii: "0"), count: -point)
            text += digits
        default:
            text.append(digits[0])
            if digits.count > 1 {
                text.append(UInt8(ascii: "."))
                text += digits[1...]
            }
            text.append(UInt8(ascii: "e"))
            text.append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
            text += String((point - 1).magnitude).utf8
        }
        return text
    }
}
