import Glibc
import SafeText

/// The console of the demonstration, on the terminal of this process: the same program once more, which
/// says on a pipe which step its tour has come to. Used by the thread that plays only.
final class ConsoleProcess {
    private let process: pid_t
    private let steps: Int32
    private var unread: [UInt8] = []
    private var status: Int32?

    /// How long it may take to give the terminal back before it is ended.
    private static let patience = 50

    /// Starts it in front of the supervisor of a folder.
    init(
        _ program: String, theme: String?, in folder: DemonstrationFolder
    ) throws(DemonstrationFailure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw DemonstrationFailure("the system gives no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        steps = ends[0]
        var words = [program, "demo-console", "--folder", folder.path, "--parent", "\(getpid())"]
        if let theme { words += ["--theme", theme] }
        var process = pid_t()
        let result = Self.spawn(
            &process, words, Self.variables(with: folder.consoleEnvironment), ends[1])
        close(ends[1])
        guard result == 0 else {
            close(ends[0])
            let why = String(cString: strerror(result))
            throw DemonstrationFailure("the console cannot be started: \(SafeText(untrusted: why))")
        }
        self.process = process
    }

    deinit { close(steps) }

    /// Its exit status, or 128 and the number of the signal that ended it; nil while it runs. Where it
    /// was stopped as by ^Z this process stops too, so that the shell sees one job, and both go on.
    func look() -> Int32? {
        if let status { return status }
        var raw: Int32 = 0
        guard waitpid(process, &raw, WNOHANG | WUNTRACED) == process else { return nil }
        if raw & 0xFF == 0x7F {
            kill(getpid(), SIGSTOP)
            kill(process, SIGCONT)
            return nil
        }
        let signal = raw & 0x7F
        status = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
        return status
    }

    /// The steps that its tour has come to since the last look.
    func cues() -> [Cue] {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        while true {
            let count = read(steps, &bytes, bytes.count)
            guard count > 0 else { break }
            unread += bytes.prefix(count)
        }
        var lines = unread.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        unread = Array(lines.removeLast())
        return lines.compactMap { Cue(rawValue: String(decoding: $0, as: UTF8.self)) }
    }

    /// Asks it to end, and waits until the terminal is given back.
    func stop() {
        guard look() == nil else { return }
        kill(process, SIGTERM)
        for _ in 0..<Self.patience where look() == nil { usleep(100_000) }
        guard look() == nil else { return }
        kill(process, SIGKILL)
        var raw: Int32 = 0
        waitpid(process, &raw, 0)
        status = 128 + SIGKILL
    }

    private static func variables(with own: [String: String]) -> [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            let name = String(text.prefix { $0 != "=" })
            if own[name] == nil { variables.append(text) }
            next += 1
        }
        return variables + own.map { "\($0.key)=\($0.value)" }
    }

    private static func spawn(
        _ process: inout pid_t, _ words: [String], _ variables: [String], _ writing: Int32
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, writing, ConsolePipe.descriptor)
        // Signals that this process ignores are the console's own affair.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        let flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, flags)
        let arguments = words.map { strdup($0) } + [nil]
        let environment = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        return posix_spawn(&process, words[0], &actions, &attributes, arguments, environment)
    }
}
