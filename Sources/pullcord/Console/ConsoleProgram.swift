import Console
import Control
import SafeText
import Terminal

/// The console on a terminal: hands what happens to the model, and does what the model wants done.
struct ConsoleProgram: TerminalProgram {
    private var model: ConsoleModel
    private let look: Look
    private let line: ConsoleLine
    private let kill: KillLine
    private let visit: DemoVisit?
    /// Leaves a message for the loop without waiting.
    private let tell: @Sendable (ConsoleMessage) -> Bool
    /// What the title of the window says; nil where it must be said again.
    private var title: WindowTitle?

    init(
        _ model: ConsoleModel, look: Look, line: ConsoleLine, kill: KillLine, visit: DemoVisit?,
        tell: @escaping @Sendable (ConsoleMessage) -> Bool
    ) {
        self.model = model
        self.look = look
        self.line = line
        self.kill = kill
        self.visit = visit
        self.tell = tell
    }

    mutating func take(
        _ event: TerminalEvent<ConsoleMessage>, at now: Int64
    ) -> [TerminalOrder] {
        guard let message = Self.message(for: event) else { return [] }
        // Whoever had the terminal meanwhile may have changed it.
        if case .resumed = event { title = nil }
        return model.update(message, at: now).flatMap { perform($0) } + retitled(at: now)
    }

    private mutating func retitled(at now: Int64) -> [TerminalOrder] {
        let wanted = WindowTitle(
            model.standing(at: now), host: model.status?.host.label ?? "")
        guard wanted != title else { return [] }
        title = wanted
        return [.title(wanted)]
    }

    func frame(size: Size, at now: Int64) -> (Grid, Look) {
        (ConsoleView.grid(of: model, at: now), look)
    }

    var wakesAt: Int64? { model.wakesAt }

    private static func message(for event: TerminalEvent<ConsoleMessage>) -> ConsoleMessage? {
        switch event {
        case .input(.key(let key)): .key(key)
        case .input(.pasted(let paste)): .pasted(String(decoding: paste.bytes, as: UTF8.self))
        case .input(.focused(true)): .focused
        case .input(.focused(false)), .input(.mouse), .input(.ignored), .input(.fenceAnswered): nil
        case .message(let message): message
        case .resized(let size): .resized(size)
        case .painted(let fence): .painted(fence: fence)
        case .fence(let fence): .fenceAnswered(fence)
        case .ticked: .ticked
        case .resumed: .resumed
        }
    }

    private func perform(_ command: ConsoleCommand) -> [TerminalOrder] {
        switch command {
        case .ask(let number, let request): line.ask(number, request)
        case .fence(let fence): return [.fence(fence)]
        case .kill(let scope): kill.engage(scope)
        case .killFiles(let named): kill.makeFiles(named)
        case .bell: return [.bell]
        case .copy(let text): return [.copy(Array(text.utf8))]
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        case .export(let export): write(export)
        case .reconnect: line.reconnect()
        case .toured(let step): visit?.tell(step)
        case .quit: return [.quit(0)]
        }
        return []
    }

    /// A disk may take its time, and many entries do: on a thread of its own.
    private func write(_ export: Export) {
        let tell = tell
        do throws(TerminalFault) {
            try Thread.start { _ = tell(.exported(ExportFile.write(export))) }
        } catch {
            _ = tell(.exported(.failed(why: error.message.plain)))
        }
    }
}
