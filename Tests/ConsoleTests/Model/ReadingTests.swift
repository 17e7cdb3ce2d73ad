import Testing

@testable import Console

/// Only what the terminal has shown was read, from the beginning on without a gap.
@Suite struct ReadingTests {
    @Test func countsWhatWasShown() {
        var reading = Reading()
        reading.shows(10, of: 25, fence: 1)
        #expect(reading.seen == 0, "not before the terminal says so")
        reading.wasShown(0)
        #expect(reading.seen == 0, "an older frame says nothing")
        reading.wasShown(1)
        #expect(reading.seen == 10)
        #expect(!reading.isWhole(of: 25))
    }

    @Test func theEndIsNotReachedByALeap() {
        var reading = Reading()
        reading.scroll(by: 1 << 40, visible: 10, of: 25)
        #expect(reading.top == 0, "nothing was shown yet")
        reading.shows(10, of: 25, fence: 1)
        reading.wasShown(1)
        reading.scroll(by: 1 << 40, visible: 10, of: 25)
        #expect(reading.top == 10, "the first row that was not shown comes first")
        reading.shows(10, of: 25, fence: 2)
        reading.scroll(by: 1 << 40, visible: 10, of: 25)
        #expect(reading.top == 10, "however fast the keys come")
        reading.wasShown(2)
        reading.scroll(by: 1 << 40, visible: 10, of: 25)
        #expect(reading.top == 15)
        reading.shows(10, of: 25, fence: 3)
        reading.wasShown(3)
        #expect(reading.isWhole(of: 25))
    }

    @Test func scrollingBackForgetsNothing() {
        var reading = Reading()
        reading.shows(10, of: 25, fence: 1)
        reading.wasShown(1)
        reading.scroll(by: 5, visible: 10, of: 25)
        reading.shows(10, of: 25, fence: 2)
        reading.scroll(by: -5, visible: 10, of: 25)
        reading.shows(10, of: 25, fence: 3)
        reading.wasShown(3)
        #expect(reading.seen == 10, "the frame with rows 5 to 14 may never have been drawn")
        reading.scroll(by: -99, visible: 10, of: 25)
        #expect(reading.top == 0)
    }

    @Test func aShortCardIsReadAtOnce() {
        var reading = Reading()
        reading.shows(10, of: 3, fence: 1)
        reading.wasShown(5)
        #expect(reading.seen == 3 && reading.isWhole(of: 3))
        reading.scroll(by: 9, visible: 10, of: 3)
        #expect(reading.top == 0)
    }
}
