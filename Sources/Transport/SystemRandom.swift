import CLinux

/// Random bytes from the kernel, fit for keys and tokens.
package enum SystemRandom {
    /// `count` random bytes; an error is one of the kernel's, which has no remedy here.
    package static func bytes(_ count: Int) throws(TransportError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let result = bytes.withUnsafeMutableBytes { pc_random($0.baseAddress, $0.count) }
        _ = try succeed(result, "the kernel gives no random bytes")
        return bytes
    }
}
