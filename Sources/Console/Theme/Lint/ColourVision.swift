/// Ways in which people see colour.
package enum ColourVision: String, CaseIterable, Sendable {
    case usual
    case protanopia
    case deuteranopia
    case tritanopia

    /// What such a person sees of a light.
    ///
    /// By the matrices for severity 1.0 of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
    /// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
    /// Visualization and Computer Graphics 15 (2009), for linear RGB.
    func sees(_ light: Light) -> Light {
        let parts = [light.red, light.green, light.blue]
        let seen = matrix.map { row in
            min(max(zip(row, parts).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
        }
        return Light(red: seen[0], green: seen[1], blue: seen[2])
    }

    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        case .deuteranopia:
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        case .tritanopia:
            [
                [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        }
    }
}
