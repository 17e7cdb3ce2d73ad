internal import JSON

/// The answers to one batch of 2025-03-26, sent as one array when the last is there.
struct BatchAnswers: Sendable {
    /// Elements of the batch not looked at yet, and requests not answered yet.
    var missing: Int
    var answers: [[UInt8]] = []

    /// The array, or nil where nothing in the batch asked for an answer.
    var line: [UInt8]? {
        guard !answers.isEmpty else { return nil }
        var writer = JSONWriter(capacity: answers.reduce(2) { $0 + $1.count + 1 })
        writer.beginArray()
        for answer in answers { writer.value(raw: answer) }
        writer.endArray()
        return writer.bytes
    }
}
