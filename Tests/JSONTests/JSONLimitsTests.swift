import Glibc
import JSON
import Testing

@Suite struct JSONLimitsTests {
    private func nested(_ depth: Int, _ opening: String, _ closing: String) -> [UInt8] {
        Array(
            (String(repeating: opening, count: depth) + "1"
                + String(repeating: closing, count: depth)).utf8)
    }

    @Test(arguments: [1, 2, 63, 64, 65, 127, 128, 129, 255, 256], [("[", "]"), ("{\"a\":", "}")])
    func depth(limit: Int, brackets: (String, String)) {
        let limits = JSONLimits(bytes: 1 << 20, depth: limit)
        let fits = nested(limit, brackets.0, brackets.1)
        #expect(Readings.scan(fits, limits: limits) == nil)
        #expect(Readings.walk(fits, limits: limits) == nil)
        #expect((try? Readings.tree(fits, limits: limits).get()) != nil)
        let over = nested(limit + 1, brackets.0, brackets.1)
        let error = JSONError(kind: .tooDeep, offset: limit * brackets.0.utf8.count)
        #expect(Readings.scan(over, limits: limits) == error)
        #expect(Readings.walk(over, limits: limits) == error)
        #expect(Readings.tree(over, limits: limits) == .failure(error))
    }

    /// Levels entered one by one count for what is skipped inside them.
    @Test func depthOfASkipInsideEnteredLevels() throws {
        let bytes = nested(5, "[", "]")
        try bytes.withUnsafeBytes { buffer in
            var scanner = try JSONScanner(buffer, limits: JSONLimits(bytes: 100, depth: 4))
            try scanner.enterArray()
            #expect(try scanner.nextElement())
            #expect(throws: JSONError(kind: .tooDeep, offset: 4)) { try scanner.skipValue() }
        }
    }

    @Test func noDepthOverTheDeepest() {
        var limits = JSONLimits(bytes: 1 << 20, depth: 1_000_000)
        #expect(limits.depth == JSONLimits.deepest)
        limits.depth = .max
        #expect(limits.depth == JSONLimits.deepest)
        #expect(Readings.scan(nested(257, "[", "]"), limits: limits)?.kind == .tooDeep)
        #expect(
            Readings.scan(Array("[]".utf8), limits: JSONLimits(bytes: 9, depth: 0))?.kind
                == .tooDeep)
        #expect(
            Readings.scan(Array("[]".utf8), limits: JSONLimits(bytes: 9, depth: -1))?.kind
                == .tooDeep)
    }

    @Test func length() {
        let limits = JSONLimits(bytes: 4, depth: 1)
        #expect(Readings.scan(Array("1234".utf8), limits: limits) == nil)
        let error = JSONError(kind: .tooLong, offset: 4)
        #expect(Readings.scan(Array("12345".utf8), limits: limits) == error)
        #expect(Readings.tree(Array("12345".utf8), limits: limits) == .failure(error))
    }

    @Test func values() {
        let limits = JSONLimits(bytes: 100, depth: 9, values: 3)
        #expect((try? Readings.tree(Array("[1,[]]".utf8), limits: limits).get()) != nil)
        let error = JSONError(kind: .tooMany, offset: 6)
        #expect(Readings.tree(Array("[1,[],2]".utf8), limits: limits) == .failure(error))
        #expect(Readings.scan(Array("[1,[],2]".utf8), limits: limits) == nil)
    }

    @Test func hundredMegabytesOfBrackets() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000_000)
        #expect(Readings.scan(bytes)?.kind == .tooLong)
        let limits = JSONLimits(bytes: .max, depth: .max)
        let error = JSONError(kind: .tooDeep, offset: 256)
        #expect(Readings.scan(bytes, limits: limits) == error)
        #expect(Readings.walk(bytes, limits: limits) == error)
        #expect(Readings.tree(bytes, limits: limits) == .failure(error))
    }

    /// The deepest text that is allowed is read, compared, hashed, written and freed on the stack
    /// of a thread of 512 KiB; a sixteenth of what threads have by default.
    @Test func aSmallStackIsEnough() throws {
        let deepest = nested(256, "[{\"a\":", "}]")
        #expect(
            Readings.scan(deepest, limits: JSONLimits(bytes: .max, depth: 256))?.kind == .tooDeep)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        #expect(pthread_attr_setstacksize(&attributes, 512 * 1024) == 0)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { _ in
                let text =
                    String(repeating: "[{\"a\":", count: 128) + "1"
                    + String(repeating: "}]", count: 128)
                let limits = JSONLimits(bytes: .max, depth: 256)
                guard let value = try? JSONValue.parse(Array(text.utf8), limits: limits),
                    let other = try? JSONValue.parse(Array(text.utf8), limits: limits),
                    value == other, value.hashValue == other.hashValue
                else { return nil }
                var writer = JSONWriter()
                writer.value(value)
                let isSame =
                    writer.bytes == Array(text.utf8)
                    && CanonicalJSON.bytes(of: value) == writer.bytes
                return isSame ? UnsafeMutableRawPointer(bitPattern: 1) : nil
            }, nil)
        try #require(code == 0)
        var result: UnsafeMutableRawPointer?
        pthread_join(thread, &result)
        #expect(result != nil)
    }

    @Test func hugeExponentsCostNothing() throws {
        let large = try #require(JSONNumber(spelling: "1e1000000000"))
        let larger = try #require(JSONNumber(spelling: "1.1e99999999999999999"))
        let tiny = try #require(JSONNumber(spelling: "-1e-99999999999999999"))
        let start = ProcessorTime.now()
        for _ in 0..<1000 {
            #expect(large < larger && tiny < large && large.isInteger && !tiny.isInteger)
            #expect(large.decimal == nil && tiny.decimal == nil)
            #expect(CanonicalJSON.bytes(of: .number(larger)).count == 22)
        }
        // A thousand rounds; expanding one of these would take gigabytes and minutes.
        #expect(ProcessorTime.now() - start < .seconds(5))
    }
}
