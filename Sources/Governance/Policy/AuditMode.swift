/// Whether a call may be forwarded before its entry is on the disk.
package enum AuditMode: String, Hashable, Sendable, CaseIterable {
    /// Low-tier calls may run ahead of the disk within the allowance of design section 7.4.
    case normal
    /// Every call waits for the disk.
    case strict
}
