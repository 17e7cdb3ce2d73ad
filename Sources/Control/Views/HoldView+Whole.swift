import Governance

extension HoldView {
    /// Whether every byte of every argument is here to be shown.
    package var isWhole: Bool {
        missingArguments == 0 && (arguments + alsoSent).allSatisfy { $0.cutBytes == 0 }
    }

    /// Whether nothing of the arguments is here: their bytes are gone.
    package var isWithoutArguments: Bool { arguments.isEmpty && missingArguments > 0 }

    /// The most argument bytes that a person is taken to read before a critical call; what is over
    /// cannot be approved (design section 7.6).
    package static let readableBytes = Governor.readableBytes
}
