import JSON
import Testing

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 64)
        body(&writer)
        #expect(Readings.walk(writer.bytes) == nil)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func commasComeByThemselves() {
        let text = written { writer in
            writer.beginObject()
            writer.member("text", "{[:,")
            writer.member("int", -12)
            writer.member("yes", true)
            writer.member("tree", JSONValue.array([.null, .bool(false)]))
            writer.member("raw", raw: "[1,{}]".utf8)
            writer.name("list")
            writer.beginArray()
            writer.beginArray()
            writer.endArray()
            writer.beginObject()
            writer.endObject()
            writer.value("[")
            writer.value(7 as UInt8)
            writer.null()
            writer.value(raw: Array("\"x:\"".utf8))
            Array("1.50".utf8).withUnsafeBytes { writer.value(raw: $0) }
            writer.endArray()
            writer.endObject()
        }
        let expected =
            #"{"text":"{[:,","int":-12,"yes":true,"tree":[null,false],"raw":[1,{}],"#
            + #""list":[[],{},"[",7,null,"x:",1.50]}"#
        #expect(text == expected)
    }

    @Test func integers() {
        let text = written { writer in
            writer.beginArray()
            writer.value(0)
            writer.value(Int64.min)
            writer.value(Int64.max)
            writer.value(UInt64.max)
            writer.value(Int8.min)
            writer.value(Int128.min)
            writer.value(10)
            writer.endArray()
        }
        let numbers: [any CustomStringConvertible] = [
            0, Int64.min, Int64.max, UInt64.max, -128, Int128.min, 10,
        ]
        #expect(text == "[" + numbers.map(\.description).joined(separator: ",") + "]")
    }

    /// Each character up to U+00FF at each place of a string: escaped as RFC 8785 says, and read
    /// back the same.
    @Test func escapes() throws {
        let short: [UInt32: String] = [
            8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: "\\\"", 92: "\\\\",
        ]
        for value in 0...0xFF as ClosedRange<UInt32> {
            let character = String(try #require(Unicode.Scalar(value)))
            let hexadecimal = String(value, radix: 16)
            let form =
                short[value]
                ?? (value < 32 ? "\\u00" + (value < 16 ? "0" : "") + hexadecimal : character)
            for place in 0..<18 {
                let before = String(repeating: "b", count: place)
                let text = written { $0.value(before + character + "end") }
                #expect(
                    text.utf8.elementsEqual("\"\(before)\(form)end\"".utf8), "\(value) at \(place)")
                guard case .string(let back) = try JSONValue.parse(Array(text.utf8)) else {
                    Issue.record("\(text) is no string")
                    continue
                }
                #expect(back.utf8.elementsEqual((before + character + "end").utf8))
            }
        }
    }

    @Test func removeAllStartsAnew() {
        let text = written { writer in
            writer.value("gone")
            writer.removeAll()
            writer.value(1)
        }
        #expect(text == "1")
    }
}
