import AuditTrail
import Glibc

/// Appends through the product's own writer.
struct Appending {
    private let arguments: ProbeArguments
    private let data = Array(
        ("{\"agent\":\"billing-bot\",\"decision\":\"allow\",\"path\":[\"allowlist\",\"pin\",\"grant\","
            + "\"schema\",\"limits\",\"tier\"],\"policy\":\"sha256:4f1c\",\"run\":\"r1\","
            + "\"tier\":\"medium\",\"tool\":\"pay/refund\"}").utf8)

    static let origin = "pullcord.local/probe/trail"

    init(_ arguments: ProbeArguments) { self.arguments = arguments }

    func run() throws(ProbeError) {
        let progress = Progress(prints: arguments.printsAcknowledgements)
        let writer = try Self.open(arguments, observer: progress.observer).0
        let before = Output.processorMicroseconds
        let start = Output.monotonicNanoseconds
        if arguments.callers == 1 {
            try append(arguments.calls, to: writer, progress)
        } else {
            try appendFromMany(to: writer, progress)
        }
        let wall = Double(Output.monotonicNanoseconds - start) / 1e9
        let cpu = Output.processorMicroseconds - before
        do throws(TrailError) { try writer.close(wallNanoseconds: Output.wallNanoseconds) } catch {
            throw ProbeError(error.description)
        }
        let perCall = (cpu / Double(arguments.calls) * 100).rounded() / 100
        Output.line(
            "done calls=\(arguments.calls) cpu_us_per_call=\(perCall) "
                + "entries_per_s=\(Int(Double(arguments.calls * 2) / wall)) "
                + "durable_steps=\(progress.steps)")
    }

    /// Opens the trail, says what was found, and lets go of it; gives its size.
    @discardableResult
    static func describe(_ arguments: ProbeArguments) throws(ProbeError) -> UInt64 {
        let (writer, opening) = try open(
            arguments, observer: TrailObserver(durable: { _ in }, failed: { _ in }))
        writer.abandon()
        Output.line("size=\(opening.size) clean=\(opening.wasStoppedCleanly)")
        return opening.size
    }

    private static func open(
        _ arguments: ProbeArguments, observer: TrailObserver
    ) throws(ProbeError) -> (TrailWriter, TrailOpening) {
        var options = TrailOptions()
        options.logFrames = arguments.frames
        options.logFramesBehind = arguments.frames
        options.ballastBytes = arguments.ballastBytes
        do throws(TrailError) {
            let (key, _) = try TrailKey.load(path: arguments.folder + ".key", createIfAbsent: true)
            return try TrailWriter.open(
                folder: arguments.folder, key: key, origin: origin,
                witnessPath: arguments.folder + ".head", options: options,
                wallNanoseconds: Output.wallNanoseconds, observer: observer)
        } catch { throw ProbeError(error.description) }
    }

    private func append(
        _ calls: Int, to writer: TrailWriter, _ progress: Progress
    ) throws(ProbeError) {
        var last: UInt64 = 0
        for number in 1...UInt64(calls) {
            let isLast = number % arguments.batch == 0 || number == UInt64(calls)
            let urgency: Urgency = isLast && arguments.isUrgent ? .now : .soon
            do throws(TrailError) {
                last = try writer.append(call(number), urgency: urgency).upperBound
            } catch { throw ProbeError(error.description) }
            if isLast { try progress.wait(for: last) }
        }
        try progress.wait(for: last)
    }

    /// Many callers on one loop, as the supervisor has them: each waits for its own call to be
    /// durable and then makes the next.
    private func appendFromMany(to writer: TrailWriter, _ progress: Progress) throws(ProbeError) {
        var waiting = [UInt64](repeating: 0, count: arguments.callers)
        var made: UInt64 = 0
        var through: UInt64 = 0
        while made < UInt64(arguments.calls) {
            for caller in waiting.indices where waiting[caller] <= through {
                made += 1
                do throws(TrailError) {
                    waiting[caller] = try writer.append(call(made), urgency: .now).upperBound
                } catch { throw ProbeError(error.description) }
            }
            through = try progress.wait(beyond: through)
        }
        try progress.wait(for: waiting.max() ?? 0)
    }

    private func call(_ number: UInt64) -> [EntryDraft] {
        let bytes = [UInt8](repeating: 0x61, count: arguments.payloadBytes)
        let time = Output.wallNanoseconds
        return [
            EntryDraft(
                type: "call.forwarded", call: number, data: data,
                payloads: [PayloadDraft(kind: "arguments", bytes: bytes)], wallNanoseconds: time),
            EntryDraft(
                type: "call.completed", call: number, data: data,
                payloads: [PayloadDraft(kind: "result", bytes: bytes)], wallNanoseconds: time),
        ]
    }
}
