import Console
import Glibc
import SafeText

/// Writes an export to a new file of its own: nothing that is there is ever written over, and nobody
/// else may read it.
enum ExportFile {
    /// Files of one name in one directory; more than that and the person takes another.
    private static let most = 100
    /// What is handed to the system at once.
    private static let piece = 1 << 16

    /// Writes it; not for a thread that anybody waits for.
    static func write(_ export: Export) -> ExportReport {
        do throws(CommandFailure) {
            let (path, file) = try create(export)
            do throws(CommandFailure) {
                defer { close(file) }
                try fill(file, path, export)
            } catch {
                // It is ours alone, and a part of it would be taken for the whole.
                unlink(path)
                throw error
            }
            return .written(export, path: path)
        } catch {
            return .failed(why: error.words.plain)
        }
    }

    private static func create(_ export: Export) throws(CommandFailure) -> (String, Int32) {
        let directory = try directory(export.directory)
        for number in 1...most {
            let more = number == 1 ? "" : "-\(number)"
            let path = "\(directory)/\(export.name)\(more).\(export.suffix)"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            if file >= 0 { return (path, file) }
            guard errno == EEXIST else {
                throw CommandFailure(
                    .refused, "cannot make \(untrusted: path): \(SystemError.words())")
            }
        }
        throw CommandFailure(
            .refused, "\(untrusted: directory) has \(most) files of that name; name another")
    }

    /// Its path from the root, so that the notice says where it is: `~` is the home of who typed it.
    private static func directory(_ typed: String) throws(CommandFailure) -> String {
        var path = typed
        if typed == "~" || typed.hasPrefix("~/"), let home = Environment.variable("HOME") {
            path = home + typed.dropFirst()
        }
        guard let real = realpath(path, nil) else {
            throw CommandFailure(
                .refused, "cannot open directory \(untrusted: path): \(SystemError.words())")
        }
        defer { free(real) }
        let whole = String(cString: real)
        return whole == "/" ? "" : whole
    }

    private static func fill(
        _ file: Int32, _ path: String, _ export: Export
    ) throws(CommandFailure) {
        var bytes: [UInt8] = []
        for line in export.lines {
            bytes += line.plain.utf8
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count >= piece { try write(&bytes, to: file, path) }
        }
        try write(&bytes, to: file, path)
        guard fsync(file) == 0 else { throw failure(path) }
    }

    private static func write(
        _ bytes: inout [UInt8], to file: Int32, _ path: String
    ) throws(CommandFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                Glibc.write(file, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            done += count
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(.refused, "cannot write \(untrusted: path): \(SystemError.words())")
    }
}
