package import Governance

/// Reads a policy file into a policy, strictly. The grammar is the article "The policy file".
package enum PolicyFile {
    /// Reads the bytes of a file: a policy without any fault, or every fault that was found.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, as it lies on the disk.
    ///   - fileName: The name to put before each fault, as the person gave it.
    ///   - digest: The SHA-256 of the bytes, which the rim makes; it names the policy in entries.
    /// - Returns: The policy, or its faults in the order of the file.
    package static func read(
        bytes: [UInt8], fileName: String, digest: Digest
    ) -> Result<Policy, PolicyFaults> {
        let faults = FaultCollector()
        let source: SourceText
        do {
            source = try SourceText(bytes)
        } catch {
            let found = Array(error.faults.prefix(PolicyFaults.most))
            return .failure(PolicyFaults(fileName: fileName, faults: found))
        }
        var yaml = YAMLText(source, faults: faults)
        let policy = yaml.read().flatMap { root in
            PolicyReader(faults: faults, names: DeclaredNames(root)).policy(root, digest: digest)
        }
        guard let policy, faults.faults.isEmpty else {
            if faults.faults.isEmpty {
                faults.report(
                    "the file makes no policy; start with 'pullcord: 1'",
                    at: Place(line: 1, column: 1))
            }
            return .failure(PolicyFaults(fileName: fileName, faults: faults.sorted))
        }
        return .success(policy)
    }
}
