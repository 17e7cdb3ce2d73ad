package import Control
package import Query
package import SafeText

/// An entry as a row of the live view: what is drawn, searched, exported and jumped to. Its payloads
/// stay in the trail.
package struct TailRow: Hashable, Sendable {
    /// What kind of news it is: what is drawn apart, and what is never folded.
    package enum Weight: UInt8, Sendable {
        /// A call that ran, or its end.
        case calm
        /// A call that waits.
        case held
        /// A call that was refused.
        case denied
        /// A call that ran and did not end well.
        case failed
        /// An act of a person or of the supervisor.
        case act
    }

    package let sequence: UInt64
    package let time: WallTime
    /// The entry's type.
    package let kind: String
    /// What happened, as a word or two.
    package let word: SafeText
    /// To what, by whom and why.
    package let about: SafeText
    package let weight: Weight
    package let call: UInt64?
    /// Its data: a JSON object as text, untrusted.
    let data: String
    /// What filters and searches read.
    package let record: EntryRecord
    /// What it has in common with rows that may be folded into one; nil where it stands alone always.
    let fold: Fold?
    /// Whether it was read from the trail and not seen as it came.
    package var isRead = false

    /// Calls that are alike to who watches: of one run, for one tool, with one end.
    struct Fold: Hashable, Sendable {
        let kind, agent, run, tool: String
    }

    package init(
        _ record: EntryRecord, time: WallTime, kind: String, word: SafeText, about: SafeText,
        weight: Weight, call: UInt64? = nil, data: String = "{}", isAlone: Bool = false
    ) {
        self.record = record
        sequence = record.sequence
        self.time = time
        self.kind = kind
        self.word = word
        self.about = about
        self.weight = weight
        self.call = call
        self.data = data
        fold =
            weight == .calm && !isAlone
            ? Fold(
                kind: kind, agent: record.word(.agent) ?? "", run: record.run ?? "",
                tool: record.word(.tool) ?? "") : nil
    }

    /// The entry that it shows, without payloads.
    package var entry: EntryView {
        EntryView(
            sequence: sequence, time: time, kind: kind, call: call, data: data, payloads: [])
    }

    /// What it takes in memory, about.
    var bytes: Int {
        MemoryLayout<TailItem>.size + Self.overhead + data.utf8.count + record.bytes
            + about.columns
    }

    /// Heads and tails of its buffers.
    private static let overhead = 400
}

extension EntryRecord {
    /// The first word of a field, its own or of the call that it belongs to.
    func word(_ field: FilterField) -> String? {
        var found: String?
        _ = hasWord(field) { span in
            found = span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            return true
        }
        return found
    }

    /// Its run, as screens write it.
    var run: String? {
        var found: UInt64?
        _ = hasNumber(.run) { number in
            found = number
            return true
        }
        return found.map { "r\($0)" }
    }
}
