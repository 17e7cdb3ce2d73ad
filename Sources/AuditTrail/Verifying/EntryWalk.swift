/// One pass over all entries of a trail.
struct EntryWalk {
    private let reader: TrailReader
    private let head: TrailHead
    private var tree: TreeCheck
    private var payloads: PayloadCheck
    private var index: IndexCheck
    private var problems: [TrailFinding] = []
    private(set) var isGapless = true
    /// Entries read; equal to the tree's size as long as none is missing.
    private(set) var size: UInt64 = 0

    init(
        _ reader: TrailReader, head: TrailHead, wantedSizes: Set<UInt64>
    ) throws(TrailError) {
        self.reader = reader
        self.head = head
        do throws(DatabaseError) {
            tree = try TreeCheck(
                reader.connection, stored: reader.storedTree, wantedSizes: wantedSizes)
            payloads = try PayloadCheck(reader.connection)
            index = try IndexCheck(reader.connection)
        } catch { throw .database(error) }
    }

    var root: MerkleHash { tree.root }
    var erasedPayloads: Int { payloads.erasedCount }

    func root(at size: UInt64) -> MerkleHash? { isGapless ? tree.root(at: size) : nil }

    mutating func run(pageEntries: UInt64) throws(TrailError) {
        // Entries that come while this runs are left for the next time.
        while size < head.size {
            let start = size
            let end = min(start + pageEntries, head.size)
            do throws(DatabaseError) { try payloads.load(entries: start..<end) } catch {
                throw .database(error)
            }
            var stop = false
            var walk = self
            try reader.rows.forEach(from: start) { (sequence, bytes) throws(TrailError) in
                guard sequence < end else { return false }
                try walk.take(sequence, bytes)
                return true
            }
            stop = walk.size == start
            self = walk
            if stop { break }
        }
        payloads.finish()
        do throws(DatabaseError) { try index.finish() } catch { throw .database(error) }
    }

    func findings(entriesAreRight: Bool, signedSize: UInt64) -> [TrailFinding] {
        var findings = problems
        if isGapless { findings += tree.findings(entriesAreRight: entriesAreRight) }
        return findings + payloads.findings + index.findings
    }

    private mutating func take(
        _ sequence: UInt64, _ bytes: UnsafeRawBufferPointer
    ) throws(TrailError) {
        if sequence != size {
            let gap =
                sequence == size + 1 ? "entry \(size) is" : "entries \(size) to \(sequence - 1) are"
            problems.append(.init(.entriesMissing, "\(gap) missing"))
            isGapless = false
        }
        size = sequence + 1
        if isGapless { try tree.append(.leaf(bytes)) }
        do throws(CanonicalFault) {
            let entry = try TrailEntry(sequence: sequence, bytes: [UInt8](bytes))
            payloads.check(entry)
            index.take(entry)
        } catch {
            problems.append(
                .init(.entryMalformed, "entry \(sequence) has no valid form, \(error)"))
        }
    }
}
