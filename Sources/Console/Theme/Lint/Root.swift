/// Roots by Newton's method: the room has no library of mathematics.
enum Root {
    /// The third root of a number from 0 to 2.
    static func third(_ number: Double) -> Double { root(3, of: number) }

    /// The fifth root of a number from 0 to 2.
    static func fifth(_ number: Double) -> Double { root(5, of: number) }

    /// Steps of Newton's method: from 1 on, numbers of a byte's steps take at most 40.
    private static let steps = 100

    private static func root(_ degree: Int, of number: Double) -> Double {
        guard number > 0 else { return 0 }
        var guess = 1.0
        for _ in 0..<steps {
            let power = (1..<degree).reduce(1) { product, _ in product * guess }
            let next = (Double(degree - 1) * guess + number / power) / Double(degree)
            if next == guess { break }
            guess = next
        }
        return guess
    }
}
