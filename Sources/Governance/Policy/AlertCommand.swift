/// A program that is run when a person is needed: a pager, a mailer.
package struct AlertCommand: Hashable, Sendable {
    /// The program and its fixed words, never through a shell; at least one word. No word of a
    /// call is ever added to them.
    package let command: [String]
    /// The line of the policy file.
    package let line: Int

    /// The `PATH` it gets, whatever the supervisor's is: all of its environment.
    package static let path = "/usr/local/bin:/usr/bin:/bin"

    /// Names a program.
    package init(command: [String], line: Int) {
        self.command = command
        self.line = line
    }
}
