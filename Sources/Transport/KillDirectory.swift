import CLinux
import Glibc

/// Watches the directory in which a file that appears engages the kill switch. Bound to the loop.
package final class KillDirectory: @unchecked Sendable {
    // Unchecked: made and used on the loop only, which `watch` checks.

    /// What was seen.
    package enum Event: Sendable, Equatable {
        /// Files stand in the directory, by name: untrusted bytes.
        case appeared([[UInt8]])
        /// The directory cannot be watched any more. Nobody can engage the switch by file now.
        case lost(TransportError)
    }

    private let path: String
    private let descriptor: Int32
    private var watch: Watch?
    private let happened: (Event) -> Void

    /// Most names that one event tells; one file is enough to engage.
    private static let mostNames = 16

    /// Watches `path`. Files that are there already are told on the loop's next turn.
    package static func watch(
        _ path: String, on loop: Loop, happened: @escaping (Event) -> Void
    ) throws(TransportError) -> KillDirectory {
        loop.preconditionOnLoop()
        let descriptor = Descriptor(
            try succeed(pc_directory_watch(path), "cannot watch the kill directory \(path)"))
        let directory = KillDirectory(path, descriptor.release(), on: loop, happened)
        loop.later { [weak directory] in directory?.look() }
        return directory
    }

    private init(
        _ path: String, _ descriptor: Int32, on loop: Loop, _ happened: @escaping (Event) -> Void
    ) {
        self.path = path
        self.descriptor = descriptor
        self.happened = happened
        let watch = Watch(descriptor, on: loop) { [weak self] in self?.ready() }
        self.watch = watch
        watch.arm()
    }

    deinit {
        close()
    }

    /// Stops watching.
    package func close() {
        watch?.retire()
        watch = nil
    }

    private func ready() {
        var buffer = [UInt8](repeating: 0, count: 8192)
        while read(descriptor, &buffer, buffer.count) > 0 {}
        watch?.arm()
        // What the events say is not needed: the directory itself says what stands in it, also after
        // an overflow, and that it is gone.
        look()
    }

    private func look() {
        guard watch != nil else { return }
        do {
            let names = try list()
            if !names.isEmpty { happened(.appeared(names)) }
        } catch {
            close()
            happened(.lost(error))
        }
    }

    /// The names of what stands in the directory now, a few of them at most: untrusted bytes.
    package func list() throws(TransportError) -> [[UInt8]] {
        guard let directory = opendir(path) else {
            throw TransportError(
                .unreadable, "cannot read the kill directory \(path)", number: errno)
        }
        defer { closedir(directory) }
        var names: [[UInt8]] = []
        while names.count < KillDirectory.mostNames, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2e] && name != [0x2e, 0x2e] { names.append(name) }
        }
        return names
    }
}
