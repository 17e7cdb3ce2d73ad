/// What became of a payload.
package enum StoredPayload: Sendable, Equatable {
    /// The bytes, shown to be those that the entry commits to.
    case kept([UInt8])
    /// Salt and bytes are gone; the entry of this number says by whom and why.
    case erased(by: UInt64)
    /// Too large to be kept: whoever has the bytes can show, with this salt, that they are those.
    case commitmentOnly(salt: [UInt8])
}
