import ArgumentParser
import Glibc
import SafeText
import Supervision

/// `pullcord supervise`
struct Supervise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise", abstract: "Start the supervisor and stay in the foreground.",
        discussion: """
            Reads the policy, opens the trail, and lets agents and operators in; says `ready` on \
            standard error when it does. SIGTERM stops it in order, SIGHUP reads the policy file \
            again, SIGUSR1 (or any file in the kill directory) engages the kill switch.

            EXAMPLE
              pullcord supervise
              pullcord supervise --policy policy.yaml --data ./data --run ./run
            """)

    @OptionGroup(title: "Place") var place: PlaceOptions

    func run() throws {
        let places = try place.directories()
        let configuration = SupervisorConfiguration(
            policy: places.policy, data: places.data, run: places.run, version: "0.1.0",
            host: Self.hostName)
        do {
            try SupervisorLife.run(configuration) {
                Screen.complain(["pullcord: ready"])
            }
        } catch {
            let lines = "\(error)".split(separator: "\n").map { SafeText(untrusted: String($0)) }
            throw CommandFailure(.refused, lines: ["the supervisor did not start:"] + lines)
        }
    }

    /// The host's name, for the name of the trail: what an origin may hold, and no more.
    private static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "host" }
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.".utf8)
        let name = bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            .filter { letters.contains($0) }
        return name.isEmpty ? "host" : String(decoding: name.prefix(64), as: UTF8.self)
    }
}
