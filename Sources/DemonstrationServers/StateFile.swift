import Glibc
package import JSON

/// The state of a demonstration server: one JSON object in a file, which several processes of the
/// same server share (each agent has a process of its own).
package struct StateFile: Sendable {
    /// Why the state cannot be read or kept.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    let path: String
    /// A demonstration writes a few records.
    private static let longest = 1 << 20

    /// A file that need not be there yet.
    package init(path: String) {
        self.path = path
    }

    /// The state now; empty where nothing was kept yet.
    package func read() throws(Failure) -> JSONObject {
        guard access(path, F_OK) == 0 else { return JSONObject() }
        let file = try opened(O_RDONLY)
        defer { close(file) }
        return try contents(of: file)
    }

    /// Changes the state under a lock: no other process reads or writes it meanwhile. Nothing is
    /// kept where `body` throws.
    func change<Result>(
        _ body: (inout JSONObject) throws(ToolFault) -> Result
    ) throws -> Result {
        let file = try opened(O_RDWR | O_CREAT)
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0 else { throw failure("lock") }
        var state = try contents(of: file)
        let result = try body(&state)
        let bytes = CanonicalJSON.bytes(of: .object(state))
        guard ftruncate(file, 0) == 0, pwrite(file, bytes, bytes.count, 0) == bytes.count else {
            throw failure("write")
        }
        return result
    }

    private func opened(_ flags: Int32) throws(Failure) -> Int32 {
        let file = open(path, flags | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("open") }
        return file
    }

    private func contents(of file: Int32) throws(Failure) -> JSONObject {
        var bytes = [UInt8](repeating: 0, count: StateFile.longest)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count >= 0 else { throw failure("read") }
        guard count > 0 else { return JSONObject() }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(Array(bytes.prefix(count)))
        } catch {
            throw Failure(description: "\(path) is damaged: \(error); remove it")
        }
        guard case .object(let state) = value else {
            throw Failure(description: "\(path) holds no object; remove it")
        }
        return state
    }

    private func failure(_ what: String) -> Failure {
        Failure(description: "cannot \(what) \(path): \(String(cString: strerror(errno)))")
    }
}
