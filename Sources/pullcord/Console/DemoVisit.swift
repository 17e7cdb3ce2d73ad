import Console
import Demonstration
import Glibc
import SafeText

/// A console that the demonstration started: which it is of, and how it tells where its tour is.
struct DemoVisit {
    /// The directory of the demonstration.
    let folder: String
    /// The process that plays it.
    let parent: Int32

    /// Nothing outlives a demonstration, so there is nothing to reassure a person about.
    let notice: SafeText = "pullcord: the console died; the demonstration ends"

    /// Tells which step of the tour began. The pipe has room for far more than there are steps; a reader
    /// that is gone misses nothing.
    func tell(_ step: Tour.Step) {
        let line = Array((step.rawValue + "\n").utf8)
        _ = write(ConsolePipe.descriptor, line, line.count)
    }

    /// The console is over: where the demonstration was killed, what it left is removed here.
    ///
    /// A process of several threads that is killed tells of its death with the first of them, and is gone
    /// with the last: that is waited for.
    func end(_ status: Int32) {
        for _ in 0..<Self.looks where status > 128 && getppid() == parent { usleep(20_000) }
        if getppid() != parent { Orphan.remove(folder) }
    }

    /// How often it is looked whether who plays is gone, in a second.
    private static let looks = 50
}
