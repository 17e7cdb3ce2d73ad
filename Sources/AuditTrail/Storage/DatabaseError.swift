/// What SQLite answered where it refused.
package struct DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// SQLite's extended result code.
    package let code: Int32
    /// SQLite's own words.
    package let message: String
    /// What was being done, as a phrase: "open /…/trail.db".
    package let action: String

    package init(code: Int32, message: String, action: String) {
        self.code = code
        self.message = message
        self.action = action
    }

    /// The code without its extension.
    package var primaryCode: Int32 { code & 0xff }

    package var description: String { "cannot \(action): \(message) (SQLite code \(code))" }
}
