/// Where a console of the demonstration finds its end of the pipe on which it tells of its tour.
package enum ConsolePipe {
    package static let descriptor: Int32 = 3
}
