import JSON
import Testing

/// What must hold between the readings of any bytes at all.
enum Agreement {
    enum Outcome { case accepted, refused, duplicate }

    /// The scanner, the walk with `JSONKeys` and the tree accept the same texts, but that the
    /// scanner alone sees no duplicates; what the tree reads is written and read back the same.
    @discardableResult
    static func check(_ bytes: [UInt8], _ name: @autoclosure () -> String) -> Outcome {
        let scanned = Readings.scan(bytes)
        let walked = Readings.walk(bytes)
        switch Readings.tree(bytes) {
        case .success(let value):
            #expect(scanned == nil && walked == nil, "\(name())")
            var writer = JSONWriter()
            writer.value(value)
            #expect(Readings.tree(writer.bytes) == .success(value), "\(name())")
            let canonical = CanonicalJSON.bytes(of: value)
            #expect(Readings.tree(canonical) == .success(value), "\(name())")
            #expect(
                Readings.tree(canonical).map { CanonicalJSON.bytes(of: $0) } == .success(canonical),
                "\(name())")
            return .accepted
        case .failure(let error) where error.kind == .duplicateKey:
            #expect(walked?.kind == .duplicateKey, "\(name())")
            return .duplicate
        case .failure(let error):
            #expect(scanned == error, "\(name())")
            #expect(walked == error || walked?.kind == .duplicateKey, "\(name())")
            return .refused
        }
    }
}
