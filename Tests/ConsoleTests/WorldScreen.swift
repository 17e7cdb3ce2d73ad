import Console
import Control
import Governance

/// A screen of a made-up world, and when the person could see it first.
struct WorldScreen {
    /// The card that a screen shows, as far as the model says; the picture is what counts.
    struct Seal: Hashable {
        let code: String
        let digest: Digest
        let revision: Int
    }

    let at: Int64
    let seal: Seal?
    private let model: ConsoleModel
    private let drawnAt: Int64

    init(at: Int64, model: ConsoleModel, drawnAt: Int64) {
        self.at = at
        self.model = model
        self.drawnAt = drawnAt
        seal = model.card.map {
            Seal(
                code: $0.code, digest: $0.hold.summary.digest,
                revision: $0.hold.summary.revision)
        }
    }

    /// Which list of one cause it shows, as far as the model says.
    var group: Int64? { model.group?.openedAt }

    /// Drawn when it is looked at: drawing is a function of the model.
    var rows: [String] { ConsoleView.grid(of: model, at: drawnAt).text }

    /// Whether another screen is drawn from the same card, the same rows of it, under the same things,
    /// so that only clocks differ: then it need not be drawn to be known.
    func isLike(_ other: WorldScreen) -> Bool {
        seal == other.seal && model.card?.reading.top == other.model.card?.reading.top
            && model.card?.hold.summary.tier == other.model.card?.hold.summary.tier
            && model.group?.openedAt == other.model.group?.openedAt
            && model.group?.reading.top == other.model.group?.reading.top
            && model.stopped == other.model.stopped
            && model.screen == other.model.screen && model.size == other.model.size
            && model.prompt == other.model.prompt && model.kill == other.model.kill
    }
}
