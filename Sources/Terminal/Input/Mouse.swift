/// A report of the mouse.
package struct Mouse: Hashable, Sendable {
    /// What it did.
    package enum Act: Hashable, Sendable {
        case wheelUp, wheelDown
        /// A button, 0 to 2 from the left.
        case pressed(Int), released(Int)
    }

    package let act: Act
    /// The cell, from zero.
    package let row: Int
    package let column: Int

    package init(_ act: Act, row: Int, column: Int) {
        self.act = act
        self.row = row
        self.column = column
    }

    /// A report of SGR (1006): button code, column and row from 1, and whether a button went down.
    init?(code: Int, column: Int, row: Int, isPress: Bool) {
        // 4, 8 and 16 are Shift, Alt and Control; 32 is movement; 64 the wheel.
        guard code & 0b111100 == 0, (1...9_999).contains(column), (1...9_999).contains(row) else {
            return nil
        }
        switch code {
        case 64 where isPress: act = .wheelUp
        case 65 where isPress: act = .wheelDown
        case 0...2: act = isPress ? .pressed(code) : .released(code)
        default: return nil
        }
        self.row = row - 1
        self.column = column - 1
    }

    /// A report of X10: three bytes, each 32 more than what it says.
    init?(legacy bytes: [UInt8]) {
        guard bytes.count == 3, bytes.allSatisfy({ $0 >= 32 }) else { return nil }
        let code = Int(bytes[0]) - 32
        // X10 does not say which button was let go.
        self.init(
            code: code == 3 ? 0 : code, column: Int(bytes[1]) - 32, row: Int(bytes[2]) - 32,
            isPress: code != 3)
    }
}
