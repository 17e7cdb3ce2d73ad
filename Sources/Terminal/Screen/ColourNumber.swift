import Console

/// A colour as ncurses numbers it on this terminal.
struct ColourNumber: Hashable {
    /// The terminal's own colour.
    static let standard: Int32 = -1

    let number: Int32
    /// Eight colours and a bright foreground: bold stands for it.
    let isBold: Bool

    /// The number of a colour on a terminal that has so many.
    init(_ colour: Colour, colours: Int, isForeground: Bool) {
        (number, isBold) =
            switch colour {
            case .standard: (Self.standard, false)
            case .ansi(let index): Self.ansi(Int(index), colours, isForeground)
            case .index(let index) where index < 16: Self.ansi(Int(index), colours, isForeground)
            case .index(let index): (Self.indexed(index, colours), false)
            case .rgb(let red, let green, let blue):
                (Self.direct(red, green, blue, colours), false)
            }
    }

    /// One of the sixteen. With direct colour the first eight numbers are those of the palette.
    private static func ansi(_ index: Int, _ colours: Int, _ isForeground: Bool) -> (Int32, Bool) {
        let isPlain = index < 8
        switch colours {
        case 0x100_0000... where !isPlain: return (Int32(bright[(index - 8) & 7]), false)
        case 16..<0x100_0000: return (Int32(index & 15), false)
        case 8...: return (Int32(index & 7), !isPlain && isForeground)
        default: return (standard, false)
        }
    }

    private static func indexed(_ index: UInt8, _ colours: Int) -> Int32 {
        if colours >= 0x100_0000 {
            let (red, green, blue) = xterm(index)
            return direct(red, green, blue, colours)
        }
        return colours > Int(index) ? Int32(index) : standard
    }

    private static func direct(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ colours: Int) -> Int32
    {
        guard colours >= 0x100_0000 else { return standard }
        let number = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
        // Numbers below eight are the palette's: the nearest black that is one.
        return number < 8 ? 0x01_0101 : number
    }

    /// What xterm shows for the colours from 16 on: a cube of 6 by 6 by 6, then 24 greys.
    private static func xterm(_ index: UInt8) -> (UInt8, UInt8, UInt8) {
        guard index < 232 else {
            let grey = 8 + 10 * (index - 232)
            return (grey, grey, grey)
        }
        let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
        let place = Int(index) - 16
        return (steps[place / 36], steps[place / 6 % 6], steps[place % 6])
    }

    /// What xterm shows for the bright eight.
    private static let bright: [Int] = [
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ]
}
