/// Gathers the faults of one reading, so that a person sees all of them at once.
final class FaultCollector {
    private(set) var faults: [PolicyFault] = []

    /// States what happened and what to do at a place.
    func report(_ message: String, at place: Place) {
        add(PolicyFault(message, at: place))
    }

    /// Keeps a fault; what is over the bound is counted by nobody.
    func add(_ fault: PolicyFault) {
        if faults.count < PolicyFaults.most { faults.append(fault) }
    }

    /// The right spelling of a word; nil where no more faults are told, so that a file of ten
    /// thousand unknown names is not compared with ten thousand known ones.
    func nearest(_ word: String, in known: @autoclosure () -> [String]) -> String? {
        faults.count < PolicyFaults.most ? NearestWord.of(word, in: known()) : nil
    }

    /// All of them in the order of the file.
    var sorted: [PolicyFault] {
        faults.sorted { ($0.line, $0.column ?? 0) < ($1.line, $1.column ?? 0) }
    }
}
