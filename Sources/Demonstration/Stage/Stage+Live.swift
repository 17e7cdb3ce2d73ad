import SafeText
import Transport

extension Stage {
    /// How often the console is looked after, in seconds.
    private static let look = 0.1

    /// Lets the agents work until the person leaves the console; its exit status.
    func playLive(theme: String?) throws -> Int32 {
        var play = try LivePlay(self)
        let console = try ConsoleProcess(program, theme: theme, in: folder)
        self.console = console
        while true {
            if let status = console.look() { return status }
            let now = SystemClock().bootNanoseconds
            for cue in console.cues() { play.take(cue, at: now) }
            play.turn(at: now)
            try wait(seconds: Self.look) { false }
        }
    }
}
