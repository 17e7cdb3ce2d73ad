package import Control
import Governance
package import SafeText

extension SpentView {
    /// `12 of 60 calls`, `6m30s of 24h`; without a budget what was spent alone.
    package var words: SafeText {
        guard !isTime else { return span(spent) + (limit.map { " of \(span($0))" } ?? "") }
        let of = limit.map { " of \(SafeText(name: $0))" as SafeText } ?? ""
        return "\(SafeText(name: spent))\(of) \(name: name)"
    }

    /// `54 % of 20 writes`; nil where there is no budget, or one of which no share can be told.
    package var share: SafeText? {
        guard let percent, let limit else { return nil }
        return isTime
            ? "\(percent) % of \(span(limit))" : "\(percent) % of \(name: limit) \(name: name)"
    }

    /// How much of the budget is used, in whole hundredths, 999 at most; nil as ``share`` is.
    package var percent: Int? {
        guard let limit = limit.flatMap(Double.init), let spent = Double(spent), limit > 0 else {
            return nil
        }
        let share = spent / limit * 100
        return share.isFinite ? Int(max(0, min(999, share))) : nil
    }

    private var isTime: Bool { name.utf8.elementsEqual("time".utf8) }

    /// Seconds of the wire as `6m30s`; what is none is shown as it is.
    private func span(_ seconds: String) -> SafeText {
        guard let count = Int64(seconds) else { return SafeText(name: seconds) }
        return SafeText(name: Duration.seconds(count).words)
    }
}

extension RunView {
    /// The budget of which the greatest share is used; nil where no share can be told of any.
    package var closest: SpentView? {
        spent.filter { $0.percent != nil }.max { ($0.percent ?? 0) < ($1.percent ?? 0) }
    }
}
