/// What the tour of the console asks for: the step that it has come to, by the console's own name for it.
package enum Cue: String, CaseIterable, Sendable {
    case look, open, approve, deny, pause, kill, release, help, leave
}
