internal import JSON

extension AgentSession {
    /// Splits a batch into its elements; an empty one is an invalid request (JSON-RPC 2.0, 6).
    mutating func split(_ message: UnsafeRawBufferPointer) -> AgentStep {
        var ranges: [Range<Int>] = []
        do throws(JSONError) {
            var scanner = try JSONScanner(message)
            try scanner.enterArray()
            while try scanner.nextElement() {
                let range = try scanner.skipValue()
                if ranges.count <= Limits.batch { ranges.append(range) }
            }
        } catch {
            return refuse(nil, .parseError, "not JSON: \(error.description)")
        }
        guard !ranges.isEmpty else { return refuse(nil, .invalidRequest, "an empty batch") }
        guard ranges.count <= Limits.batch, batches.count < Limits.batch else {
            return refuse(
                nil, .invalidRequest,
                "at most \(Limits.batch) messages in a batch; send the others on their own")
        }
        let number = BatchNumber(value: nextBatch)
        nextBatch += 1
        batches[number] = BatchAnswers(missing: ranges.count)
        return .batch(number, ranges)
    }

    /// Keeps the answer to an element of a batch until the last is there.
    mutating func gathered(_ step: AgentStep, _ batch: BatchNumber?) -> AgentStep {
        guard let batch else { return step }
        switch step {
        case .answer(let line):
            complete(line, in: batch)
            return .ignored(.gathered)
        case .ignored, .opened, .cancelled:
            // A notification: its place in the batch is done without an answer.
            complete(nil, in: batch)
            return step
        case .needsServer, .govern, .forward, .list, .subscribe, .listen, .batch:
            return step
        }
    }

    /// Adds an answer to its batch and keeps the batch's line where that completes it.
    mutating func complete(_ answer: [UInt8]?, in batch: BatchNumber) {
        if let line = gather(answer, in: batch) { completed.append(line) }
    }

    /// Adds an answer to its batch.
    ///
    /// - Parameters:
    ///   - answer: one answer without its newline; nil where none is due.
    ///   - batch: the batch that the request came in.
    /// - Returns: the line to write when it was the last, else nil.
    package mutating func gather(_ answer: [UInt8]?, in batch: BatchNumber) -> [UInt8]? {
        guard var answers = batches[batch] else { return nil }
        if let answer { answers.answers.append(answer) }
        answers.missing -= 1
        guard answers.missing == 0 else {
            batches[batch] = answers
            return nil
        }
        batches[batch] = nil
        return answers.line
    }

    /// An error of the protocol as the step to take.
    func refuse(_ id: RequestID?, _ code: ErrorCode, _ text: String) -> AgentStep {
        .answer(Answers.error(to: id, of: negotiated, code, text))
    }
}
