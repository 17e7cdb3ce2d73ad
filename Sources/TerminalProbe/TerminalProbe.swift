import Console
import Glibc
import SafeText
import Terminal

/// Test support: a program on a terminal that draws each role, or texts, and echoes what it is told.
@main struct TerminalProbe {
    static func main() {
        guard let arguments = ProbeArguments(Array(CommandLine.arguments.dropFirst())) else {
            complain("terminal-probe: see ProbeArguments.swift for what it takes")
            exit(64)
        }
        do throws(TerminalFault) {
            switch try Guard.enter(log: arguments.log) {
            case .guarding(let status): exit(status)
            case .guarded(let life): exit(try draw(arguments, life))
            }
        } catch {
            complain("terminal-probe: \(error.message)")
            exit(1)
        }
    }

    private static func flood(_ mailbox: Mailbox<Int>) {
        var number = 1
        while mailbox.post(number) { number += 1 }
    }

    private static func draw(
        _ arguments: ProbeArguments, _ life: Life
    ) throws(TerminalFault) -> Int32 {
        let facts = try TerminalFacts.ofEnvironment()
        let depth = facts.limited(to: arguments.depth)
        let journal = Journal(arguments.journal)
        journal.note("drawing \(getpid()) \(facts.name) \(depth.rawValue) utf8 \(facts.isUTF8)")
        var texts = arguments.texts.map(read) ?? []
        if !facts.isUTF8 { texts = texts.map(\.inASCII) }
        var probe = Probe(journal, texts: texts, depth: depth, isStorm: arguments.isStorm)
        var loop = try TerminalLoop(
            facts, depth: depth, usesMouse: arguments.usesMouse, life: life)
        let mailbox = try Mailbox<Int>()
        if arguments.isFlooded { try Thread.start { flood(mailbox) } }
        let status = try loop.run(&probe, mailbox: mailbox)
        journal.note("ended \(status)")
        return status
    }

    private static func complain(_ text: SafeText) {
        // Where standard error takes nothing there is nobody left to tell.
        do throws(SafeOutputError) { try SafeOutput.standardError.write(text) } catch {}
    }

    /// The texts of a file: a line each, two digits a byte.
    private static func read(_ path: String) -> [SafeText] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk.prefix(count)
        }
        return bytes.split(separator: UInt8(ascii: "\n")).map { line in
            let digits = line.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            let pairs = stride(from: 0, to: digits.count - 1, by: 2)
            return SafeText(untrustedBytes: pairs.map { UInt8(digits[$0] * 16 + digits[$0 + 1]) })
        }
    }
}
