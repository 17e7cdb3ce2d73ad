import Control
import SafeText
import Transport

/// What the supervisor says on stderr: the time in UTC, constant words, then what they are about.
///
/// Error: something does not work and a person must look. Notice: an operator would want to know.
/// Never arguments, results or secrets.
package struct SupervisorLog: Sendable {
    private let output = SafeOutput.standardError
    private let clock = SystemClock()

    package init() {}

    /// Says once that agents and operators can connect.
    package func ready() { write("ready", "agents and operators can connect", "") }

    func error(_ words: StaticString, _ detail: String = "") { write("error", words, detail) }
    func notice(_ words: StaticString, _ detail: String = "") { write("notice", words, detail) }

    private func write(_ level: StaticString, _ words: StaticString, _ detail: String) {
        let time = WallTime(nanoseconds: clock.wallNanoseconds).description
        var line: SafeText = "\(SafeText(untrusted: time)) pullcord: \(level): \(words)"
        if !detail.isEmpty { line.append(": \(untrusted: detail)") }
        do {
            // Nobody may read stderr; a supervisor that waits for it would stop governing.
            _ = try output.offer(line)
        } catch {
            // Without stderr there is nobody left to tell; the trail has what matters.
        }
    }
}
