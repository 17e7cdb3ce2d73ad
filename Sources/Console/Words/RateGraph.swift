package import Control
package import SafeText

/// A tool's calls over the last hour, oldest first, in signs that every terminal and every reader has.
///
/// The scale is fixed, so that rows can be compared and do not jump: what it counts is calls a minute. A
/// stretch in which a call was denied or held says that instead.
package struct RateGraph: Hashable, Sendable {
    /// What one sign stands for.
    package enum Sign: Hashable, Sendable {
        case none, few, some, many, most
        case held, denied

        /// How it is drawn.
        package var text: SafeText {
            switch self {
            case .none: " "
            case .few: "."
            case .some: ":"
            case .many: "|"
            case .most: "#"
            case .held: "h"
            case .denied: "!"
            }
        }

        package var role: Role {
            switch self {
            case .held: .held
            case .denied: .denied
            default: .graph
            }
        }
    }

    /// The signs, the newest last.
    package let signs: [Sign]

    /// Draws an hour in so many signs, of which each stands for as many minutes.
    package init(_ rate: ToolRateView, signs count: Int) {
        let minutes = ControlLimits.minutes / count
        signs = (0..<count).reversed().map { ago in
            let stretch = ago * minutes..<(ago + 1) * minutes
            func sum(_ counts: [Int]) -> Int {
                counts[stretch.clamped(to: counts.indices)].reduce(0, +)
            }
            if sum(rate.denied) > 0 { return .denied }
            if sum(rate.held) > 0 { return .held }
            return Self.sign(sum(rate.calls), minutes: minutes)
        }
    }

    private static func sign(_ calls: Int, minutes: Int) -> Sign {
        switch calls {
        case 0: .none
        case ..<(2 * minutes): .few
        case ..<(10 * minutes): .some
        case ..<(100 * minutes): .many
        default: .most
        }
    }

    /// What the signs mean.
    package static let legend: SafeText = ".:|# from 0, 2, 10, 100 calls/min  ! denied  h held"

    /// The same where there is less room.
    package static let shortLegend: SafeText = ".:|# calls  ! denied  h held"

    /// As one text.
    package var text: SafeText { signs.map(\.text).joined(by: "") }
}
