import Glibc

/// Appends calls to a trail as the supervisor would, for the tests from outside: `strace` and
/// `kill -9` look at it, and it measures its own processor time. Test support, never shipped.
@main
enum TrailProbe {
    static func main() {
        do throws(ProbeError) {
            let arguments = try ProbeArguments(Array(CommandLine.arguments.dropFirst()))
            switch arguments.mode {
            case .append: try Appending(arguments).run()
            case .weak: try WeakWriting(arguments).run()
            case .open: try Appending.describe(arguments)
            case .verify: try Checking(arguments).run()
            case .export: try Checking(arguments).export()
            }
        } catch {
            Output.line("trail-probe: \(error.reason)", to: 2)
            exit(1)
        }
    }
}
