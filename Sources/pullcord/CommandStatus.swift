/// How every command ends; the numbers are part of the interface and stand in `pullcord --help`.
enum CommandStatus: Int32, CaseIterable {
    /// Done as asked.
    case done = 0
    /// Refused or failed; nothing was changed unless the message says so.
    case refused = 1
    /// The command line or a file given to it is wrong.
    case usage = 2
    /// No supervisor answers.
    case unreachable = 3
    /// The policy or the system does not let this person do it.
    case notPermitted = 4
    /// The hold changed, was answered or has run out since it was shown.
    case stale = 5
    /// What was asked for does not exist.
    case notFound = 6
    /// The trail was checked and is not what it should be.
    case tampered = 7

    /// The lines of the help text.
    static let explanation = """
        EXIT CODES
          0  done as asked
          1  refused or failed; the message says why
          2  the command line or a file is wrong
          3  no supervisor answers
          4  the policy or the system does not let you
          5  the hold has changed or is settled: look again
          6  there is no such hold, agent, run or call
          7  audit verify: the trail is not what it should be
        """
}
