/// The parts by level and length of key, so that a key is compared with the one or two it can be.
struct PartTable: Sendable {
    private struct Entry {
        let part: Part
        let key: StaticString
    }

    private let longest: Int
    private let ordered: [Entry]
    /// Where the parts of each level and length start in `ordered`.
    private let starts: [UInt8]

    init() {
        let longest = 1 + (Part.allCases.map(\.place.key.utf8CodeUnitCount).max() ?? 0)
        func slot(_ part: Part) -> Int {
            Int(part.place.level.rawValue) * longest + part.place.key.utf8CodeUnitCount
        }
        self.longest = longest
        ordered = Part.allCases.sorted { slot($0) < slot($1) }.map {
            Entry(part: $0, key: $0.place.key)
        }
        starts = (0...Part.Level.allCases.count * longest).map { wanted in
            UInt8(Part.allCases.count { slot($0) < wanted })
        }
    }

    /// The part of that key at that level, compared by bytes.
    @inline(__always)
    func find(_ key: UnsafeRawBufferPointer, at level: Part.Level) -> Part? {
        guard key.count < longest else { return nil }
        let slot = Int(level.rawValue) * longest + key.count
        for index in Int(starts[slot])..<Int(starts[slot + 1]) {
            if key.equals(ordered[index].key) { return ordered[index].part }
        }
        return nil
    }
}
