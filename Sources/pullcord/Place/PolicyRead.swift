import Governance
import PolicyFile
import SafeText

/// A policy file read from the disk by a command.
enum PolicyRead {
    /// No policy written by people comes near it.
    static let limitBytes = 4 * 1024 * 1024

    /// The policy in the file, or every fault of it as a line each.
    static func policy(_ path: String) throws(CommandFailure) -> Policy {
        let bytes = try PlainFile.read(path, limit: limitBytes)
        let result = PolicyFile.read(
            bytes: bytes, fileName: path, digest: PlainDigest.of(bytes))
        switch result {
        case .success(let policy): return policy
        case .failure(let faults):
            throw CommandFailure(
                .usage,
                lines: faults.faults.map { SafeText(untrusted: $0.description(in: path)) })
        }
    }
}
