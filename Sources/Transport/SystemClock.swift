import CLinux
import Glibc

/// The machine's clocks, read at the rim and handed inwards as values.
package struct SystemClock: Sendable {
    package init() {}

    /// Nanoseconds since the boot, time asleep counted; never goes back within a boot.
    package var bootNanoseconds: UInt64 { pc_clock_boottime() }

    /// Nanoseconds since 1970 by the wall clock, which may step.
    package var wallNanoseconds: Int64 { pc_clock_realtime() }

    /// The kernel's name for this boot; instants of `bootNanoseconds` compare only within one.
    package static func bootIdentifier() throws(TransportError) -> String {
        let path = "/proc/sys/kernel/random/boot_id"
        let file = Descriptor(
            try succeed(pc_open(path, O_RDONLY, 0), .unreadable, "cannot open \(path)"))
        let bytes = withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            let count = read(file.number, buffer.baseAddress, buffer.count)
            return [UInt8](buffer.prefix(max(count, 0)))
        }
        let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard text.utf8.count == 36 else {
            throw TransportError(.unreadable, "\(path) does not hold a boot identifier")
        }
        return text
    }
}
