import Governance
import SafeText

/// How the person decides, which nobody feels: on the last row of the list of holds.
extension ConsoleView {
    mutating func drawVitals() {
        let vitals = model.vitals
        var parts: [SafeText] = [
            Words.count(vitals.holdsAnHour(at: now), "hold this hour", "holds this hour")
        ]
        if let median = vitals.medianNanoseconds(at: now),
            let percent = vitals.percentApproved(at: now)
        {
            let tenths = median / 100_000_000
            parts.append("you: \(vitals.decided(at: now)) decided")
            parts.append("median \(tenths / 10).\(tenths % 10) s")
            parts.append("\(percent) % approved")
            parts.append("\(vitals.hasty(at: now)) under 2 s")
        }
        let isMany = vitals.holdsAnHour(at: now) > Vitals.bearable
        grid.put(
            parts.joined(by: ", "), row: body.upperBound - 1, column: 1,
            role: isMany ? .strong : .dim)
    }
}
