import AuditTrail

/// Verifies and exports a trail.
struct Checking {
    private let arguments: ProbeArguments

    init(_ arguments: ProbeArguments) { self.arguments = arguments }

    func run() throws(ProbeError) {
        let before = Output.processorMicroseconds
        let verdict = TrailVerifier(
            folder: arguments.folder, pinned: nil, witnessPath: arguments.folder + ".head"
        ).verify()
        let cpu = Output.processorMicroseconds - before
        for finding in verdict.findings {
            Output.line("finding \(finding.kind.rawValue): \(finding)")
        }
        Output.line("\(verdict.summary)")
        Output.line("entries_per_cpu_s=\(Int(Double(verdict.size) / cpu * 1e6))")
        guard verdict.isConsistent else { throw ProbeError("not consistent") }
    }

    func export() throws(ProbeError) {
        do throws(TrailError) {
            let reader = try TrailReader(folder: arguments.folder)
            let size = try TileExport(reader).write(to: arguments.target)
            let proof = try TileExport(reader).proof(of: size / 2)
            Output.line("exported \(size) entries")
            Output.line(proof.text)
        } catch { throw ProbeError(error.description) }
    }
}
